import io
import time
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from factcheck.model import Because, Finding, Interval, Judgement, Related, SetAside, Severity, Span, Verdict
from factcheck.reports.concise import concise_lines
from factcheck.reports.explain import explanation_lines
from factcheck.reports.figures import extraction_lines
from factcheck.reports.layout import Line, cells, excerpt, folded, plain, visible
from factcheck.reports.summary import findings_text
from factcheck.reports.terminal import wants_colour, write_lines
from factcheck.reports.text import report_lines
from factcheck.reports.wording import interval_text, listed, number_text
from factcheck.results import DocumentReport, Report, TableUse
from tests.unit import builders


def written(lines: Iterable[Line]) -> str:
    return "".join(plain(line) + "\n" for line in lines)


REPORT = """\
draft.md: 5 figures, 1 finding
draft.md:3:19: FC102 contradicted: "$40 billion" but aid row 1 (Coast) has $40 million; 1,000 times too large \
-> "$40 million"
     3 | The ministry sent $40 billion in November 2022. Crews cleared 41 settlements.
       |                   ^^^^^^^^^^^
       = source: Ministry memorandum, 2022-11-10, https://example.org/memo

  Not covered by any table, check by hand:
    5:7 "two thirds", 5:25 "9,000": no table is about this

1 error
5 figures: 1 consistent, 1 contradicted, 0 outdated, 0 ambiguous, 2 not covered, 1 not a claim
Tables: aid: Aid by region, Ministry, retrieved 2022-12-01
"""


def test_the_report_of_an_editor() -> None:
    assert written(report_lines(builders.report())) == REPORT


def test_a_quiet_report_has_a_line_a_finding_and_the_tally() -> None:
    lines = written(report_lines(builders.report(), quiet=True)).splitlines()
    assert [line.split()[0] for line in lines] == ["draft.md:3:19:", "1", "5", "Tables:"]


def test_a_verbose_report_has_a_line_for_every_figure() -> None:
    text = written(report_lines(builders.report(), verbose=True))
    assert '  ✓    3:63 "41" consistent: aid line 3 (Coast, 2022-11-10), column value has 41\n' in text
    assert '  ·    5:48 "T-72" not a claim: identifier\n' in text
    for verdict in ("✗", "-"):
        assert f"  {verdict} " in text


def test_a_terminal_folds_messages_and_a_pipe_does_not() -> None:
    narrow = written(report_lines(builders.report(), width=60)).splitlines()
    assert all(cells(line) <= 60 for line in narrow)
    assert any(line.endswith('-> "$40 million"') for line in narrow)


def aside(because: Because, reason: str = "", place: str = "") -> Report:
    """The report with its one finding set aside."""
    report = builders.report()
    document = report.documents[0]
    one = SetAside(document.findings[0], because, reason, place)
    return replace(report, documents=(replace(document, findings=(), set_aside=(one,)),))


@pytest.mark.parametrize(
    ("because", "tally"),
    [
        (Because.SUPPRESSED, "No findings; 1 suppressed"),
        (Because.BASELINE, "No findings; 1 in the baseline"),
        (Because.UNCHANGED, "No findings; 1 on unchanged lines"),
    ],
)
def test_findings_that_do_not_count_are_told_in_the_tally_alone(because: Because, tally: str) -> None:
    lines = written(report_lines(aside(because))).splitlines()
    assert tally in lines
    assert not any("FC102" in line for line in lines)


def test_a_verbose_report_tells_why_findings_do_not_count() -> None:
    text = written(report_lines(aside(Because.SUPPRESSED, "the ministry confirmed it", "draft.md:2"), verbose=True))
    assert "draft.md:3:19: FC102 contradicted, set aside: " in text
    assert "       = suppressed at draft.md:2: the ministry confirmed it\n" in text
    assert '"$40 billion" contradicted: FC102, set aside\n' in text
    assert "above" not in text


def test_the_tally_of_findings_has_each_severity_and_what_is_set_aside() -> None:
    report = builders.report()
    document = report.documents[0]
    one = document.findings[0]
    notes = (one, replace(one, severity=Severity.NOTE), replace(one, severity=Severity.NOTE))
    known = (SetAside(one, Because.BASELINE), SetAside(one, Because.SUPPRESSED), SetAside(one, Because.SUPPRESSED))
    report = replace(report, documents=(replace(document, findings=notes, set_aside=known),))
    assert findings_text(report) == "3 findings: 1 error, 2 notes; 2 suppressed, 1 in the baseline"
    assert findings_text(builders.report(documents=())) == ""


def test_a_figure_whose_rule_does_not_run_shows_its_reason_and_no_finding() -> None:
    report = builders.report()
    document = report.documents[0]
    silent = replace(report, documents=(replace(document, findings=()),))
    text = written(report_lines(silent, verbose=True))
    assert '  ✗    3:19 "$40 billion" contradicted: "$40 billion" but aid row 1 (Coast) has $40 million' in text
    assert "FC102" not in text


