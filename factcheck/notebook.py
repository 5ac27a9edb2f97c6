"""A result as a small HTML table for notebooks; all text is escaped, for drafts are anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LIMIT = 50  # rows; a notebook cell is for looking, `to_frame()` for everything


def notebook_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The HTML of a table with a caption; rows past the fiftieth are only counted.

    >>> "<td>&lt;b&gt;</td>" in notebook_table("1 figure", ["text"], [["<b>"]])
    True
    """
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(_row(row) for row in rows[:_LIMIT])
    if len(rows) > _LIMIT:
        body += f'<tr><td colspan="{len(columns)}">and {len(rows) - _LIMIT} more: see to_frame()</td></tr>'
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(texts: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>"
