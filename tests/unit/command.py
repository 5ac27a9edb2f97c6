"""The command run in a test: in this process or its own, at a desk with drafts and a table."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.cli import BROKEN, main

DRAFT = """# Bridges

Norvia had 412 road bridges in 2024, and Lorvan had 96 road bridges.
"""
WRONG = DRAFT.replace("412", "421")
TABLE = "country,year,road bridges\nNorvia,2023,398\nNorvia,2024,412\nLorvan,2023,95\nLorvan,2024,96\n"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a right draft, a wrong one and a table; the working directory of every run."""
    (tmp_path / "right.md").write_text(DRAFT, "utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, "utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "bridges.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Run:
    """The command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FORCE_COLOR", raising=False)
        patch.setattr(sys, "argv", ["factcheck", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = _exit_code()
    result = Run(code, _text(out), _text(err))
    assert code == BROKEN or "Traceback" not in result.err, result.err
    assert "\x1b[" not in result.all
    return result


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def spawned(*arguments: str) -> Run:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "factcheck", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    return Run(done.returncode, done.stdout, done.stderr)


def checked(*arguments: str) -> Run:
    return run("check", *arguments, "--reference", "tables")
