"""How what is said in several places becomes one: the file, its overrides, the command line, the stronger one last.

`select` begins anew: what weaker places said of rules does not count then. `ignore` and `extend-select` add to what
they said, and where the two are at odds about a rule, the stronger place decides. Every other key replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from factcheck.configuration.reading import Said

_RULES: Final = ("select", "ignore", "extend_select")


def combined(places: Iterable[Mapping[str, Said]]) -> dict[str, Said]:
    """What holds of several places, by the names of settings; the last is the strongest."""
    held: dict[str, Said] = {}
    for place in places:
        held |= {name: said for name, said in place.items() if name not in _RULES}
        _add_rules(held, place)
    return held


def _add_rules(held: dict[str, Said], place: Mapping[str, Said]) -> None:
    if "select" in place:
        for name in _RULES:
            held.pop(name, None)
        held |= {name: place[name] for name in _RULES if name in place}
        return
    before = {name: _codes(held, name) for name in _RULES}
    off, on = _codes(place, "ignore"), _codes(place, "extend_select")
    if on:
        _put(held, "extend_select", before["extend_select"] + on, place)
        kept = tuple(code for code in before["ignore"] if not code.startswith(on))
        if kept != before["ignore"]:
            _put(held, "ignore", kept, place, changed_by="extend_select")
    if off:
        # Of two that speak of one rule the longer decides: those that a weaker place asked for are named again.
        asked = (*before["select"], *before["extend_select"])
        narrower = tuple(code for code in asked if code.startswith(off) and not code.startswith(on))
        _put(held, "ignore", _codes(held, "ignore") + off + narrower, place)


def _codes(place: Mapping[str, Said], name: str) -> tuple[str, ...]:
    return tuple(code.upper() for code in place[name].value) if name in place else ()


def _put(
    held: dict[str, Said], name: str, codes: tuple[str, ...], place: Mapping[str, Said], changed_by: str = ""
) -> None:
    origins = [held[name].origin] if name in held else []
    origin = place[changed_by or name].origin
    held[name] = Said(tuple(dict.fromkeys(codes)), ", ".join(dict.fromkeys([*origins, origin])))
