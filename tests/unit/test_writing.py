"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.writing import WriteError, check_writable, write_whole

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_a_limited_user = pytest.mark.skipif(IS_ROOT or os.name == "nt", reason="this user may write anywhere")
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_utf_8_with_its_line_ends(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.csv", ["one\r\n", "“two”\n", b"\xff\x00"])
    assert (tmp_path / "report.csv").read_bytes() == b"one\r\n\xe2\x80\x9ctwo\xe2\x80\x9d\n\xff\x00"
    assert names(tmp_path) == ["report.csv"]


def test_a_lone_surrogate_is_no_fault(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.txt", ["a\ud800b"])
    assert (tmp_path / "report.txt").read_text("utf-8") == "a\\ud800b"


def test_a_file_that_is_there_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("yesterday's", "utf-8")

    def chunks() -> Iterator[str]:
        yield "today's"
        assert path.read_text("utf-8") == "yesterday's"

    write_whole(path, chunks())
    assert path.read_text("utf-8") == "today's"


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_a_fault_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path, fault: type[BaseException]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("yesterday's", "utf-8")

    def chunks() -> Iterator[str]:
        yield "half"
        raise fault

    with pytest.raises(fault):
        write_whole(path, chunks())
    assert path.read_text("utf-8") == "yesterday's"
    assert names(tmp_path) == ["report.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text("yesterday's", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WriteError, match="the disk is full"):
        write_whole(path, ["today's"])
    assert path.read_text("utf-8") == "yesterday's"
    assert names(tmp_path) == ["report.txt"]


@posix
def test_permissions_of_a_file_stay_and_new_ones_follow_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("yesterday's", "utf-8")
    path.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_whole(path, ["today's"])
        write_whole(tmp_path / "new.txt", ["new"])
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640


@posix
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link, far = tmp_path / "latest.txt", tmp_path / "kept" / "report.txt"
    link.symlink_to(far)
    write_whole(link, ["today's"])
    assert link.is_symlink()
    assert far.read_text("utf-8") == "today's"
    assert names(tmp_path / "kept") == ["report.txt"]


@posix
def test_a_device_is_written_to_as_it_is() -> None:
    write_whole("/dev/null", ["gone"])
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def refused(path: Path) -> str:
    """Why nothing can be written there, which is told beforehand and when it is tried alike."""
    with pytest.raises(WriteError) as before:
        check_writable(path)
    with pytest.raises(WriteError) as after:
        write_whole(path, ["text"])
    assert str(before.value) == str(after.value)
    return str(before.value)


def test_what_cannot_be_written_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    assert refused(tmp_path).endswith("this is a folder; name a file in it")
    assert f"there is no folder {tmp_path / 'gone'}; make it first" in refused(tmp_path / "gone" / "report.txt")
    assert "is no folder" in refused(tmp_path / "notes.txt" / "report.txt")
    assert "too long" in refused(tmp_path / ("n" * 300))
    assert "no name for a file" in refused(tmp_path / "a\0b")
    assert names(tmp_path) == ["notes.txt"]


@posix
def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert "its links lead in a circle" in refused(tmp_path / "one")


@needs_a_limited_user
def test_what_may_not_be_changed_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "fixed.txt").write_text("fixed", "utf-8")
    (tmp_path / "fixed.txt").chmod(0o444)
    assert "this file may not be changed" in refused(tmp_path / "fixed.txt")
    (tmp_path / "locked").mkdir(mode=0o555)
    assert "nothing may be written into the folder" in refused(tmp_path / "locked" / "report.txt")
