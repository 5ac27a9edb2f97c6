"""A first configuration, made from the description of the keys: what is not said is there as a comment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

from factcheck.configuration.keys import KEYS, OVERRIDES, PATHS, Key

_HEAD: Final = """\
# Configuration of factcheck. A line of "# ", a key and a value is an example: take the "# " away.
# What is in force, and who says so: factcheck config. Options of a command win over what is here.
"""
_OVERRIDE: Final = f"""\
# For some drafts only; several may stand here, and the last that fits a draft decides.
# [[{OVERRIDES}]]
# {PATHS.name} = {PATHS.example}
"""
_WIDTH: Final = 98
_IN_OVERRIDE: Final = ("locale", "ignore")


def starter(said: Mapping[str, Sequence[str]]) -> str:
    """The text of a factcheck.toml that says these keys, with an example of each of the others.

    >>> print(starter({"locale": ["de"]}).splitlines()[3])
    # The reference tables: files, folders, or builtin for those that come with the program. Without it:
    """
    parts = [_HEAD, *("\n".join(_lines(key, said.get(key.name))) + "\n" for key in KEYS)]
    examples = "".join(f"# {key.name} = {key.example}\n" for key in KEYS if key.name in _IN_OVERRIDE)
    return "\n".join([*parts, _OVERRIDE + examples])


def _lines(key: Key, value: Sequence[str] | None) -> Iterator[str]:
    told = f"{key.meaning[0].upper()}{key.meaning[1:]}. Without it: {key.default}."
    yield from (f"# {part}" for part in wrap(told, _WIDTH))
    if value is None:
        yield f"# {key.name} = {key.example}"
    else:
        yield f"{key.name} = [{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    """A text as TOML writes it: as JSON does, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", r"\u007f")
