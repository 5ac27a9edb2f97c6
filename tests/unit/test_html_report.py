"""The page for an editor: all of the draft and every mark are there, and nothing of a draft or a table acts on it."""

import itertools
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from factcheck.api import check
from factcheck.document import Block, BlockKind, Document
from factcheck.model import (
    Because,
    Finding,
    Fix,
    Judgement,
    Related,
    SetAside,
    Severity,
    Source,
    Span,
    Verdict,
)
from factcheck.reports.formats import How, chunks
from factcheck.reports.html import asset
from factcheck.results import DocumentReport, Report
from tests.unit import builders
from tests.unit.html_reports import EVERYTHING, hostile_report, long_report
from tests.work import calls_of

VOID = frozenset({"meta", "br", "img", "input", "link", "hr"})


@dataclass
class Element:
    """A tag of a page with its attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class Reader(HTMLParser):
    """The elements of a page, as a browser without scripts reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.parts.append(data)

    def of_class(self, name: str) -> list[Element]:
        return [one for one in self.elements if name in one.classes]

    def by_id(self, name: str) -> Element:
        (found,) = (one for one in self.elements if one.attributes.get("id") == name)
        return found

    @property
    def marks(self) -> list[Element]:
        return [one for one in self.of_class("m") if one.tag == "a"]


def written(report: Report, how: How | None = None) -> str:
    return "".join(chunks("html", report, how or How()))


def page(report: Report, how: How | None = None) -> Reader:
    reader = Reader(written(report, how))
    assert not reader.open
    return reader


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


def document_report(text: str, *findings: Finding, name: str = "draft.md") -> DocumentReport:
    return DocumentReport(builders.draft(text, name), (), findings)


def test_every_figure_is_marked_once_and_in_order() -> None:
    report = check([builders.draft(EVERYTHING), builders.draft("A second draft: 15 trams.", "second.md")])
    shown = page(report)
    figures = [one for one in shown.marks if "other" not in one.classes and "place" not in one.classes]
    assert [one.text for one in figures] == [one.claim.mention.surface for one in report]
    assert [one.attributes["id"] for one in shown.marks] == [f"m{n}" for n in range(1, len(shown.marks) + 1)]


@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_the_whole_draft_stands_on_the_page_in_order(name: str) -> None:
    report = check(builders.draft(EVERYTHING, name))
    (text,) = page(report).of_class("text")
    assert without_space(text.text) == without_space(report.documents[0].document.text)


def test_the_parts_of_a_draft_are_told_apart() -> None:
    shown = page(check(builders.draft(EVERYTHING)))
    text = shown.of_class("text")[0]
    tags = [one.tag for one in shown.elements if text in one.parents]
    assert {"h3", "h4", "p", "blockquote", "ul", "li", "table", "th", "td", "pre", "code"} <= set(tags)
    rows = [one for one in shown.elements if one.tag == "tr" and text in one.parents]
    cells = [" ".join(cell.text for cell in shown.elements if row in cell.parents and cell.tag != "a") for row in rows]
    assert cells == ["Item 2023 2024", "Schools 110 120", "Parks  12", "Total 195 230"]
    (gap,) = (one for one in shown.elements if "colspan" in one.attributes)
    assert gap.attributes["colspan"] == "1"
    assert [one.attributes["data-line"] for one in shown.of_class("depth-2")] == ["11"]


