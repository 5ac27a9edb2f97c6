"""What holds for a run and for each of its drafts: the command line, the nearest configuration, else the defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.configuration.finding import Finder
from factcheck.settings import Settings

if TYPE_CHECKING:
    from factcheck.configuration.reading import Configuration, Said

STDIN: Final = "-"
TYPED: Final = "command line"


class InForce:
    """The settings of a run.

    `run` holds for the run as a whole. A draft has settings of its own where a configuration nearer to it or an
    override says so; what the command line says holds for all.
    """

    def __init__(
        self, typed: Mapping[str, Any], configured: Callable[[Path | None], Configuration | None], run: Path | None
    ):
        self.typed = typed
        self._configured = configured
        self._known: dict[tuple[object, ...], Settings] = {}
        self.configuration = configured(run)
        self.run = self._settings(self.configuration, ())

    def of(self, draft: Path | None) -> Settings:
        """The settings for one draft; None for what is no file, such as standard input.

        What concerns the run as a whole is that of the run.
        """
        configuration = self._configured(None if draft is None else _folder_of(draft))
        if configuration is None:
            return self.run if self.configuration is None else self._settings(None, ())
        return self._settings(configuration, _fitting(configuration, draft))

    def leaves_out(self, draft: Path) -> bool:
        """Whether a draft that a folder holds is passed over."""
        configuration = self._configured(_folder_of(draft))
        if configuration is None or "exclude" not in configuration.said:
            return False
        from factcheck.configuration.globs import fits, path_below  # noqa: PLC0415

        below = path_below(draft, configuration.folder)
        return below is not None and fits(configuration.said["exclude"].value, below)

    def said_for(self, draft: Path | None) -> dict[str, Said]:
        """What was said for a draft and by whom, by the names of settings; what was not said is left out."""
        configuration = self._configured(None if draft is None else _folder_of(draft))
        return self._said(configuration, _fitting(configuration, draft) if configuration else ())

    def idle(self, drafts: Sequence[Path]) -> Iterator[tuple[str, Said]]:
        """What nearer configurations of drafts say of the run as a whole, which therefore does not hold."""
        folders = dict.fromkeys(map(_folder_of, drafts))
        nearer = {id(found): found for folder in folders if (found := self._configured(folder))}
        nearer.pop(id(self.configuration), None)
        if not nearer:
            return
        from factcheck.configuration.keys import KEYS  # noqa: PLC0415 - most runs have one configuration or none

        of_the_run = [key for key in KEYS if not key.for_drafts and key.name != "exclude"]
        for configuration in nearer.values():
            for key in of_the_run:
                if key.setting in configuration.said:
                    yield key.name, configuration.said[key.setting]

    def _settings(self, configuration: Configuration | None, fitting: tuple[int, ...]) -> Settings:
        key = (id(configuration), fitting)
        if key not in self._known:
            if configuration is None:
                self._known[key] = replace(Settings(), **self.typed)
            else:
                values = {name: said.value for name, said in self._said(configuration, fitting).items()}
                self._known[key] = replace(Settings(), **{name: values[name] for name in _SETTINGS if name in values})
        return self._known[key]

    def _said(self, configuration: Configuration | None, fitting: tuple[int, ...]) -> dict[str, Said]:
        from factcheck.configuration.layers import combined  # noqa: PLC0415
        from factcheck.configuration.reading import Said  # noqa: PLC0415

        typed = {name: Said(value, TYPED) for name, value in self.typed.items()}
        if configuration is None:
            return typed
        overrides = (configuration.overrides[number].said for number in fitting)
        return combined((configuration.said, *overrides, typed))


_SETTINGS: Final = tuple(field.name for field in fields(Settings))


def settings_in_force(
    typed: Mapping[str, Any], drafts: Sequence[str] = (), *, config: Path | None = None, isolated: bool = False
) -> InForce:
    """What holds for drafts that the command line names, with what it says (names and values of `Settings`).

    `config` is the one file to read; `isolated` is for none. Else each draft has the file nearest upward from it, and
    one that has none that of the working directory; the run as a whole has the one of the lowest folder that holds all
    drafts. Raises ConfigurationError for a file with mistakes.
    """
    if isolated:
        return InForce(typed, lambda _: None, None)
    if config is not None:
        only = _named(config)
        return InForce(typed, lambda _: only, None)
    finder, here = Finder(), os.getcwd()  # noqa: PTH109 - a text, as the finder takes it
    return InForce(
        typed,
        lambda folder: finder.above(here if folder is None else str(folder)) or finder.above(here),
        _common_folder(drafts),
    )


def _named(path: Path) -> Configuration:
    from factcheck.configuration.mistakes import ConfigurationError, Mistake  # noqa: PLC0415
    from factcheck.configuration.reading import read_configuration  # noqa: PLC0415

    found = read_configuration(path)
    if found is None:
        raise ConfigurationError([Mistake(str(path), 0, "has no section [tool.factcheck]")])
    return found


def _folder_of(draft: Path) -> Path:
    """The folder that a draft stands in, absolute, links as they are written; a folder stands in itself."""
    path = Path(os.path.abspath(draft))  # noqa: PTH100
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112 - Path.is_dir raises for names that are too long


def _common_folder(drafts: Sequence[str]) -> Path | None:
    folders = {Path.cwd() if one == STDIN else _folder_of(Path(one)) for one in drafts}
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # on several drives
        return None


def _fitting(configuration: Configuration, draft: Path | None) -> tuple[int, ...]:
    """The numbers of the overrides that are for a draft."""
    if not configuration.overrides or draft is None:
        return ()
    from factcheck.configuration.globs import fits, path_below  # noqa: PLC0415

    below = path_below(draft, configuration.folder)
    if below is None:
        return ()
    return tuple(number for number, one in enumerate(configuration.overrides) if fits(one.patterns, below))
