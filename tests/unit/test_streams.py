"""Exit codes and messages where a standard stream fails: no traceback, and no code that means something else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="what a POSIX shell does with streams")

DRAFT = "# Bridges\n\nNorvia had 421 road bridges in 2024.\n"
TABLE = "country,year,road bridges\nNorvia,2024,412\n"
CHECK = "check draft.md --reference bridges.csv"
FULL = "factcheck: standard output cannot be written: no space left on device\n"
CLOSED = "<stdin>: FC904 error: standard input is closed; send the draft through a pipe\n"
has_full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    (tmp_path / "bridges.csv").write_text(TABLE, "utf-8")
    return tmp_path


def shell(desk: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which `factcheck` is the program under test."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "FACTCHECK_CACHE": "off"}
    script = f'factcheck() {{ "{sys.executable}" -m factcheck "$@"; }}\n{line}'
    return subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", script], cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@has_full_disk
@pytest.mark.parametrize(
    "command", [CHECK, f"{CHECK} --format json", "extract draft.md", "rules", "--help", "--version"]
)
def test_a_full_disk_is_told_and_is_no_finding(desk: Path, command: str) -> None:
    ran = shell(desk, f"factcheck {command} > /dev/full")
    assert (ran.returncode, ran.stderr.splitlines(keepends=True)[-1]) == (2, FULL)
    assert "Traceback" not in ran.stderr


@has_full_disk
def test_what_cannot_be_said_on_stderr_changes_nothing(desk: Path) -> None:
    ran = shell(desk, "factcheck check draft.md missing.md --reference bridges.csv --format csv 2> /dev/full")
    assert ran.returncode == 3
    assert "421" in ran.stdout


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (f"factcheck {CHECK} >&-", 1, ""),
        (f"factcheck {CHECK} --format json 2>&- >&-", 1, ""),
        ("factcheck check draft.md --reference missing.csv 2>&- >&-", 3, ""),
        ("factcheck check --no-such-option 2>&- >&-", 2, ""),
        ("factcheck check - --reference bridges.csv --format csv <&- >&-", 3, CLOSED),
    ],
)
def test_a_stream_that_is_closed_from_the_start_leaves_the_exit_code(
    desk: Path, line: str, code: int, said: str
) -> None:
    ran = shell(desk, line)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert said in ran.stderr


@pytest.mark.parametrize("command", [CHECK, f"{CHECK} --format json", "rules", "check --help"])
def test_a_reader_that_is_gone_ends_the_run_quietly(desk: Path, command: str) -> None:
    # The reader has closed the pipe for certain once it has said so.
    line = (
        f"({{ while [ ! -e gone ]; do sleep 0.05; done; factcheck {command}; echo $? > code; }}) | (exec <&-; > gone)"
    )
    ran = shell(desk, line)
    assert ran.stderr == ""
    assert (desk / "code").read_text() == "141\n"


def test_a_reader_that_lets_one_wait_gets_everything(desk: Path) -> None:
    (desk / "long.md").write_text("They sent 41 trucks in 2024.\n\n" * 400, "utf-8")
    read, write = os.pipe()
    os.set_blocking(write, False)
    command = [sys.executable, "-m", "factcheck", "extract", "long.md", "--format", "jsonl"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, cwd=desk, env=environment, stdout=write, stderr=subprocess.PIPE) as process:  # noqa: S603
        os.close(write)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)  # more than a pipe holds is waiting
        with os.fdopen(read, "rb") as stream:
            lines = stream.read().splitlines()
        assert process.wait() == 0
    assert len(lines) == 800


def test_a_great_many_findings_are_still_exit_code_1(desk: Path) -> None:
    (desk / "many.md").write_text("Norvia had 421 road bridges in 2024.\n\n" * 300, "utf-8")
    ran = shell(desk, "factcheck check many.md --reference bridges.csv --quiet")
    assert ran.returncode == 1
    assert ran.stdout.count("FC103") == 300


def test_an_interrupt_is_130_wherever_it_comes(desk: Path) -> None:
    (desk / "long.md").write_text("Norvia had 421 road bridges in 2024.\n\n" * 600, "utf-8")
    command = [sys.executable, "-m", "factcheck", "check", "long.md", "--reference", "bridges.csv", "--format", "jsonl"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "FACTCHECK_CACHE": "off"}
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=desk,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - deaf in the background else
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # in the middle of the report, since a pipe holds less than all of it
        process.send_signal(signal.SIGINT)
        _, error = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in error
