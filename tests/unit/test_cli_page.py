"""docs/cli.md tells of every command and option, in the words of the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from factcheck.commands.app import app
from scripts.make_cli_page import MARK, PAGE, refreshed

GROUP: Any = typer.main.get_command(app)


def commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for inner_name, inner in getattr(command, "commands", {}).items():
        yield from commands(f"{name} {inner_name}", inner)


COMMANDS = dict(commands("factcheck", GROUP))


def test_the_page_is_what_the_commands_say() -> None:
    text = PAGE.read_text("utf-8")
    assert refreshed(text) == text, "write it anew: python -m scripts.make_cli_page"


def test_a_page_without_its_mark_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="has no line"):
        refreshed("# The command line\n")
    assert refreshed(f"# Mine\n{MARK}old").startswith(f"# Mine\n{MARK}\n## factcheck\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_every_option_what_it_takes(name: str) -> None:
    command = COMMANDS[name]
    first = (command.help or "").split("\n\n")[0]
    assert first.endswith("."), name
    assert len(first) <= 66, f"{name}: the list of commands would cut this off: {first}"
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_terminal_of_80_columns(name: str) -> None:
    command = COMMANDS[name]
    context = command.context_class(command, info_name=name, terminal_width=80, max_content_width=80)
    assert all(len(row) <= 80 for row in command.get_help(context).splitlines())
