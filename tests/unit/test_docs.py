"""Nothing that README.md and docs/ show can rot: commands run, output is compared, links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from factcheck.commands.app import app
from tests import documents
from tests.documents import ROOT, Block, blocks

EXECUTED = {"sh", "console", "python"}
# "draft" and "table" are run by the tests of the rules; "usage" shows how a command is put together.
SHOWN = {"", "csv", "json", "yaml", "toml", "draft", "table", "text", "usage"}
INSTALLING = ["check", "test"]
PAGES = documents.documents()
LINKING = [*PAGES, ROOT / "CHANGELOG.md", *sorted((ROOT / "reference_data").glob("*.md"))]

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def place(page: Path, block: Block) -> str:
    return f"{page.relative_to(ROOT)}:{block.line}"


def compare(page: Path, block: Block, folder: Path) -> None:
    """Hold one block against what happens."""
    if "file" in block.marks:
        documents.write_file(block, folder)
    elif block.language == "sh" and "command" not in block.marks:
        ran = documents.run_shell(block.text, folder)
        assert ran.code == block.exit_code, f"{place(page, block)}: exit code {ran.code}\n{ran.output}"
    elif block.language == "console":
        for command, shown in block.sessions:
            ran = documents.run_on_terminal(command, folder)
            assert ran.output == shown, f"{place(page, block)}: if right, refresh it with python -m tests.documents"
            assert ran.code == block.exit_code, f"{place(page, block)}: exit code {ran.code}"
    elif block.language == "python" and ">>>" not in block.text:
        ran = documents.run([sys.executable, "-W", "error", "-c", block.text], folder)
        assert ran.code == block.exit_code, f"{place(page, block)}:\n{ran.output}"


@each_page
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    folder = documents.workspace(tmp_path)
    for block in blocks(page):
        try:
            compare(page, block, folder)
        except OSError as error:
            pytest.skip(f"this machine gives no terminal: {error}")


@each_page
def test_python_sessions_of_a_page(page: Path, tmp_path: Path) -> None:
    folder = documents.workspace(tmp_path)
    sessions = []
    for block in blocks(page):
        if "file" in block.marks:
            documents.write_file(block, folder)
        elif block.language == "python" and ">>>" in block.text:
            sessions.append(block.text)
    if sessions:
        (folder / "session.txt").write_text("\n".join(sessions), encoding="utf-8")
        ran = documents.run([sys.executable, "-m", "doctest", "-o", "NORMALIZE_WHITESPACE", "session.txt"], folder)
        assert ran.code == 0, f"{page.relative_to(ROOT)}:\n{ran.output}"


@each_page
def test_no_command_hides_in_a_block_that_is_not_run(page: Path) -> None:
    for block in blocks(page):
        assert block.language in EXECUTED | SHOWN, f"{place(page, block)}: unknown language {block.language}"
        if block.language in SHOWN - {"usage"}:
            assert not re.search(r"^ *(\$|>>>|factcheck|python) ", block.text, re.MULTILINE), place(page, block)
        if block.language == "json":
            json.loads(block.text)


def test_the_readme_has_the_two_commands_and_no_other_installs() -> None:
    marked = [
        (page.name, block.marks["command"]) for page in PAGES for block in blocks(page) if "command" in block.marks
    ]
    assert marked == [("README.md", name) for name in INSTALLING]
    for page in PAGES:
        for block in blocks(page):
            if block.language in EXECUTED and ("pip install" in block.text or "venv" in block.text):
                assert "command" in block.marks, f"{place(page, block)}: installs, so it must be marked"


def test_each_of_the_two_commands_is_one_line() -> None:
    for block in blocks(ROOT / "README.md"):
        if "command" in block.marks:
            assert block.text.count("\n") == 1, block.text


def command_names(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands named in running text and in configuration: `factcheck check draft.md --reference budget.csv`."""
    for token in documents.tokens(page):
        for child in token.children or ():
            if child.type == "code_inline" and child.content.startswith("factcheck "):
                yield child.content, shlex.split(child.content)
    for block in blocks(page):
        if block.language == "yaml":
            for text in re.findall(r"run: (factcheck .*)", block.text):
                yield text, shlex.split(text, comments=True)


@each_page
def test_commands_named_in_the_text_exist(page: Path) -> None:
    group: Any = typer.main.get_command(app)
    for text, (_, *words) in command_names(page):
        command = group
        if words and not words[0].startswith("-"):
            assert words[0] in group.commands, text
            command = group.commands[words[0]]
            inner = getattr(command, "commands", {})
            command = inner.get(words[1], command) if len(words) > 1 else command
        known = {name for parameter in command.params for name in (*parameter.opts, "--help", "-h")}
        assert {word for word in words if word.startswith("-") and word != "-"} <= known, text


def slug(heading: str) -> str:
    """The anchor that is made of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    found = documents.tokens(page)
    return {slug(found[index + 1].content) for index, token in enumerate(found) if token.type == "heading_open"}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for token in documents.tokens(page):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src") if child.type in {"link_open", "image"} else None
            if target is None or re.match(r"[a-z]+:", str(target)):
                continue
            path, _, anchor = str(target).partition("#")
            linked = (page.parent / path).resolve() if path else page
            assert linked.exists(), f"{page.name}: {target}"
            assert linked.is_relative_to(ROOT), f"{page.name}: {target} leads out of the project"
            assert not anchor or anchor in anchors(linked), f"{page.name}: {target}"


def test_the_readme_gives_the_exit_codes_of_the_reference() -> None:
    rows = re.findall(r"^\| \d+ \|.*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    reference = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    assert rows
    assert [row for row in rows if row not in reference] == []
