"""Linking: which facts of the reference tables a claim is about, with a score and reasons a person can read."""
