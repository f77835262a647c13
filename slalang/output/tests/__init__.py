"""What came of scenarios, for people and for build servers."""
