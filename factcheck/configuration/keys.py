"""Every key of a configuration: the one description from which checks, schema and documentation are made."""

from __future__ import annotations

from typing import Final

from factcheck.configuration import kinds
from factcheck.configuration.kinds import Kind
from factcheck.frozen import record


@record
class Key:
    """A key: its name, what it may hold, what it says, what holds where it is not said, an example in TOML.

    `for_drafts` tells that it may differ from draft to draft, and so stand in an override; the others concern a run as
    a whole. `adds` tells that what is said in a stronger place is added to what a weaker one says, not put for it.
    """

    name: str
    kind: Kind
    meaning: str
    default: str
    example: str
    for_drafts: bool = False
    adds: bool = False

    @property
    def setting(self) -> str:
        """The name of the field of `Settings`, and of the option in Python."""
        return self.name.replace("-", "_")


KEYS: Final = (
    Key(
        "reference",
        kinds.SOURCES,
        "the reference tables: files, folders, or builtin for those that come with the program",
        "reference_data/ beside the draft, else in the working directory",
        '["tables", "builtin"]',
        for_drafts=True,
    ),
    Key(
        "pins",
        kinds.FILE,
        "the file of pins",
        "draft.pins.toml and the nearest factcheck.pins.csv",
        '"desk.pins.toml"',
    ),
    Key(
        "locale",
        kinds.LOCALE,
        "how the drafts write numbers and dates",
        "as each draft declares, else English",
        '"en-GB"',
        for_drafts=True,
    ),
    Key(
        "as-of",
        kinds.DATE,
        "the day from which the drafts speak",
        "the draft's own date",
        "2022-11-20",
        for_drafts=True,
    ),
    Key(
        "select",
        kinds.CODES,
        "the rules that run",
        "all but the optional ones",
        '["FC1", "FC4"]',
        for_drafts=True,
    ),
    Key("ignore", kinds.CODES, "rules that do not run", "none", '["FC406"]', for_drafts=True, adds=True),
    Key("extend-select", kinds.CODES, "rules that run besides", "none", '["FC5"]', for_drafts=True, adds=True),
    Key("fail-on", kinds.FAIL_ON, "the mildest finding that makes the exit code 1", "error", '"warning"'),
    Key(
        "min-coverage",
        kinds.SHARE,
        "the share of the checkable figures that tables must confirm; below it the exit code is 1",
        "no share",
        "0.8",
    ),
    Key("format", kinds.FORMAT, "the format on standard output", "text", '"json"'),
    Key(
        "output",
        kinds.OUTPUTS,
        "files that the report is written to as well, below the folder of the configuration",
        "none",
        '["json=report.json"]',
    ),
    Key("baseline", kinds.FILE, "the file of known findings, which do not count", "none", '"baseline.json"'),
    Key(
        "require-reasons",
        kinds.YES_OR_NO,
        "whether a suppression in a draft must give its reason",
        "true",
        "false",
        for_drafts=True,
    ),
    Key(
        "fix-quotations",
        kinds.YES_OR_NO,
        "whether fixes may change what stands in quotation marks",
        "false",
        "true",
    ),
    Key(
        "exclude",
        kinds.GLOBS,
        "drafts that are passed over when folders are searched",
        "none",
        '["archive/**", "*.de.md"]',
    ),
)
BY_NAME: Final = {key.name: key for key in KEYS}
PATHS: Final = Key("paths", kinds.GLOBS, "the drafts that an override is for", "", '["archive/**"]')
OVERRIDES: Final = "overrides"
