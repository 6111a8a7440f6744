"""Every widget of every page, on a slow machine too: no setting changes that the learner did not change.

Each page is opened with all its settings turned away from where widgets begin. What it shows and what its address says
must then outlive menus, languages, reloads, tabs, uploads and presets, and a run must keep what it was started with.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from seqviz.config.fields import Facts
from seqviz.text.catalog import load_catalog
from seqviz.ui.language import NAMES
from tests.browser.watching import PATIENCE, settled
from tests.pages.outlines import SCREENS, facts, key_of, outlines, screens

pytestmark = pytest.mark.browser

OUTLINES = outlines()
TRAINING = {
    "lab": {"cell": "gru", "hidden_size": "32", "learning_rate": "0.0025", "theta": "0.15"},
    "sequence-models": {"idea": "forecast", "learning_rate": "0.0015", "max_steps": "20000"},
}
"""Pages with a run, and what it begins with."""
OWN = {
    "lab": {"text": "own"},
    "language-models": {"text": "own"},
    "sequence-models": {"idea": "series", "source": "own"},
}
"""Where a page takes a learner's file."""
FILES = {
    "lab": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "language-models": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "sequence-models": ("own.csv", "day,value\n" + "\n".join(f"{day},{day % 7 + day / 9}" for day in range(400))),
}
OPENED = {"beam-search": {"shown": "yes"}}
"""What a page must be told before it shows all its widgets."""
FITTING = {"at": "500", "top_k": "3"}
"""Values that any series and any table has room for."""
TURNED = {"corpus": {"formula": "lecture"}}
"""Values that are not the usual ones of a screen, where another screen of its page has other usual ones."""
NO_SETTINGS = ("lang", "run", "other-run", "projector")
THROTTLED, DELAY = 2, "0.2"
SOME_STEPS = re.compile(r"^\+\d+$")

SHOWN = """() => {
  if (document.querySelector('[data-testid=stSkeleton]')) return null;
  const shown = {};
  for (const box of document.querySelectorAll('[class*="st-key-"] [data-testid=stWidgetLabel]')) {
    const widget = box.parentElement.closest('[data-testid]');
    const name = box.closest('[class*="st-key-"]').className.match(/st-key-(\\S+)/)[1].replace(/(-\\d+)+$/, '');
    if (/^(language-(en|zh)|projector)/.test(name)) continue;
    const chosen = [...widget.querySelectorAll('[role=radio], [role=option], [role=button]')]
      .map((button, place) => button.getAttribute('aria-checked') === 'true' ? place : -1).filter(place => place >= 0);
    const typed = [...widget.querySelectorAll('input:not([type=file]), textarea')].map(input =>
      input.type === 'checkbox' ? input.checked
      : input.type === 'range' ? Number(input.getAttribute('aria-valuetext')) || input.getAttribute('aria-valuetext')
      : input.type === 'number' ? Number(input.value) : input.value);
    shown[name] = [...chosen, ...typed];
  }
  return shown;
}"""


def stirred(facts: Facts, usual: object) -> str | None:
    """Another value than the usual one, as an address writes it: far from where a widget begins by itself."""
    if facts.kind == "switch":
        return "off" if usual else "on"
    if facts.kind == "choice":
        return next(option for option in facts.options if option != usual)
    if facts.kind == "text" and facts.longest >= 20:
        return "the people"
    if facts.range is None:
        return None
    low, high = facts.range.low, facts.range.high
    if facts.range.whole:
        return str(int(usual - 1 if usual - 1 >= low else usual + 1))
    other = usual / 2 or high / 4  # half of nothing would be nothing
    return repr(float(f"{min(max(other, low), high):.2g}"))


def addresses(page: str) -> list[dict[str, str]]:
    """Addresses that show every screen of a page with every setting turned away from the usual."""
    outline = OUTLINES[page]
    defaults = vars(outline.config()) | vars(outline.view())
    values = {
        key_of(outline, field): value
        for field, found in facts(outline).items()
        if field not in SCREENS and (value := stirred(found, {**defaults, **outline.start}[field])) is not None
    }
    usual = {key_of(outline, name): value for name, value in defaults.items()}
    chosen = [{key: option for key, option in screen.items() if option != usual[key]} for screen in screens(outline)]
    fitting = {key: value for key, value in FITTING.items() if key in values}
    return [
        values | fitting | screen | OPENED.get(page, {}) | TURNED.get(next(iter(screen.values()), ""), {})
        for screen in chosen
    ]


def settings_in(url: str) -> dict[str, str]:
    """What an address says, apart from the language and the run."""
    said = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {key: values[0] for key, values in said.items() if key not in NO_SETTINGS}


