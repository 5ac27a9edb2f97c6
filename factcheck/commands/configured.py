"""What is in force for a command: its options and the configuration; a wrong one ends the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.commands.printing import fail, fail_all, say
from factcheck.configuration.in_force import settings_in_force

if TYPE_CHECKING:
    from factcheck.configuration.in_force import InForce


def in_force_for(
    given: Mapping[str, Any], drafts: Sequence[str], config: str | None = None, *, isolated: bool = False
) -> InForce:
    """What holds for the drafts, with the options that were given; ends the program where a configuration is wrong."""
    from factcheck.configuration.mistakes import ConfigurationError  # noqa: PLC0415

    if config and isolated:
        fail("--config and --isolated contradict each other", "give one of them")
    try:
        return settings_in_force(given, drafts, config=Path(config) if config else None, isolated=isolated)
    except ConfigurationError as error:
        fail_all(map(str, error.mistakes))
    except FileNotFoundError:
        fail("the folder that you work in is gone", "change to another")


def tell_idle(in_force: InForce, drafts: Sequence[Path]) -> None:
    """Says which keys of nearer configurations concern the run and do not hold."""
    where = in_force.configuration.path if in_force.configuration else "the command line alone"
    for name, said in in_force.idle(drafts):
        say(f"factcheck: {said.origin}: {name} concerns the run as a whole, which goes by {where}")
