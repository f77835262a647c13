"""Waivers themselves: an author who lets a finding stand says which, and why."""
