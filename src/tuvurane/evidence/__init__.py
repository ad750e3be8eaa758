"""Did things get better? Figures without names, released by one door."""
