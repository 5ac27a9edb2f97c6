"""Suggestions written into the drafts: what may be written, where it stands in the source, and whether it held."""
