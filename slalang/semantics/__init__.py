"""Tree to policy: readings taken, names resolved, units and choices checked, zones and holidays frozen in."""
