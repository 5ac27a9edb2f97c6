"""The commands and examples that README.md and docs/ show: found, run, compared.

python -m tests.documents    runs every console block and writes into the documents what it prints now

Marks, which the reader of a page does not see:

    <!-- command: check -->   before a block: it makes a virtual environment and installs, so `.ci/run` runs it
    <!-- file: draft.md -->   before a block: it is a file that the commands below it read
    ```sh exit=1              the exit code of the block's commands, where it is not 0

A `sh` block is run. A `console` block is run line by line (`$ `) on a terminal 100 characters wide, and its output
compared. `python` blocks with `>>>` are one doctest a document; one without is a script. The commands of a document
run in order in one folder, which holds a copy of `examples/` and nothing else.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
PROMPT = "$ "
_EXIT = re.compile(r"\bexit=(\d+)")
_MARK = re.compile(r"<!-- ([a-z]+): (.+?) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, its first line in the document (from 1), its marks."""

    language: str
    text: str
    line: int
    marks: dict[str, str]
    exit_code: int

    @property
    def sessions(self) -> list[tuple[str, str]]:
        """The commands of a console block, each with the output shown below it."""
        lines = self.text.splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if line.startswith(PROMPT)]
        return [
            (lines[start].removeprefix(PROMPT).rstrip("\n"), "".join(lines[start + 1 : end]))
            for start, end in pairwise([*starts, len(lines)])
        ]


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    output: str
    code: int


def documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def tokens(path: Path) -> list[Token]:
    return MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8"))


def blocks(path: Path) -> list[Block]:
    """The fenced blocks of a document, in order."""
    found, before = [], ""
    for token in tokens(path):
        if token.type == "fence" and token.map:
            language, _, rest = token.info.strip().partition(" ")
            exits = _EXIT.search(rest)
            code = int(exits.group(1)) if exits else 0
            found.append(Block(language, token.content, token.map[0] + 2, dict(_MARK.findall(before)), code))
        before = token.content if token.type == "html_block" else ""
    return found


def workspace(folder: Path) -> Path:
    """A folder to run a document's commands in."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def environment() -> dict[str, str]:
    """That of a user whose path leads to the program under test, without colour."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "PYTHONPATH"}}
    scripts = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent), kept.get("PATH", os.defpath)]
    return kept | {"NO_COLOR": "1", "PATH": os.pathsep.join(scripts)}


def run(command: list[str], folder: Path) -> Ran:
    """Run a program without a terminal."""
    done = subprocess.run(  # noqa: S603 - commands that our own documents show
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.stdout, done.returncode)


def run_shell(script: str, folder: Path) -> Ran:
    return run(["/bin/sh", "-eu", "-c", script], folder)


def run_on_terminal(command: str, folder: Path) -> Ran:
    """Run a command as on a terminal 100 characters wide. Raises OSError where the machine has no terminals."""
    screen, program_side = pty.openpty()
    try:
        fcntl.ioctl(program_side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
        process = subprocess.Popen(  # noqa: S603 - a command that our own documents show
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=program_side,
            stderr=program_side,
        )
    finally:
        os.close(program_side)
    output = b"".join(_read(screen))
    os.close(screen)
    return Ran(output.decode("utf-8").replace("\r\n", "\n"), process.wait())


def _read(screen: int) -> Iterator[bytes]:
    """What is written to a terminal until the program has closed it, which Linux tells as an error."""
    try:
        while chunk := os.read(screen, 65536):
            yield chunk
    except OSError:
        return


def write_file(block: Block, folder: Path) -> None:
    path = folder / block.marks["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def refreshed(path: Path, folder: Path) -> str:
    """The document with what its console blocks print now."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changes: list[tuple[int, int, str]] = []
    for block in blocks(path):
        if "file" in block.marks:
            write_file(block, folder)
        elif block.language == "python" and ">>>" not in block.text:
            run([sys.executable, "-c", block.text], folder)
        elif block.language == "console":
            start = block.line - 1
            changes.append((start, start + len(block.text.splitlines()), _printed(block, folder)))
    for start, end, text in reversed(changes):
        lines[start:end] = [text]
    return "".join(lines)


def _printed(block: Block, folder: Path) -> str:
    """A console block with what its commands print now; a program that fails otherwise than expected is no example."""
    text = ""
    for command, _ in block.sessions:
        ran = run_on_terminal(command, folder)
        if ran.code != block.exit_code:
            sys.exit(f"{command}: exit code {ran.code} instead of {block.exit_code}\n{ran.output}")
        text += f"{PROMPT}{command}\n{ran.output}"
    return text


def main() -> None:
    from scripts.make_cli_page import main as make_cli_page  # noqa: PLC0415 - the program itself, which tests import later

    make_cli_page()
    for path in documents():
        with tempfile.TemporaryDirectory() as folder:
            text = refreshed(path, workspace(Path(folder)))
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: output refreshed")


if __name__ == "__main__":
    main()
