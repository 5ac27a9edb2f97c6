"""Reference tables: read, described, checked and turned into series of facts."""
