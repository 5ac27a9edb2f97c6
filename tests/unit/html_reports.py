"""Reports that try a page: a draft of all sorts, one that means harm, one that is long."""

from dataclasses import replace

from factcheck.model import Because, Finding, Related, SetAside, Severity, Source, Span
from factcheck.results import DocumentReport, Report, TableUse
from tests.unit import builders

EVERYTHING = """---
date: 2024-03-04
---
# Budget for 2024

The council meets on Monday, 5 March 2024. Spending rises from €410 million to €451 million, an increase of 12 percent.

> “We build 3 schools and 12 crossings,” the mayor said.

- Schools get €120 million
  - of which €45 million for roofs
- Roads get €80 million

| Item | 2023 | 2024 |
|---|---|---|
| Schools | 110 | 120 |
| Parks |  | 12 |
| Total | 195 | 230 |

Some `inline 42 code`, 5 < 6 & 7 > 2.

    x = 44
    y = 55

##### A deep heading of 2024

![A caption with 9 trees](x.png)
"""

# What would act on a page, a terminal or a template if it were let.
EVIL = (
    "\"><img src=x onerror=alert(1)><script>alert(2)</script></style></noscript></title><!-- ' {{ 7 * 7 }} &lt; "
    "\u202e\u2066\x00\x1b\ud800"
)


def hostile_report() -> Report:
    draft = (
        f"# {EVIL} 3\n\nIt cost $41 {EVIL}\n\n- 5 {EVIL}\n\n> {EVIL} 6\n\n| 7 {EVIL} | b |\n|---|---|\n| 8 | {EVIL} |\n"
    )
    document = replace(builders.draft(draft, f"{EVIL}.md"), title=EVIL, note=EVIL, locale=EVIL, locale_origin=EVIL)
    base = builders.fact(40)
    fact = replace(
        base,
        table=EVIL,
        column=EVIL,
        key=((EVIL, EVIL),),
        entity=EVIL,
        measure=EVIL,
        source=Source(EVIL, EVIL, "javascript:alert(3)"),
        derivation=EVIL,
        comparator=EVIL,
        note=EVIL,
        cells=(replace(base.cells[0], column=EVIL, text=EVIL),),
    )
    figure = builders.judged(builders.draft())[0]
    claim = replace(
        figure.claim,
        id=EVIL,
        subject=EVIL,
        base=EVIL,
        mention=replace(figure.claim.mention, start=0, end=len(EVIL), surface=EVIL),
    )
    link = replace(figure.links[0], fact=fact, reasons=(EVIL,), parts=((EVIL, 0.5),))
    wrong = replace(figure, claim=claim, links=(link, link), considered=(link, link), message=EVIL, suggestion=EVIL)
    related = (Related(Span(30, 40), EVIL, 1, 1),)
    finding = Finding(
        EVIL, Severity.ERROR, EVIL, span=Span(0, 5), claim=claim, fact=fact, suggestion=EVIL, related=related
    )
    own = Finding(EVIL, Severity.WARNING, EVIL, span=Span(60, 70))
    aside = SetAside(replace(own, span=Span(80, 90)), Because.SUPPRESSED, EVIL, EVIL)
    return builders.report(
        documents=(
            DocumentReport(document, (wrong,), (finding, own), (aside,)),
            DocumentReport(builders.draft("1", EVIL), (), ()),
        ),
        tables=(TableUse(EVIL, EVIL, EVIL, EVIL, 1, EVIL, EVIL, EVIL, EVIL),),
        problems=(Finding(EVIL, Severity.ERROR, EVIL, path=EVIL),),
        reference=(EVIL,),
        locale=EVIL,
        select=(EVIL,),
        ignore=(EVIL,),
    )


def long_report(number: int) -> Report:
    line = "Crews cleared 41 villages and 9 towns.\n\n"
    document = builders.draft(line * number)
    judgements = []
    findings = []
    first = builders.judged(builders.draft())[0]
    for start in range(14, len(document.text), len(line)):
        mention = replace(first.claim.mention, start=start, end=start + 2, surface="41")
        claim = replace(first.claim, id=f"c{start}", mention=mention, sentence=Span(start - 14, start + 24))
        judgements.append(replace(first, claim=claim))
        findings.append(Finding("FC102", Severity.ERROR, "wrong", span=mention.span, claim=claim))
        if len(judgements) % 10 == 0:
            related = (Related(Span(14, 16), "told first", 1, 15), Related(Span(start + 16, start + 17), "and here"))
            findings.append(Finding("FC401", Severity.NOTE, "across", span=Span(start, start + 20), related=related))
    return builders.report(documents=(DocumentReport(document, tuple(judgements), tuple(findings)),))
