"""The page in a browser, from a file, under its own policy: by mouse, by keyboard, in the dark."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

import cases
from render.canvas.darkness import DARK_PAPER, LIGHT_INK
from render.canvas.palette import contrast
from render.figures.event_graph.figure import event_graph_figure
from render.figures.timeline.figure import timeline_figure
from render.figures.timeline.table import timeline_table
from render.writers.html import to_html
from timeline.chronology import solve

pytestmark = pytest.mark.needs("chromium")

COMMANDS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, COMMANDS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a page from a file; at the end, it has asked for nothing and complained of nothing."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    complaints: list[str] = []
    requests: list[str] = []
    files: list[str] = []

    def open_page(html, **options):
        file = tmp_path / f"page{len(files)}.html"
        file.write_text(html, "utf-8")
        files.append(file.as_uri())
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.emulate_media(**{"color_scheme": "light", **options})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    context.close()
    assert list(dict.fromkeys(requests)) == files
    assert complaints == []


@pytest.fixture(scope="module")
def seed():
    chronology = solve(cases.load("ezr-ros1"))
    return to_html(timeline_figure(chronology), timeline_table(chronology))


def color(page, selector, name="fill"):
    """The colour of an element as it is painted, ``#rrggbb``."""
    painted = page.eval_on_selector(selector, f"node => getComputedStyle(node)['{name}']")
    r, g, b = (int(part) for part in painted[4:-1].split(","))
    return f"#{r:02x}{g:02x}{b:02x}"


def test_a_tooltip_tells_the_event_by_mouse(opened, seed):
    page = opened(seed)
    tooltip = page.locator("#tooltip")
    expect(tooltip).to_be_hidden()

    page.hover("[data-event=icotinib]")

    expect(tooltip).to_contain_text("therapy: icotinib")
    expect(tooltip).to_contain_text("end: 2020-09-30 to 2023-08-29")
    expect(tooltip).to_contain_text("cited: Case description, paragraph 3")
    page.mouse.move(1, 1)
    expect(tooltip).to_be_hidden()


def test_a_tooltip_stays_while_the_pointer_rests_on_it(opened, seed):
    page = opened(seed)
    page.hover("[data-event=icotinib]")

    page.hover("#tooltip")
    page.wait_for_timeout(400)

    expect(page.locator("#tooltip")).to_be_visible()


def test_marks_are_reached_by_keyboard(opened, seed):
    page = opened(seed)
    tooltip = page.locator("#tooltip")
    for _ in range(15):  # the buttons before the figure
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('svg [data-tip]')"):
            break
    expect(tooltip).to_contain_text("diagnosis: ")

    page.keyboard.press("ArrowRight")
    expect(tooltip).to_contain_text("metastasis: bone")
    page.keyboard.press("ArrowUp")
    expect(tooltip).to_contain_text("diagnosis: ")
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()
    page.keyboard.press("End")
    expect(tooltip).to_contain_text("adverse event: ")
    page.keyboard.press("Tab")

    # One stop for Tab, whatever the number of marks.
    assert page.evaluate("document.activeElement.closest('svg')") is None
    expect(tooltip).to_be_hidden()


def test_the_focus_can_be_seen(opened, seed):
    page = opened(seed)
    page.focus("svg [tabindex='0']")

    ring = page.eval_on_selector("svg :focus", "node => getComputedStyle(node).outlineStyle")

    assert ring == "solid"


def test_a_screen_reader_finds_title_lanes_and_events(opened, seed):
    page = opened(seed)

    expect(page.get_by_role("group", name="Systemic therapy", exact=True)).to_have_count(1)
    expect(page.get_by_role("img", name="therapy: icotinib")).to_have_count(1)
    expect(page.get_by_role("button", name="zoom in")).to_have_count(1)
    assert page.title().startswith("ROS1 rearrangement")


def test_lanes_are_switched_off_and_on(opened, seed):
    page = opened(seed)
    button = page.get_by_role("button", name="Clinical course")
    symptom = page.locator("[data-lane=course] .event").first
    expect(symptom).to_be_visible()

    button.click()

    expect(button).to_have_attribute("aria-pressed", "false")
    expect(symptom).to_be_hidden()
    page.focus("svg [tabindex='0']")
    page.keyboard.press("End")
    lanes = "document.activeElement.closest('.lane').dataset.lane"
    assert page.evaluate(lanes) == "adverse"
    for _ in range(3):  # the adverse events
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(lanes) == "supportive"  # the lane between is passed over
    button.click()
    expect(symptom).to_be_visible()


