"""The entry point of the command; `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import sys

from factcheck.collecting import collect_seldom
from factcheck.streams import close_streams, open_streams
from factcheck.version import __version__

INTERRUPTED = 130
BROKEN = 70  # a fault of this program; 1 would say that the draft has a finding


def main() -> None:
    """Runs the command line and exits with its code."""
    open_streams()
    try:
        _run()
    finally:
        close_streams()


def _run() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"factcheck {__version__}\n")
        return
    collect_seldom()
    try:
        from factcheck.commands.app import app  # noqa: PLC0415

        app(prog_name="factcheck")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001 - whatever it is, it must not end with a code that means something else
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        sys.stderr.write("factcheck itself failed; please report this with the draft and the tables\n")
        sys.exit(BROKEN)
