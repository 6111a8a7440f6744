"""A learner's browser on the slow server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from seqviz.text.catalog import load_catalog
from seqviz.ui.language import NAMES
from tests.browser.every_widget.look import Look, settings_in
from tests.browser.watching import PATIENCE, settled

THROTTLED, DELAY = 2, "0.2"


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