def test_headings_skip_no_level() -> None:
    text = "# One\n\n#### Four\n\n## Two\n\n###### Six\n\n# One 1\n"
    shown = page(check(builders.draft(text)))
    levels = [int(one.tag[1]) for one in shown.elements if re.fullmatch("h[1-6]", one.tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_mark_says_its_verdict_in_words_and_by_a_sign() -> None:
    marks = page(builders.report()).marks
    assert [one.attributes["aria-label"] for one in marks] == [
        "$40 billion: wrong, FC102",
        "41: confirmed",
        "two thirds: check by hand",
        "9,000: check by hand",
        "T-72: no claim",
    ]
    assert [one.attributes["data-sign"] for one in marks] == ["✗", "✓", "–", "–", ""]
    assert ["f" in one.classes for one in marks] == [True, False, False, False, False]


def test_the_first_words_tell_how_it_went_and_lead_to_the_first_wrong_figure() -> None:
    shown = page(builders.report())
    (headline,) = shown.of_class("headline")
    assert " ".join(headline.text.split()) == "1 wrong, 2 to check by hand, 1 confirmed"
    assert shown.by_id("first").attributes["href"] == "#m1"
    assert "25%" in shown.of_class("coverage")[0].text
    assert shown.of_class("bar")[0].attributes["aria-label"] == "1 wrong, 2 to check by hand, 1 confirmed"


def test_the_details_of_a_figure_stand_below_where_there_is_no_script() -> None:
    shown = page(builders.report())
    assert [one.attributes["id"] for one in shown.of_class("detail")] == [f"d{n}" for n in range(1, 6)]
    told = " ".join(shown.by_id("d1").text.split())
    for expected in (
        "✗ Wrong contradicted",
        "The ministry sent $40 billion in November 2022.",
        "FC102 scale error",
        "1,000 times too large",
        "Write $40 million",
        "40,000,000 USD",
        "aid line 3 (Coast, 2022-11-10), column value",
        "Source: Ministry memorandum example.org, 2022-11-10",
        "allows from 39,500,000,000 up to but not including 40,500,000,000",
        "table exactly 40,000,000 USD",
        "fits 0.20",
    ):
        assert expected in told


def test_a_source_is_linked_so_that_it_learns_nothing() -> None:
    links = [one for one in page(builders.report()).elements if one.attributes.get("href") == builders.MEMO.url]
    assert links
    for link in links:
        assert link.attributes["rel"] == "noopener noreferrer nofollow"


def test_a_suggestion_that_no_table_settles_says_so() -> None:
    report = builders.report()
    document = report.documents[0]
    for certain in (True, False):
        finding = replace(document.findings[0], fix=Fix(Span(0, 1), "x", certain))
        shown = page(replace(report, documents=(replace(document, findings=(finding,)),)))
        assert bool(shown.of_class("unsure")) is not certain


def test_what_is_said_of_no_figure_is_marked_too() -> None:
    text = "The meeting on 31 June was short.\n\nNobody came."
    document = builders.draft(text)
    finding = Finding("FC403", Severity.ERROR, "there is no 31 June", span=Span(15, 22))
    (mark,) = page(builders.report(documents=(DocumentReport(document, (), (finding,)),))).marks
    assert mark.text == "31 June"
    assert mark.classes == ["m", "other", "f", "error"]
    assert mark.attributes["aria-label"] == "31 June: other finding, FC403"


def test_what_is_said_across_figures_is_marked_behind_them() -> None:
    document = builders.draft("Of the 9,000 pumps 41 work.")
    figures = tuple(Judgement(builders.claim(document, text, None), Verdict.CONSISTENT) for text in ("9,000", "41"))
    finding = Finding("FC401", Severity.WARNING, "too few", span=Span(7, 21))
    shown = page(builders.report(documents=(DocumentReport(document, figures, (finding,)),)))
    assert [one.text for one in shown.marks] == ["9,000", "41", "FC401"]
    assert [one.text for one in shown.of_class("wide")] == ["9,000", " pumps ", "41"]
    assert "point" in shown.marks[2].classes


def test_two_findings_at_one_place_share_a_mark() -> None:
    span = Span(3, 7)
    findings = [Finding(code, Severity.ERROR, code, span=span) for code in ("FC401", "FC402")]
    shown = page(builders.report(documents=(document_report("In 2024 it rained.", *findings),)))
    (mark,) = shown.marks
    assert mark.text == "2024"
    assert "FC401" in shown.by_id("d1").text
    assert "FC402" in shown.by_id("d1").text


def test_a_finding_without_a_place_is_listed() -> None:
    finding = Finding("FC401", Severity.ERROR, "the draft as a whole does not add up")
    shown = page(builders.report(documents=(document_report("Rain.", finding),)))
    assert not shown.marks
    assert "the draft as a whole does not add up" in shown.of_class("findings")[0].text


def test_places_that_disagree_are_linked_both_ways_across_drafts() -> None:
    first = builders.draft("The town has 41 trams.", "a/one.md")
    second = builders.draft("Trams: 14 in all. Buses came.", "a/two.md")
    figure = Judgement(builders.claim(first, "41", None), Verdict.CONTRADICTED, code="FC407")
    others = (
        Related(Span(7, 9), "the other figure", 1, 8, "a/two.md"),
        Related(Span(18, 23), "a word", 1, 19, "a/two.md"),
    )
    finding = Finding("FC407", Severity.ERROR, "not so there", span=Span(13, 15), claim=figure.claim, related=others)
    figures = (Judgement(builders.claim(second, "14", None), Verdict.NOT_COVERED),)
    documents = (DocumentReport(first, (figure,), (finding,)), DocumentReport(second, figures, ()))
    shown = page(builders.report(documents=documents))
    assert [one.text for one in shown.marks] == ["41", "14", "Buses"]
    assert "14 two.md:1:8 the other figure" in " ".join(shown.by_id("d1").text.split())
    links: dict[str, list[str]] = {detail: [] for detail in ("d1", "d2", "d3")}
    for one in shown.elements:
        for parent in one.parents:
            if parent.classes == ["places"] and one.tag == "a":
                links[one.parents[one.parents.index(parent) - 2].attributes["id"]].append(one.attributes["href"])
    assert links == {"d1": ["#m2", "#m3"], "d2": ["#m1"], "d3": ["#m1"]}


def test_what_was_set_aside_is_shown_with_its_reason_and_counts_for_nothing() -> None:
    report = builders.report()
    document = report.documents[0]
    aside = SetAside(document.findings[0], Because.SUPPRESSED, "the ministry corrected itself", "draft.md:2")
    shown = page(replace(report, documents=(replace(document, findings=(), set_aside=(aside,)),)))
    assert "f" not in shown.marks[0].classes
    assert shown.marks[0].attributes["aria-label"] == "$40 billion: wrong, FC102, set aside"
    for element in (shown.by_id("d1"), shown.of_class("set-aside")[0]):
        assert "the draft itself says that this is all right (draft.md:2)" in element.text
        assert "the ministry corrected itself" in element.text
    assert "0 findings; 1 more set aside" in shown.of_class("tally")[0].text


def test_a_run_without_tables_says_so_at_the_top() -> None:
    text = written(builders.report(tables=(), reference_given=False))
    assert text.index("NO REFERENCE TABLES") < text.index('class="bar-of-keys"')


def test_problems_tables_and_settings_of_the_run_are_told() -> None:
    problem = Finding("FC901", Severity.ERROR, "the row has 3 cells, the header 4", path="t/aid.csv", line=7)
    text = (
        page(builders.report(problems=(problem,)), How(fail_on="warning", min_coverage=Fraction(4, 5))).elements[0].text
    )
    for expected in ("t/aid.csv:7: FC901 error: the row has 3 cells", "0123abcd", "CC0-1.0", "warning", "80%"):
        assert expected in text


@pytest.mark.parametrize("documents", [(), (DocumentReport(builders.draft(""), (), ()),)])
def test_nothing_to_show_is_a_page_all_the_same(documents: tuple[DocumentReport, ...]) -> None:
    shown = page(builders.report(documents=documents))
    assert not shown.marks
    assert "No " in shown.of_class("tally")[0].text


# Hostile drafts and tables.


def test_a_hostile_draft_puts_no_element_and_no_attribute_on_the_page() -> None:
    shown = page(hostile_report())
    assert [one.tag for one in shown.elements].count("script") == 1
    assert {one.tag for one in shown.elements} <= {
        one.tag for one in page(check(builders.draft(EVERYTHING))).elements
    } | {"ol", "strong", "section", "table", "caption", "thead", "tbody", "details", "summary"}
    for one in shown.elements:
        assert not [name for name in one.attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}]
        for name in ("href", "action", "formaction", "xlink:href"):
            assert re.match(r"(#|https?://|$)", one.attributes.get(name, ""))
    assert "49" not in shown.elements[0].text.replace("{{ 7 * 7 }}", "")


def test_what_is_hidden_is_shown() -> None:
    text = written(hostile_report())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
    shown = page(check(builders.draft("Safe \u202e41 trams\u202c.")))
    assert [one.attributes["title"] for one in shown.of_class("hidden-char")] == [
        "RIGHT-TO-LEFT OVERRIDE",
        "POP DIRECTIONAL FORMATTING",
    ]
    text.encode("utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https:///x",
        "https://exam\u202eple.org",
        'https://example.org/"onclick="x',
        "http://[::1",
    ],
)
def test_only_web_addresses_are_links(address: str) -> None:
    fact = replace(builders.fact(40), source=Source("Memo", "", address))
    link = replace(builders.judged(builders.draft())[0].links[0], fact=fact)
    document = builders.draft()
    judgement = replace(builders.judged(document)[0], links=(link,), considered=())
    shown = page(builders.report(documents=(DocumentReport(document, (judgement,), ()),)))
    assert not [one for one in shown.elements if not one.attributes.get("href", "#").startswith("#")]
    assert "Memo" in shown.by_id("d1").text


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    shown = page(builders.report())
    (policy,) = (one.attributes["content"] for one in shown.elements if one.attributes.get("http-equiv"))
    digests = {}
    for tag in ("style", "script"):
        (element,) = (one for one in shown.elements if one.tag == tag)
        digests[tag] = b64encode(sha256(element.text.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_style_and_script_load_nothing_and_make_no_code_of_text() -> None:
    for name in ("report.css", "report.js"):
        text = asset(name)
        assert "\r" not in text
        assert "</" not in text
        for word in ("http:", "https:", "url(", "@import", "eval", "innerHTML", "document.write", "fetch(", ".style."):
            assert word not in text


def test_the_dark_colours_are_the_same_by_choice_and_by_system() -> None:
    css = asset("report.css")
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)
    assert chosen
    assert system
    assert chosen.group(1).split() == system.group(1).split()


# Work.


def test_twice_the_figures_take_twice_the_work_and_room() -> None:
    few, many = long_report(100), long_report(200)
    written(few)
    assert calls_of(lambda: written(many)) < 2.3 * calls_of(lambda: written(few))
    assert len(written(many)) < 2.1 * len(written(few))


def test_a_wide_table_with_gaps_takes_no_room_for_them() -> None:
    def size(number: int) -> int:
        text = "x" * number
        cells = tuple(
            Block(Span(n, n + 1), BlockKind.TABLE_CELL, table=0, row=n, column=1_000 * n) for n in range(number)
        )
        document = Document("wide.md", text, cells, source=text)
        return len(written(builders.report(documents=(DocumentReport(document, (), ()),))))

    empty, some, more = size(0), size(300), size(600)
    assert more - empty < 2.2 * (some - empty)


def test_a_report_read_back_from_json_gives_the_same_page() -> None:
    for report in (check(builders.draft(EVERYTHING)), builders.report(), long_report(20)):
        again = Report.from_dict(json.loads(json.dumps(report.to_dict())))
        assert written(again) == written(report)


def test_the_page_comes_in_pieces() -> None:
    pieces: Iterator[str] = chunks("html", long_report(100), How())
    sizes = [len(piece) for piece in pieces]
    assert len(sizes) > 5
    assert max(sizes) < sum(sizes) / 2
