"""The formats that other programs read: what they ask for, whatever a draft holds."""

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, ValidationError
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase
from markdown_it import MarkdownIt

import factcheck
from factcheck.model import Because, Finding, Fix, Judgement, Related, SetAside, Severity, Span, Verdict
from factcheck.reports.formats import FORMATS, How, chunks
from factcheck.reports.markdown import LIMIT
from factcheck.reports.markdown import text as plain_words
from factcheck.results import DocumentReport, FailOn, Report
from tests.unit import builders
from tests.unit.command import run
from tests.work import calls_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "kherson_faulty.md"
FORM = ["markdown", "sarif", "junit", "github", "gitlab"]
HOSTILE = (
    "\x00\x1b]0;x\x07\ud83d\u202e\ufffe]]>&<script>alert(1)</script>|`@press #1 %0A\r\n::stop-commands::x\n##[error]y"
)
UNREADABLE = Finding("FC904", Severity.ERROR, "no such file", path="drafts/june.md")


def written(report: Report, form: str, fail_on: FailOn = "error") -> str:
    return "".join(chunks(form, report, How(fail_on=fail_on)))


@pytest.fixture(scope="module")
def example() -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(EXAMPLE.parents[1])
        return factcheck.check(Path("examples/kherson_faulty.md"), "builtin")


def hostile() -> Report:
    """A report whose draft, names, messages and suggestions all try to be more than text."""
    document = builders.draft(f"They sent 41 trucks. {HOSTILE}\n", f"d,:%{HOSTILE}.md")
    claim = builders.claim(document, "41", builders.quantity(Fraction(41)), subject=HOSTILE)
    finding = Finding(
        "FC101",
        Severity.ERROR,
        f"wrong {HOSTILE}",
        document=document.name,
        span=claim.mention.span,
        claim=claim,
        suggestion=HOSTILE,
        related=(Related(Span(0, 4), HOSTILE, 1, 1),),
    )
    judgement = Judgement(claim, Verdict.CONTRADICTED, message=HOSTILE)
    problem = Finding("FC904", Severity.ERROR, HOSTILE, path=HOSTILE, line=2)
    return builders.report(documents=(DocumentReport(document, (judgement,), (finding,)),), problems=(problem,))


def one_finding(**more: Any) -> Report:
    """The made report with changes to its one finding."""
    report = builders.report()
    document = report.documents[0]
    return replace(report, documents=(replace(document, findings=(replace(document.findings[0], **more),)),))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_can_write_anything_in_utf_8(form: str) -> None:
    for report in (hostile(), builders.report(), builders.report(documents=(), problems=(UNREADABLE,))):
        text = written(report, form).encode("utf-8", "backslashreplace").decode("utf-8")
        assert text.endswith("\n") or not (text or report.documents)
        assert "\x1b" not in text or form == "csv"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_takes_linear_work(form: str) -> None:
    def report(number: int) -> Report:
        text = "The yard built 14 ferries and 7 tugs, 23 vessels in total.\n\n"
        return factcheck.check(text * number)

    short, long = report(20), report(80)
    written(short, form)  # what is looked up once only
    assert calls_of(lambda: written(long, form)) < 5 * calls_of(lambda: written(short, form)) + 2000


# GitHub


def test_annotations_name_file_line_and_rule(example: Report) -> None:
    lines = written(example, "github").splitlines()
    assert len(lines) == len(example.findings)
    assert lines[1].startswith(
        "::error file=examples/kherson_faulty.md,line=9,col=89,endColumn=91,title=FC103 transposed digits"
        '::"14" but ukraine_nov_2022_public_record line 7'
    )
    assert {line.split()[0] for line in lines} == {"::error", "::notice"}