def test_the_figure_is_zoomed_by_button_key_and_wheel(opened, seed):
    page = opened(seed)

    def width():
        return page.locator("svg").bounding_box()["width"]

    natural = width()
    page.get_by_role("button", name="zoom in").click()
    assert width() == pytest.approx(natural * 1.25, abs=1)
    expect(page.locator("#zoom")).to_have_text("125 %")
    page.keyboard.press("-")
    assert width() == pytest.approx(natural, abs=1)
    page.keyboard.press("+")
    page.keyboard.press("0")
    assert width() == pytest.approx(natural, abs=1)
    page.mouse.move(400, 400)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    expect(page.locator("#zoom")).not_to_have_text("100 %")
    assert width() > natural * 1.5
    page.get_by_role("button", name="fit").click()
    assert width() == pytest.approx(natural, abs=1)


def test_a_small_screen_opens_with_text_that_can_be_read(opened, seed):
    page = opened(seed)
    page.set_viewport_size({"width": 380, "height": 700})
    page.reload()
    page.wait_for_selector("html[data-ready]")
    heights = "nodes => Math.min(...nodes.map(node => node.getBoundingClientRect().height))"

    assert page.eval_on_selector_all("svg text", heights) >= 9
    page.evaluate("scrollTo(0, 600)")
    assert page.locator(".tools").bounding_box()["y"] < 0
    page.get_by_role("button", name="fit").click()
    assert page.locator("svg").bounding_box()["width"] <= 380


def test_the_data_are_a_table_whose_words_are_whole(opened, seed):
    page = opened(seed)
    page.locator("summary", has_text="Data").click()
    lines_of_dates = r"""cells => cells
        .filter(cell => /^\d{4}-\d\d-\d\d$/.test(cell.textContent))
        .map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            return words.getClientRects().length;
        })"""

    found = page.eval_on_selector_all("td", lines_of_dates)

    assert len(found) > 50
    assert set(found) == {1}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_asked_for_in_the_dark_opens_dark(opened):
    page = opened(to_html(timeline_figure(solve(cases.load("ezr-ros1"))), dark=True))
    toggle = page.get_by_role("button", name="dark")

    assert color(page, "svg > rect") == DARK_PAPER
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    assert color(page, "svg > rect") == "#ffffff"


def test_the_wheel_alone_scrolls(opened, seed):
    page = opened(seed)
    page.mouse.move(400, 400)

    page.mouse.wheel(0, 200)

    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0
    expect(page.locator("#zoom")).to_have_text("100 %")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system_until_somebody_chooses(opened, seed, scheme):
    page = opened(seed, color_scheme=scheme)
    papers = {"light": "#ffffff", "dark": DARK_PAPER}
    inks = {"light": "#000000", "dark": LIGHT_INK}
    other = {"light": "dark", "dark": "light"}[scheme]
    toggle = page.get_by_role("button", name="dark")

    assert color(page, "body", "backgroundColor") == papers[scheme]
    assert color(page, "svg > rect") == papers[scheme]
    assert color(page, "svg > text") == inks[scheme]
    expect(toggle).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
    toggle.click()
    assert color(page, "svg > text") == inks[other]
    expect(toggle).to_have_attribute("aria-pressed", str(other == "dark").lower())
    assert contrast(color(page, "legend", "color"), papers[other]) >= 4.5


def test_paper_is_white_in_print(opened, seed):
    page = opened(seed, color_scheme="dark", media="print")

    assert color(page, "svg > rect") == "#ffffff"
    expect(page.locator(".tools")).to_be_hidden()


def test_a_page_without_lanes_works_too(opened):
    page = opened(to_html(event_graph_figure(solve(cases.load("tbc1d32-ros1")))))

    page.locator("svg .event").first.hover()

    expect(page.locator("#tooltip")).to_be_visible()
    expect(page.get_by_text("Lanes")).to_have_count(0)


def test_hostile_words_stay_words(opened, hostile_case):
    chronology = solve(hostile_case)
    page = opened(to_html(timeline_figure(chronology), timeline_table(chronology)))

    for event in chronology.case:
        page.locator(f"[data-event={event.id}]").focus()
        expect(page.locator("#tooltip")).to_be_visible()
        box = page.locator("#tooltip").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1100
        assert box["y"] + box["height"] <= 800
        assert page.locator("#tooltip :not(p)").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.locator("img, iframe, object, link, a").count() == 0


def test_the_policy_stops_a_script_that_got_in(browser, seed, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(seed.replace("<main>", "<main><script>window.ran = 1</script>"), "utf-8")
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))

    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")

    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in refused[0]
    page.close()
