"""Write docs/cli.md anew where it tells of the commands: what each takes, from the commands themselves.

    python -m scripts.make_cli_page

The text above the mark is written by hand; all below it is made here. `python -m tests.documents` does the same.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from factcheck.commands.app import app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
MARK = "<!-- made of the commands by scripts/make_cli_page.py; what stands below is written anew -->\n"
_WORD = re.compile(r"(?<!`)[\w./=-]*[\w/](?!`)")
_TYPED = re.compile(r"^--\w|\w_\w|=|\.(?:toml|html|md|csv|yaml|json|txt)$")


def refreshed(text: str) -> str:
    """The page with what the commands say of themselves now."""
    head, mark, _ = text.partition(MARK)
    if not mark:
        raise ValueError(f"{PAGE.name} has no line {MARK!r}")
    return head + mark + "".join(_command("factcheck", typer.main.get_command(app)))


def _command(name: str, command: Any) -> Iterator[str]:
    """A command and those below it, each as a section."""
    yield f"\n## {name}\n\n"
    yield "\n\n".join(_paragraphs(command.help or "")) + "\n"
    yield f"\n```usage\n{_usage(name, command)}\n```\n"
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    yield from _table("argument", [(one.make_metavar(_context(command)), one.help) for one in arguments])
    yield from _table("option", [(_option(command, one), _told(one)) for one in options])
    for inner_name, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{name} {inner_name}", inner)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; one whose lines are to stay apart becomes a block."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if paragraph.startswith("\b"):
            title, _, rows = paragraph.removeprefix("\b\n").partition("\n")
            items = (" ".join(row.split()).split(" ", 1) for row in rows.splitlines())
            yield title + "\n\n" + "\n".join(f"- `{code}` {_marked(words)}" for code, words in items)
        else:
            yield _marked(" ".join(paragraph.split()))


def _usage(name: str, command: Any) -> str:
    return " ".join([name, *command.collect_usage_pieces(_context(command))])


def _context(command: Any) -> Any:
    return command.context_class(command)


def _option(command: Any, option: Any) -> str:
    """An option as it is typed: "-r, --reference PATH"."""
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {option.make_metavar(_context(command))}"
    return names + value


def _told(option: Any) -> str:
    default = option.default if isinstance(option.default, str | int | float) and not option.is_flag else None
    return (option.help or "") + (f" Without it: {default}." if default not in {None, ""} else "")


def _table(head: str, rows: list[tuple[str, str | None]]) -> Iterator[str]:
    if not rows:
        return
    yield f"\n| {head} | what it says |\n|---|---|\n"
    for name, words in rows:
        yield f"| `{_cell(name)}` | {_cell(_marked(words or ''))} |\n"


def _marked(text: str) -> str:
    """Help in Markdown: options, files and what is typed as code, and nothing that Markdown would take for a mark."""
    return _WORD.sub(lambda match: f"`{match[0]}`" if _TYPED.search(match[0]) else match[0], text).replace("<", "&lt;")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the page."""
    text = PAGE.read_text(encoding="utf-8")
    if (new := refreshed(text)) != text:
        PAGE.write_text(new, encoding="utf-8")
        print(f"docs/{PAGE.name}: commands refreshed")


if __name__ == "__main__":
    main()
