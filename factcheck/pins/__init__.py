"""A person's word on which fact a figure is about, as files and comments give it."""