def test_drafts_of_which_there_is_nothing_to_say_follow_each_other() -> None:
    bare = tuple(DocumentReport(builders.draft("No numbers.\n", f"{name}.md"), (), ()) for name in "ab")
    told = builders.report().documents[0]
    lines = written(report_lines(builders.report(documents=(*bare, told, bare[0])))).splitlines()
    assert lines[:3] == ["a.md: no figures found", "b.md: no figures found", "draft.md: 5 figures, 1 finding"]
    assert lines[lines.index("1 error") - 3 :][:3] == ["", "a.md: no figures found", ""]


def test_sentences_stay_readable_on_a_wide_terminal_and_excerpts_fill_it() -> None:
    text = "The ministry sent $40 billion, which is what it said that it would send to the coast " * 3
    document = builders.draft(text)
    finding = Finding("FC102", Severity.ERROR, text, document="draft.md", span=Span(18, 29), suggestion="$40 million")
    report = builders.report(documents=(DocumentReport(document, (), (finding,)),))
    rows = written(report_lines(report, width=200)).splitlines()
    assert max(cells(row) for row in rows) > 190
    assert all(cells(row) <= 120 for row in rows if "|" not in row)


def test_statistics_count_the_findings_of_each_rule() -> None:
    report = builders.report()
    document = report.documents[0]
    one = document.findings[0]
    found = (one, *(replace(one, code="FC108", severity=Severity.NOTE) for _ in range(11)))
    lines = written(report_lines(replace(report, documents=(replace(document, findings=found),)), statistics=True))
    assert lines.splitlines()[:4] == [
        "11  FC108  hedge: “nearly”, “over” or “up to” does not fit the figure, or was left out",
        " 1  FC102  scale: thousand, million or billion are mixed up",
        "Coverage: tables confirmed 1 of 4 checkable figures (25%)",
        "12 findings: 1 error, 11 notes",
    ]


def test_the_concise_format_has_a_line_a_finding_and_a_line_a_problem() -> None:
    problem = Finding("FC901", Severity.ERROR, "the row has 3 cells\nthe header 4", path="t/aid\n.csv", line=7)
    report = builders.report(problems=(problem,), min_coverage=Fraction(1, 2))
    first, *others = (plain(line) for line in concise_lines(report))
    assert first.startswith('draft.md:3:19: FC102 error: "$40 billion" but aid row 1 (Coast) has $40 million; ')
    assert first.endswith(' too large -> "$40 million"')
    low = "tables confirmed 1 of 4 checkable figures (25%), less than the 50% asked for (min-coverage)"
    assert others == [
        "t/aid .csv:7: FC901 error: the row has 3 cells the header 4",
        f"FC912 error: COVERAGE IS TOO LOW: {low}",
    ]


def test_no_tables_is_said_aloud() -> None:
    text = written(report_lines(builders.report(tables=(), reference_given=False)))
    assert "FC903 warning: NO REFERENCE TABLES: no figure was held against a table" in text


def without_verdicts(report: Report) -> Report:
    document = report.documents[0]
    judgements = tuple(replace(judgement, verdict=Verdict.NOT_COVERED) for judgement in document.judgements)
    return replace(report, documents=(DocumentReport(document.document, judgements, ()),))


def test_a_run_that_checked_nothing_says_so() -> None:
    report = without_verdicts(builders.report())
    said = "FC905 warning: NOTHING WAS CHECKED AGAINST A TABLE: 4 figures that could be, and no table covers any"
    assert f"{said} of them; the draft was only held against itself\n" in written(report_lines(report))
    without_own_rules = replace(report, codes=frozenset({"FC101", "FC905"}))
    assert f"{said} of them\n" in written(report_lines(without_own_rules))


def test_an_empty_draft_says_that_it_holds_no_figures() -> None:
    document = DocumentReport(builders.draft("No numbers here.\n"), (), ())
    text = written(report_lines(builders.report(documents=(document,))))
    assert "draft.md: no figures found\n" in text
    assert "No figures found.\n" in text


def test_of_many_tables_those_that_verdicts_rest_on_are_named() -> None:
    others = tuple(TableUse(f"t{n}", f"tables/t{n}.csv", "", f"Title {n}", 1) for n in range(20))
    text = written(report_lines(builders.report(tables=(*builders.report().tables, *others))))
    assert "Tables: 21 tables; verdicts rest on\n  aid: Aid by region, Ministry, retrieved 2022-12-01\n" in text
    shipped = builders.report(tables=(*builders.report().tables, *others), reference=("builtin",))
    assert "Tables: 21 shipped tables; verdicts rest on\n" in written(report_lines(shipped))
    assert "t7" not in text


def test_problems_of_the_run_are_listed_with_their_place() -> None:
    problem = Finding("FC901", Severity.ERROR, "the row has 3 cells, the header 4", path="t/aid.csv", line=7)
    text = written(report_lines(builders.report(problems=(problem,))))
    assert "t/aid.csv:7: FC901 error: the row has 3 cells" in text