def test_a_hostile_draft_starts_no_command() -> None:
    lines = re.split(r"[\r\n]", written(hostile(), "github").rstrip("\n"))
    assert len(lines) == 2
    for line in lines:
        command, properties, _ = re.fullmatch(r"::(\w+) ([^:\r\n]*)::(.*)", line).groups()  # type: ignore[union-attr]
        assert command == "error"
        assert set(re.findall(r"(?:^|,)(\w+)=", properties)) <= {"file", "line", "col", "endColumn", "title"}
    assert "%250A" in lines[0]
    assert "file=d%2C%3A%25" in lines[0]


def test_a_finding_over_two_lines_has_no_columns() -> None:
    assert "file=draft.md,line=1,endLine=3,title=FC102 scale::" in written(one_finding(span=Span(0, 30)), "github")


# GitLab


def test_code_quality_issues_have_what_gitlab_asks_for(example: Report) -> None:
    issues = json.loads(written(replace(example, problems=(UNREADABLE, UNREADABLE)), "gitlab"))
    assert len(issues) == len(example.findings) + 2
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))
    assert issues[0]["location"] == {"path": "examples/kherson_faulty.md", "lines": {"begin": 8, "end": 8}}
    assert (issues[-1]["severity"], issues[-1]["location"]["path"]) == ("blocker", "drafts/june.md")


def test_without_findings_gitlab_gets_an_empty_list() -> None:
    document = replace(builders.report().documents[0], findings=())
    assert written(builders.report(documents=(document,)), "gitlab") == "[]\n"


def test_an_issue_keeps_its_fingerprint_when_the_draft_is_edited_elsewhere() -> None:
    text = "The yard built 14 ferries and 7 tugs, 23 vessels in total."
    before, after = (written(factcheck.check(one), "gitlab") for one in (text, f"A line before.\n\n{text}"))
    assert json.loads(before)[0]["fingerprint"] == json.loads(after)[0]["fingerprint"]


# JUnit


def cases(report: Report, fail_on: FailOn = "error") -> list[TestCase]:
    tests = JUnitXml.fromstring(written(report, "junit", fail_on).encode("utf-8"))
    found = [case for suite in tests for case in suite]
    for kind, number in ((Failure, tests.failures), (Error, tests.errors), (Skipped, tests.skipped)):
        assert number == sum(isinstance(one, kind) for case in found for one in case.result)
    assert tests.tests == len(found)
    return found


def test_a_test_case_for_every_checkable_figure(example: Report) -> None:
    found = cases(example)
    assert [case.name for case in found][:3] == ['8:78 "$400 billion"', '9:89 "14"', '13:1 "$675 million"']
    assert len(found) == example.claims
    failure = found[0].result[0]
    assert (failure.type, found[0].classname) == ("FC102", "examples/kherson_faulty.md")
    assert "^^^^^^^^^^^^\n" in failure.text
    assert "source: White House memorandum" in failure.text


@pytest.mark.parametrize(
    ("fail_on", "failures", "skipped"), [("error", 5, 1), ("note", 8, 1), ("not-covered", 9, 0), ("never", 0, 1)]
)
def test_what_fails_a_run_fails_its_test_case(example: Report, fail_on: FailOn, failures: int, skipped: int) -> None:
    outcomes = [type(one) for case in cases(example, fail_on) for one in case.result]
    assert (outcomes.count(Failure), outcomes.count(Skipped)) == (failures, skipped)


def test_what_is_wrong_with_the_run_is_a_test_case_too() -> None:
    (case,) = cases(builders.report(documents=(), problems=(UNREADABLE,)))
    assert (case.name, type(case.result[0])) == ("FC904 drafts/june.md", Error)
    assert [type(one) for case in cases(factcheck.check("They had 41 cows."), "warning") for one in case.result] == [
        Skipped,
        Failure,
    ]
    assert cases(factcheck.check("Nothing.", "builtin")) == []


def test_xml_holds_no_character_that_it_forbids() -> None:
    (case, problem) = cases(hostile())
    assert "<script>alert(1)</script>" in case.result[0].message
    assert "\x00" not in problem.result[0].message


# Markdown


def rendered(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))


