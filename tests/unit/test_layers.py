"""Imports point downward only: a module may import its own layer and those before it, never a later one."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "factcheck"

# From the bottom up. A name covers the modules below it, unless a longer name covers them.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("version", "collecting", "streams", "frozen", "model", "patterns", "writing", "exact"),
    ("data", "locales", "document", "languages", "languages.words", "languages.en.stems"),
    ("numerals", "number_words", "grammar", "units", "readers", "sentences", "languages.en", "extraction", "localised"),
    ("claims", "reference"),
    ("linking",),
    ("pins",),
    ("phrasing", "precision", "alignment", "comparison", "diagnosis", "rewriting", "messages"),
    ("rules",),
    ("aside.fingerprints",),
    ("directives.parsing",),
    ("verdicts",),
    ("json_values", "details", "records"),
    ("notebook", "frames"),
    ("results", "restoring"),
    ("directives",),
    ("reports",),
    ("terms", "stores"),
    ("pipeline",),
    ("api",),
    ("settings",),
    ("aside", "fixes"),
    (
        "commands.inputs",
        "commands.printing",
        "commands.outputs",
        "commands.targets",
        "commands.completing",
        "commands.options",
    ),
    ("configuration",),
    ("commands.configured", "commands.runs", "commands.stages", "commands.fix", "commands.starting"),
    ("commands.rules",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
# The public names, which are looked up by name when they are first used.
ANYTHING = frozenset({""})


def modules() -> dict[str, Path]:
    """Every module of the package by its name below `factcheck`; a package by its own name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[2] for name in node.names if name.name.startswith("factcheck."))
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path}:{node.lineno}: a relative import; write it from factcheck on")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "factcheck":
            inside = (node.module or "").partition(".")[2]
            for name in node.names:
                longer = f"{inside}.{name.name}" if inside else name.name
                yield longer if longer in MODULES else inside


def layer(name: str) -> int:
    """The number of a module's layer, from the longest name in LAYERS that covers it."""
    covering = [
        (len(entry), number)
        for number, entries in enumerate(LAYERS)
        for entry in entries
        if name == entry or name.startswith(f"{entry}.")
    ]
    assert covering, f"factcheck.{name} stands in no layer; add it to LAYERS where it belongs"
    return max(covering)[1]


MODULES = modules()


@pytest.mark.parametrize("name", sorted(set(MODULES) - ANYTHING))
def test_imports_point_downward(name: str) -> None:
    upward = sorted(other for other in imported(MODULES[name]) if other and layer(other) > layer(name))
    assert not upward, f"factcheck.{name} imports from a layer above its own: {', '.join(upward)}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    top_level = {name: set(top_level_imports(path)) - {name} for name, path in MODULES.items() if name not in ANYTHING}
    tuple(TopologicalSorter(top_level).static_order())  # raises CycleError, which names the modules


def top_level_imports(path: Path) -> Iterator[str]:
    """What is imported as the file is loaded; imports for types only, or inside functions, may go in circles."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("factcheck."):
            inside = (node.module or "").partition(".")[2]
            longer = (f"{inside}.{name.name}" for name in node.names)
            yield from (name if name in MODULES else inside for name in longer)
