"""What the comments of a draft say to this program, and which findings they leave out."""
