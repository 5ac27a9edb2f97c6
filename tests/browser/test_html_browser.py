"""The page for an editor in a real browser: marks, keys, filters; nothing is loaded, nothing of a draft runs."""

import os
import shutil
import struct
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from factcheck.api import check
from factcheck.model import Finding, Severity, Span
from factcheck.reports.formats import How, chunks
from factcheck.results import Report
from tests.unit import builders
from tests.unit.html_reports import EVERYTHING, hostile_report, long_report

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
WRITE_IMAGES = "FACTCHECK_SCREENSHOTS"  # set it to write the pictures of docs/html-report.md anew
LARGEST_IMAGE = 150_000

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("FACTCHECK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]
DESK, TABLET, PHONE = (1440, 900), (820, 1180), (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no chromium was found; install it, or name it in FACTCHECK_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


class Opened:
    """A report in the browser, with what the page complained of and what it asked for."""

    def __init__(self, browser: Browser, path: Path, size: tuple[int, int], *, dark: bool, script: bool) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.context.set_default_timeout(120_000)  # a machine that does much else is slow, not wrong
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.failures: dict[str, str | None] = {}
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.failures.update({request.url: request.failure}))
        self.page.goto(path.as_uri())

    def close(self) -> None:
        assert self.complaints == []
        assert [url for url in self.requests if not url.startswith("file:")] == []
        self.context.close()


class Desk:
    """Opens reports; at the end no page may have complained or asked for anything but itself."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.opened: list[Opened] = []

    def open(self, report: Report, size: tuple[int, int] = DESK, *, dark: bool = False, script: bool = True) -> Page:
        path = self.folder / f"report-{len(self.opened)}.html"
        path.write_text("".join(chunks("html", report, How())), "utf-8")
        self.opened.append(Opened(self.browser, path, size, dark=dark, script=script))
        return self.opened[-1].page


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(browser, tmp_path)
    yield made
    for one in made.opened:
        one.close()


@pytest.fixture(scope="module")
def several() -> Report:
    """Two drafts with all that a draft can hold, and findings of every kind."""
    second = builders.report().documents[0]
    finding = Finding("FC403", Severity.WARNING, "there is no such day", span=Span(4, 7))
    first = check(builders.draft(EVERYTHING, "budget.md")).documents[0]
    return builders.report(documents=(first, replace(second, findings=(*second.findings, finding))))


def current(page: Page) -> str:
    return str(page.evaluate("document.querySelector('a.m[aria-current]')?.textContent ?? ''"))


def status(page: Page) -> str:
    return page.locator("#status").inner_text()


def test_keys_lead_from_finding_to_finding_and_open_the_details(desk: Desk, several: Report) -> None:
    page = desk.open(several)
    findings = page.locator("a.m.f").all_inner_texts()
    assert len(findings) >= 4
    seen = []
    for _ in findings:
        page.keyboard.press("n")
        seen.append(current(page))
    assert seen == findings
    assert status(page) == f"Finding {len(findings)} of {len(findings)}"
    page.keyboard.press("j")
    assert current(page) == findings[0]
    page.keyboard.press("p")
    assert current(page) == findings[-1]
    page.keyboard.press("Shift+K")
    assert status(page).startswith("Figure ")
    assert page.locator("#panel").is_hidden()
    page.keyboard.press("Enter")
    assert page.locator("#panel h3").inner_text() == current(page)
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == current(page)


def test_a_click_shows_the_claim_the_fact_the_source_and_the_others(desk: Desk) -> None:
    page = desk.open(builders.report())
    assert page.locator("a.m").all_inner_texts() == ["$40 billion", "41", "two thirds", "9,000", "T-72"]
    page.locator("#first").click()
    panel = page.locator("#panel")
    for words in (
        "$40 billion",
        "1,000 times too large",
        "$40 million",
        "What the table says",
        "up to but not",
        "0.20",
    ):
        assert words in panel.inner_text()
    assert panel.locator(".source a").get_attribute("href") == "https://example.org/memo"
    assert page.url.endswith("#m1")
    page.get_by_text("41", exact=True).first.click()
    assert page.locator("#panel h3").inner_text() == "41"
    page.locator("#close").click()
    assert panel.is_hidden()


def test_an_address_with_a_mark_opens_its_details(desk: Desk) -> None:
    page = desk.open(builders.report())
    page.goto(page.url.partition("#")[0] + "#m3")
    assert page.locator("#panel h3").inner_text() == "two thirds"


def test_verdicts_are_shown_and_hidden(desk: Desk, several: Report) -> None:
    page = desk.open(several)
    by_hand = page.locator("a.m.not_covered")
    number, findings = by_hand.count(), page.locator(".findings li:visible").count()
    page.keyboard.press("4")
    chip = page.locator(".chip.not_covered")
    assert chip.get_attribute("aria-pressed") == "false"
    assert page.locator("a.m.not_covered[href]").count() == 0
    total = page.locator("a.m").count()
    assert status(page) == f"{total - number} of {total} marks shown"
    page.keyboard.press("1")
    assert page.locator(".findings li:visible").count() < findings
    page.keyboard.press("n")
    assert "contradicted" not in str(page.evaluate("document.querySelector('a.m[aria-current]').className"))
    page.keyboard.press("0")
    assert page.locator("a.m[href]").count() == total
    assert by_hand.first.get_attribute("aria-label")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"


def test_keys_can_be_turned_off_and_leave_the_browser_its_own(desk: Desk, several: Report) -> None:
    page = desk.open(several)
    page.keyboard.press("Control+n")
    page.keyboard.press("Alt+n")
    assert current(page) == ""
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("n")
    assert current(page) == ""
    page.locator("#keys-on").uncheck()
    page.locator("#help-close").click()
    page.keyboard.press("n")
    assert current(page) == ""
    page.locator("#next").click()
    assert current(page) != ""


def test_a_theme_that_was_chosen_stays(desk: Desk) -> None:
    page = desk.open(builders.report())
    paper = "getComputedStyle(document.querySelector('.draft')).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").click()
    assert page.evaluate(paper) != light
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"
    page.reload()
    assert page.evaluate(paper) != light


def test_without_script_every_detail_can_be_read(desk: Desk) -> None:
    page = desk.open(builders.report(), script=False)
    page.locator("a.m").first.click()
    assert page.url.endswith("#d1")
    detail = page.locator("#d1")
    assert detail.is_visible()
    assert "1,000 times too large" in detail.inner_text()
    assert page.locator("#next").is_hidden()


def test_a_hostile_draft_stays_inert(desk: Desk) -> None:
    page = desk.open(hostile_report())
    for _ in range(page.locator("a.m").count()):
        page.keyboard.press("Shift+N")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert page.locator("a:not([href^='#']):not([href^='https://']):not([href^='http://'])").count() == 0
    assert page.title().startswith('"><img src=x')


def test_the_policy_keeps_out_what_would_be_run(desk: Desk) -> None:
    page = desk.open(builders.report())
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const image = "<img src='https://example.org/x.png' onerror='window.ran=true'>";
            document.body.insertAdjacentHTML("beforeend", image);
        }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran === undefined")
    opened = desk.opened[0]
    assert opened.complaints
    assert all("Content Security Policy" in one for one in opened.complaints)
    assert opened.failures == dict.fromkeys(opened.requests[1:], "csp")
    opened.complaints.clear()
    del opened.requests[1:]


@pytest.mark.parametrize(
    ("size", "dark"), [(DESK, False), (DESK, True), (TABLET, False), (PHONE, True), (PHONE, False)]
)
def test_axe_finds_nothing(desk: Desk, several: Report, size: tuple[int, int], dark: bool) -> None:
    page = desk.open(several, size, dark=dark)
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    assert violations(page) == []
    page.locator("#first").click()
    assert violations(page) == []
    if size == DESK:
        page.keyboard.press("1")
        page.keyboard.press("?")
        assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE])
def test_nothing_sticks_out(desk: Desk, several: Report, size: tuple[int, int]) -> None:
    page = desk.open(several, size)
    for key in ("n", "Enter"):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    box = page.locator("a.m[aria-current]").bounding_box()
    panel = page.locator("#panel").bounding_box()
    bar = page.locator(".bar-of-keys").bounding_box()
    assert box
    assert panel
    assert bar
    assert box["y"] >= bar["y"] + bar["height"] - 1, "the bar covers the figure"
    above, beside = box["y"] + box["height"] <= panel["y"], box["x"] + box["width"] <= panel["x"]
    assert above or beside, "the panel covers the figure"


def test_on_paper_there_are_marks_and_findings_and_no_buttons(desk: Desk, several: Report) -> None:
    page = desk.open(several, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("button:visible").count() == 0
    assert page.locator(".findings li").first.is_visible()
    sign = "getComputedStyle(document.querySelector('a.m.contradicted'), '::after').content"
    assert page.evaluate(sign) == '"✗"'
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_ten_thousand_figures_open_and_can_be_filtered(desk: Desk) -> None:
    page = desk.open(long_report(10_000))
    assert page.locator("a.m.contradicted").count() == 10_000
    assert page.locator("a.m.contradicted[href]").count() == 10_000
    page.keyboard.press("1")
    assert page.locator("a.m.contradicted[href]").count() == 0
    page.keyboard.press("0")
    page.keyboard.press("p")
    page.keyboard.press("Shift+P")
    page.keyboard.press("Enter")
    assert page.locator("#panel .detail").count() == 1
    assert page.locator("a.m[aria-current]").evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    )


# The pictures of docs/html-report.md.

PICTURES = {
    "report-light.png": ((1120, 640), False),
    "report-dark.png": ((1120, 640), True),
    "report-phone.png": (PHONE, False),
}


@pytest.mark.skipif(not os.environ.get(WRITE_IMAGES), reason=f"{WRITE_IMAGES} is not set")
def test_the_pictures_of_the_documents_are_written(desk: Desk) -> None:
    report = check(ROOT / "examples" / "kherson_faulty.md", "builtin")
    document = replace(report.documents[0].document, name="kherson_faulty.md")
    report = replace(report, documents=(replace(report.documents[0], document=document),))
    IMAGES.mkdir(exist_ok=True)
    for name, (size, dark) in PICTURES.items():
        page = desk.open(report, size, dark=dark)
        page.locator("#first").click()
        page.screenshot(path=IMAGES / name)


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_of_the_documents_are_there(name: str) -> None:
    data = (IMAGES / name).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == PICTURES[name][0]
    assert len(data) <= LARGEST_IMAGE