class Look(NamedTuple):
    """A page as a learner sees it: what its address says, and what each widget shows."""

    address: dict[str, str]
    widgets: dict[str, list[object]]

    def beside(self, other: "Look") -> dict[str, tuple[object, object]]:
        """Return what is different, by the names of widgets and of the address."""
        pairs = ((self.address, other.address), (self.widgets, other.widgets))
        return {
            name: (here.get(name), there.get(name))
            for here, there in pairs
            for name in here.keys() | there.keys()
            if here.get(name) != there.get(name)
        }


class Desk:
    """A learner's browser on the slow server."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server

    def open(self, page: str, query: dict[str, str], *, lang: str = "en") -> None:
        self.page.goto(f"{self.server}/{page}?{urlencode({'lang': lang, **query})}")
        self.quiet()

    def quiet(self) -> None:
        """Wait until all that the script draws is there."""
        settled(self.page, 300)

    def look(self, *, menus: bool = True) -> Look:
        """Return what the address says, and what the widgets show, those in menus too."""
        shown = self.shown()
        closed = self.page.locator("[data-testid=stPopover] button[aria-expanded]:visible:enabled")
        for menu in closed.all() if menus else []:
            menu.click()
            self.page.get_by_test_id("stPopoverBody").first.wait_for()
            shown |= self.shown()
            self.page.keyboard.press("Escape")
            expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0, timeout=PATIENCE)
        return Look(settings_in(self.page.url), shown)

    def shown(self) -> dict[str, list[object]]:
        """Return what the widgets show that are on the screen, once it stays the same."""
        before, now = None, self.page.evaluate(SHOWN)
        while now is None or now != before:
            self.page.wait_for_timeout(120)
            before, now = now, self.page.evaluate(SHOWN)
        return now

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=load_catalog("en")(f"kit.{name}"), exact=True)

    def press(self, name: str) -> None:
        """Press a button of the transport as soon as it is there."""
        self.button(name).click()

    def switch(self, *languages: str) -> None:
        """Switch the language, each time without waiting for the last, and make sure of the last."""
        for language in languages:
            self._pick(language)
            self.page.wait_for_timeout(80)  # a hand is not quicker
        self.quiet()
        wanted = re.compile("[一-鿿]" if languages[-1] == "zh" else "^[^一-鿿]+$")
        if not wanted.search(self.page.locator("h1").inner_text()):  # a click on what was just replaced is lost
            self._pick(languages[-1])
        expect(self.page.locator("h1")).to_have_text(wanted, timeout=PATIENCE)
        self.quiet()

    def _pick(self, language: str) -> None:
        choices = self.page.locator("[class*='st-key-language-']").get_by_role(
            "radio", name=NAMES[language], exact=True
        )
        choices.last.click()  # while one switch gives way to the next there are two

    @contextmanager
    def slow(self) -> Iterator[None]:
        """A slow machine at both ends."""
        cookie = {"name": "slow", "value": DELAY, "url": self.server}
        throttle = self.page.context.new_cdp_session(self.page)
        self.page.context.add_cookies([cookie])
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLED})
        yield
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        self.page.context.clear_cookies(name="slow")


@pytest.fixture(scope="module")
def slow_server(start_server: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("slow") / "log.txt"
    with start_server(str(Path(__file__).parent / "slow" / "app.py"), log) as url:
        yield url
    assert "Uncaught app execution" not in log.read_text(), log.read_text()


@pytest.fixture(scope="module")
def desk(browser: Browser, slow_server: str) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    context.set_default_timeout(PATIENCE)
    yield Desk(context.new_page(), slow_server)
    context.close()


LAST_SCREENS = [(page, found[-1]) for page in sorted(OUTLINES) if len(found := addresses(page)) > 1]
"""The first one is walked below; tests/pages walks all of them without a browser."""
TWO_TABS = {"beam-search", "lab"}
"""A table and a run: every other page is made of these."""


@pytest.mark.parametrize(("page", "query"), LAST_SCREENS, ids=[page for page, _ in LAST_SCREENS])
def test_a_screen_shows_what_its_address_says_in_another_language_too(
    desk: Desk, page: str, query: dict[str, str]
) -> None:
    desk.open(page, query)
    first = desk.look(menus=False)
    assert (
        first.address.items() >= {key: value for key, value in query.items() if key not in OPENED.get(page, {})}.items()
    )
    assert shown_numbers(page, first) == said_numbers(page, first)
    desk.switch("zh", "en")
    assert desk.look(menus=False).beside(first) == {}


@pytest.mark.parametrize("page", sorted(OUTLINES))
def test_a_page_outlives_menus_languages_and_reloads_on_a_slow_machine(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0])
    first = desk.look()
    assert shown_numbers(page, first) == said_numbers(page, first)
    with desk.slow():
        desk.switch("zh", "en", "zh")
        desk.switch("en")
    assert desk.look().beside(first) == {}
    desk.page.reload()
    desk.quiet()
    assert desk.look().beside(first) == {}


@pytest.mark.parametrize("page", sorted(TWO_TABS))
def test_a_second_tab_leaves_the_first_alone(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0])
    first = desk.look()
    other = Desk(desk.page.context.new_page(), desk.server)
    other.open(page, first.address)
    assert other.look().beside(first) == {}
    other.switch("zh")
    desk.switch("zh", "en")
    assert desk.look().beside(first) == {}
    other.switch("en")
    assert other.look().beside(first) == {}
    other.page.close()


def said_numbers(page: str, look: Look) -> dict[str, float]:
    """Return what the address says of each number whose widget is there."""
    return {
        name: float(look.address[key])
        for field, found in facts(OUTLINES[page]).items()
        if found.range
        and (name := f"{page}-setting-{field}") in look.widgets
        and (key := key_of(OUTLINES[page], field)) in look.address
    }


def shown_numbers(page: str, look: Look) -> dict[str, float]:
    """Return what those widgets show."""
    return {name: look.widgets[name][0] for name in said_numbers(page, look)}


@pytest.mark.parametrize("page", sorted(OWN.keys() & OUTLINES.keys()))
def test_a_file_changes_no_setting(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0] | OWN[page])
    first = desk.look()
    name, content = FILES[page]
    with desk.slow():
        chooser = desk.page.locator("input[type=file]").first
        chooser.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
        expect(desk.page.get_by_test_id("stFileUploader").get_by_text(name)).to_be_visible(timeout=PATIENCE)
        desk.switch("zh", "en")
    changed = desk.look().beside(first)
    assert {name: pair for name, pair in changed.items() if pair[1] is not None} == {}  # what is new has no before


@pytest.mark.parametrize("page", sorted(TRAINING.keys() & OUTLINES.keys()))
def test_a_run_keeps_what_it_was_started_with(desk: Desk, page: str) -> None:
    desk.open(page, TRAINING[page])
    first = desk.look()
    with desk.slow():
        desk.press("train")
        desk.page.wait_for_url(re.compile("run="))
        desk.page.reload()
        desk.press("pause")
        desk.page.get_by_role("button", name=SOME_STEPS).first.click()
        desk.press("resume")
        desk.switch("zh", "en")
    assert started_with(desk, page)
    after = desk.look()
    assert kept(after.beside(first)) == {}
    for name in ("learning_rate", "theta"):
        assert after.widgets.get(f"{page}-knob-{name}") in (None, [float(TRAINING[page].get(name, "nan"))])
    if OUTLINES[page].presets:
        a_preset_in_mid_run(desk, page)
    desk.press("reset")
    desk.button("train").wait_for()


def started_with(desk: Desk, page: str) -> bool:
    """Whether every model of the run trains as the address said at its start, by what its worker reports."""
    (said,) = [
        json.loads(text) for text in desk.page.locator(".st-key-reported").get_by_test_id("stText").all_inner_texts()
    ]
    assert said.pop("page").partition("/")[0] == page
    asked = {name: float(value) for name, value in TRAINING[page].items() if name in ("learning_rate", "theta")}
    return bool(said) and all(settings.items() >= asked.items() for settings in said.values())


def kept(changed: dict[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Leave out what a run adds to the page, and the question that its start has answered."""
    return {name: pair for name, pair in changed.items() if None not in pair and "predict" not in name}


def a_preset_in_mid_run(desk: Desk, page: str) -> None:
    """The run goes on as it was, and after its reset the page is what the preset makes of a fresh one."""
    preset = next(name for name, changes in OUTLINES[page].presets.items() if "learning_rate" in changes)
    with desk.slow():
        chip = desk.page.get_by_role("radio", name=load_catalog("en")(f"{page}.preset.{preset}"), exact=True)
        chip.click()
        expect(chip).to_be_checked(timeout=PATIENCE)
        desk.switch("zh", "en")
    assert started_with(desk, page)
    desk.press("reset")
    desk.button("train").wait_for()
    desk.quiet()
    after = desk.look()
    fresh = Desk(desk.page.context.new_page(), desk.server)
    fresh.open(page, after.address)
    assert kept(after.beside(fresh.look())) == {}
    assert after.widgets[f"{page}-preset"] == [list(OUTLINES[page].presets).index(preset)]
    fresh.page.close()