def test_a_comment_tells_the_outcome_first(example: Report) -> None:
    text = written(example, "markdown")
    assert text.startswith("### ❌ factcheck: 5 errors, 3 notes in examples/kherson\\_faulty.md\n")
    assert "Tables confirm 50% of 12 checkable figures." in text
    assert "<summary>To check by hand: 1 figure</summary>" in text
    page = rendered(text)
    assert page.count("<tr>") == 1 + len(example.findings)
    assert "<td><code>examples/kherson_faulty.md:9:89</code></td>\n<td>FC103 error</td>" in page


def test_a_passed_run_says_so() -> None:
    document = replace(builders.report().documents[0], findings=())
    assert written(builders.report(documents=(document,)), "markdown").startswith("### ✅ factcheck: no findings in ")


def test_a_hostile_draft_is_text_in_a_comment() -> None:
    text = written(hostile(), "markdown")
    assert "<script>" not in rendered(text).replace("<code>", "")
    assert "\u202e" not in text
    page = re.sub(r"<code>.*?</code>", "", rendered(text))
    assert "@press" not in page
    assert "@\u200bpress" in page
    assert page.count("<tr>") == 2


@pytest.mark.parametrize(
    "words", ["a|b", "*a* _b_", "[x](javascript:y)", "`code`", "<b>", "https://x.org", "$1 and $2"]
)
def test_words_stay_words(words: str) -> None:
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(plain_words(words))
    told = re.sub(r"</?p>|</?span>|\u200b|\n", "", page)
    assert told == words.replace("<", "&lt;").replace(">", "&gt;")


def test_a_long_comment_says_what_it_leaves_out() -> None:
    report = factcheck.check("The yard built 14 ferries and 7 tugs, 23 vessels in total.\n\n" * 1500)
    text = written(report, "markdown")
    assert len(text.encode("utf-8")) < LIMIT
    shown = text.count("| FC401 error |")
    assert f"**And {len(report.findings) - shown:,} more findings**" in text


# SARIF

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))


def run_of(report: Report, fail_on: FailOn = "error") -> dict[str, Any]:
    log = json.loads(written(report, "sarif", fail_on))
    Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER).validate(log)
    assert log["version"] == "2.1.0"
    run: dict[str, Any] = log["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def test_the_schema_would_not_let_everything_pass() -> None:
    log = json.loads(written(builders.report(), "sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(ValidationError, match="fatal"):
        Draft4Validator(SCHEMA).validate(log)


def test_sarif_places_every_finding_in_its_source(example: Report) -> None:
    run = run_of(example)
    assert (run["columnKind"], run["invocations"][0]) == (
        "unicodeCodePoints",
        {"executionSuccessful": True, "exitCode": 1},
    )
    lines = EXAMPLE.read_text("utf-8").split("\n")
    for result, finding in zip(run["results"], example.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "examples/kherson_faulty.md", "uriBaseId": "%SRCROOT%"}
        region = place["region"]
        marked = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert finding.claim is not None
        assert marked == finding.claim.mention.surface
        assert result["partialFingerprints"] == {"factcheck/v1": finding.fingerprint}


def test_sarif_tells_of_the_rules_that_found_something(example: Report) -> None:
    rules = run_of(example)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in example.findings})
    assert rules[1]["name"] == "TransposedDigits"
    assert rules[1]["help"]["markdown"].startswith("# FC103: transposed digits")
    assert rules[1]["defaultConfiguration"] == {"level": "error"}


def test_fixes_are_changes_of_the_file() -> None:
    report = one_finding(fix=Fix(Span(36, 47), "$40 million", certain=True))
    start = report.documents[0].document.text.index("$40 billion")
    report = one_finding(fix=Fix(Span(start, start + 11), "$40 million", certain=True))
    (fix,) = run_of(report)["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "draft.md"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 30},
            "insertedContent": {"text": "$40 million"},
        }
    ]
    assert fix["description"]["text"].endswith("A table settles it.")


