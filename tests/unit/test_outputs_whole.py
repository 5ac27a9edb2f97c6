"""What `--output` leaves behind where it cannot write or is stopped: the old file or the new one, never a half."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")

ROOT = Path(__file__).parents[2]
DRAFT = "# Bridges\n\nNorvia had 421 road bridges in 2024.\n"
TABLE = "country,year,road bridges\nNorvia,2024,412\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    (tmp_path / "bridges.csv").write_text(TABLE, "utf-8")
    return tmp_path


def started(desk: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "factcheck", "check", *arguments],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT), "FACTCHECK_CACHE": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - deaf in the background else
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_after_the_report(desk: Path) -> None:
    with started(desk, "draft.md", "--reference", "bridges.csv", "--output", "json=/dev/full") as process:
        out, err = process.communicate()
    assert process.returncode == 2
    assert "/dev/full: the disk is full" in err
    assert "FC103" in out
    assert "Traceback" not in err


def test_a_folder_that_takes_no_files_is_told_before_the_run(desk: Path) -> None:
    closed = desk / "closed"
    closed.mkdir(mode=0o555)
    # What is not refused to a user by permissions, as to root, is refused there by the system.
    target = "/proc/report.json" if os.geteuid() == 0 else "closed/report.json"
    with started(desk, "draft.md", "--reference", "bridges.csv", "--output", f"json={target}") as process:
        _, err = process.communicate()
    assert process.returncode == 2
    assert target in err
    assert "Traceback" not in err
    assert names(desk) == {"draft.md", "bridges.csv", "closed"}


@pytest.mark.parametrize("there_before", [True, False])
def test_an_interrupt_while_a_report_is_written_leaves_no_half_of_it(desk: Path, there_before: bool) -> None:
    (desk / "long.md").write_text(DRAFT + "\nThey sent 41 trucks and 17 boats in 2024.\n" * 1500, "utf-8")
    target = desk / "report.json"
    if there_before:
        target.write_text('{"kept": true}', "utf-8")
    before = names(desk)
    with started(desk, "long.md", "--ignore", "FC4", "--output", "json=report.json") as process:
        while process.poll() is None and names(desk) == before:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert names(desk) == before
    assert not there_before or json.loads(target.read_text("utf-8")) == {"kept": True}
