"""Drafts to documents, one file a format."""

from factcheck.readers.errors import ReadError
from factcheck.readers.registry import find_drafts, read_path, read_text

__all__ = ["ReadError", "find_drafts", "read_path", "read_text"]