def test_other_places_of_a_finding_are_listed() -> None:
    report = builders.report()
    document = report.documents[0]
    finding = replace(document.findings[0], related=(Related(Span(81, 83), "the parts add up to this", 3, 63),))
    report = replace(report, documents=(replace(document, findings=(finding,)),))
    assert "       = 3:63: the parts add up to this\n" in written(report_lines(report))


def test_carets_stand_under_wide_characters() -> None:
    document = builders.draft("東京 sent 41 trucks.\n")
    span = Span(8, 10)
    finding = Finding("FC101", Severity.ERROR, "wrong", document="draft.md", span=span)
    text = written(report_lines(builders.report(documents=(DocumentReport(document, (), (finding,)),))))
    assert "     1 | 東京 sent 41 trucks.\n       |           ^^\n" in text
    assert "draft.md:1:9: FC101 error: wrong" in text


def test_long_lines_are_cut_around_the_figure() -> None:
    source = "word " * 200 + "41 trucks " + "more " * 200
    shown, carets = excerpt(source, 1000, 1002, 80)
    assert cells(shown) <= 80
    assert shown.startswith("…word")
    assert shown.endswith("…")
    assert shown[carets.index("^") : len(carets)] == "41"


def test_thousands_of_findings_in_one_line_take_linear_time() -> None:
    def seconds(number: int) -> float:
        document = builders.draft("41 %5 " * number)
        spans = (Span(start, start + 2) for start in range(0, 6 * number, 6))
        findings = tuple(Finding("FC101", Severity.ERROR, "wrong", span=span) for span in spans)
        report = builders.report(documents=(DocumentReport(document, (), findings),))
        started = time.perf_counter()
        assert written(report_lines(report)).count("FC101 error: wrong") == number
        return time.perf_counter() - started

    assert seconds(4000) < 16 * max(seconds(1000), 0.01)


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\x07", "\x9b", "\ud800"])
def test_a_hostile_draft_cannot_steer_the_terminal(character: str) -> None:
    assert visible(f"a{character}b") == "a�b"
    document = builders.draft(f"They sent 41{character}[2J trucks\n", f"d{character}.md")
    figure = builders.claim(document, "41", builders.quantity(Fraction(41)))
    verdict = Judgement(figure, Verdict.CONTRADICTED, message=f"no {character}", code="FC101")
    finding = Finding("FC101", Severity.ERROR, f"no {character}", claim=figure, span=figure.mention.span)
    report = builders.report(documents=(DocumentReport(document, (verdict,), (finding,)),))
    text = written([*report_lines(report), *report_lines(report, verbose=True), *explanation_lines(document, verdict)])
    assert character not in text


def test_folding_keeps_every_word() -> None:
    assert folded("one two three", 8, "  ") == ["one two", "  three"]
    assert folded("unbreakable", 3, "  ") == ["unbreakable"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        write_lines(report_lines(builders.report()), stream)
    assert "\x1b[" in terminal.getvalue()
    assert pipe.getvalue() == REPORT
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(terminal)


@pytest.mark.parametrize(
    ("variables", "terminal", "pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_the_environment_decides_on_colour(
    variables: dict[str, str], terminal: bool, pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm"} | variables).items():
        monkeypatch.setenv(name, value)
    assert (wants_colour(Terminal()), wants_colour(io.StringIO())) == (terminal, pipe)


def test_the_list_of_figures() -> None:
    text = written(extraction_lines(builders.extraction()))
    assert '      3:19 "$40 billion" = 40,000,000,000 USD, level; aid (Coast) [2022-11]\n' in text
    assert '      5:48 "T-72" not a claim: identifier\n' in text
    assert text.endswith("5 figures: 4 claims, 1 not a claim\n")


def test_an_explanation_shows_reading_facts_and_comparison() -> None:
    document = builders.draft()
    text = written(explanation_lines(document, builders.judged(document)[0]))
    for expected in (
        'draft.md:3:19: "$40 billion"',
        "  allows     from 39,500,000,000 up to but not including 40,500,000,000 (its last digit counts 1,000,000,000)",
        "  names      Coast",
        "→ 0.91  40,000,000 USD  aid line 3 (Coast, 2022-11-10), column value",
        "        because    the subject fits: aid; the month fits",
        "  0.20  17",
        "  table      exactly 40,000,000 USD",
        "  ✗ contradicted FC102",
        '  suggestion "$40 million"',
    ):
        assert expected in text


def test_numbers_and_intervals_in_words() -> None:
    number = Fraction
    assert number_text(number(-1_234_567)) == "-1,234,567"
    assert interval_text(Interval(number(5), None)) == "at least 5"
    assert interval_text(Interval(None, number(5), high_open=True)) == "less than 5"
    assert interval_text(Interval(None, None)) == "any number"
    assert interval_text(Interval(number(1), number(2), low_open=True)) == "from just above 1 to 2"
    assert listed(["a", "b"], 2, "table") == "a, b"
