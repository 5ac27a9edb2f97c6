"""The report as one page for an editor: the draft with every figure marked, and what was found behind each mark.

The page loads nothing: styles and script stand in it, and its content security policy allows these two by their
digests and nothing else. Whatever comes from drafts and tables is escaped, and what is invisible in it is shown.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from factcheck.reports.html_blocks import elements
from factcheck.reports.html_details import details
from factcheck.reports.html_page import page_of
from factcheck.reports.html_text import shown

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.results import Report

_TOGETHER = 64  # pieces of the template that are handed on at once


def chunks(report: Report, how: How) -> Iterator[str]:
    """The report as one self-contained HTML file."""
    page = page_of(report, how)
    marked = [draft.marked for draft in page.drafts]
    style, script = asset("report.css"), asset("report.js")
    stream = _template().stream(
        page=page,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        elements=elements,
        details=lambda mark: details(mark, marked),
    )
    stream.enable_buffering(_TOGETHER)
    return iter(stream)


def asset(name: str) -> str:
    """A file of the page that the package carries."""
    return resources.files("factcheck").joinpath("data", name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """The content security policy: one style and one script by their digests, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")