def test_a_fix_across_mark_up_is_left_out() -> None:
    document = builders.draft("They sent 4**1** trucks.\n")
    fix = Fix(Span(10, 12), "14")
    finding = Finding("FC101", Severity.ERROR, "wrong", document="draft.md", span=Span(10, 12), fix=fix)
    report = builders.report(documents=(DocumentReport(document, (), (finding,)),))
    assert "fixes" not in run_of(report)["results"][0]


def test_findings_that_do_not_count_are_suppressed_with_their_reason() -> None:
    report = builders.report()
    document = report.documents[0]
    asides = [
        SetAside(document.findings[0], Because.SUPPRESSED, "the ministry's own word", "draft.md:3"),
        SetAside(document.findings[0], Because.BASELINE, place="baseline.json"),
    ]
    run = run_of(replace(report, documents=(replace(document, set_aside=tuple(asides)),)))
    assert [result.get("baselineState") for result in run["results"]] == ["new", "new", "unchanged"]
    assert [result.get("suppressions", [{}])[0].get("kind") for result in run["results"]] == [
        None,
        "inSource",
        "external",
    ]
    assert run["results"][1]["suppressions"][0]["justification"] == "the ministry's own word (draft.md:3)"


def test_other_drafts_are_related_locations() -> None:
    other = Related(Span(0, 2), "the other figure", 7, 4, "drafts/june 2.md")
    (location,) = run_of(one_finding(related=(other,)))["results"][0]["relatedLocations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "drafts/june%202.md"
    assert location["physicalLocation"]["region"]["startLine"] == 7
    assert location["message"] == {"text": "the other figure"}


def test_what_is_wrong_with_the_run_is_a_notification() -> None:
    run = run_of(builders.report(problems=(UNREADABLE,)))
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["exitCode"] == 3
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["descriptor"]["id"] == run["tool"]["driver"]["notifications"][0]["id"] == "FC904"
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drafts/june.md"


def test_a_hostile_draft_stays_text_in_sarif() -> None:
    uri = run_of(hostile())["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri)


# The command that writes a saved check


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "saved.json"
    path.write_text(written(builders.report(), "json"), "utf-8")
    return path


def test_a_saved_check_is_written_in_other_formats(saved: Path) -> None:
    assert run("report", "saved.json", "--format", "gitlab").out == written(builders.report(), "gitlab")
    done = run("report", "saved.json", "--output", "junit=out.xml", "--fail-on", "error")
    assert (done.code, done.out, done.err) == (1, "", "wrote out.xml (junit)\n")
    assert (saved.parent / "out.xml").read_text("utf-8") == written(builders.report(), "junit")
    assert run("report", "-", "--format", "csv", stdin=saved.read_bytes()).code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "saved.json: FC904 error: no such file or directory"),
        ("{", "saved.json: FC904 error: this is no JSON: Expecting property name enclosed in double quotes in line 1"),
        ('{"schema_version": "9.0", "command": "check"}', "of a newer factcheck"),
    ],
)
def test_what_is_no_saved_check_ends_with_3(saved: Path, text: str | None, said: str) -> None:
    if text is None:
        saved.unlink()
    else:
        saved.write_text(text, "utf-8")
    done = run("report", "saved.json", "--output", "html=out.html")
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert not (saved.parent / "out.html").exists()


def test_a_saved_check_is_not_written_over(saved: Path) -> None:
    before = saved.read_bytes()
    assert run("report", "saved.json", "--output", "json=saved.json").code == 2
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ('=HYPERLINK("https://example.org")', '\'=HYPERLINK("https://example.org")'),
        ("@SUM(1)", "'@SUM(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("-£5 million is wrong", "-£5 million is wrong"),
        ("+44%", "+44%"),
    ],
)
def test_a_spreadsheet_runs_nothing_of_a_draft(said: str, cell: str) -> None:
    report = builders.report()
    document = report.documents[0]
    judgement = replace(document.judgements[0], message=said)
    text = written(replace(report, documents=(replace(document, judgements=(judgement,)),)), "csv")
    assert next(csv.DictReader(io.StringIO(text)))["message"] == cell
