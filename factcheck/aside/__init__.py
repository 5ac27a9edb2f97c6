"""What sets findings aside: a baseline of those that are known, and lines that have not changed."""
