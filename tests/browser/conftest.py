"""A really started server and learners who visit it."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.browser.watching import settled

StartServer = Callable[[str, Path], AbstractContextManager[str]]

# On a deep link Streamlit's client first looks for its server below the page's own path.
OWN_PROBES = re.compile(r"/[a-z0-9-]+/_stcore/(health|host-config)")


@pytest.fixture(scope="session")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of one server for all browser tests; its log must hold no traceback at the end."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with start_server("app.py", log) as url:
        yield url
    text = log.read_text()
    assert "Traceback" not in text, text


class Visit:
    """One learner's browser: own cookies, and a record of everything the console says."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.complaints: list[str] = []

    def open(self, address: str) -> Page:
        """Open an address of the app, such as ``lab?lang=zh``, and wait until the page stands."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.goto(f"{self.server}/{address}")
        return settled(page)

    def _hear(self, message: ConsoleMessage) -> None:
        probe = OWN_PROBES.search(message.location.get("url", ""))
        if message.type in ("error", "warning") and not probe:
            self.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture(scope="session")
def rested() -> dict[str, list[BrowserContext]]:
    """Contexts that no visit uses, by their options.

    One that starts with an empty cache spends half of a page's loading on reading the app's scripts again.
    """
    return {}


@pytest.fixture
def new_visit(browser: Browser, server: str, rested: dict[str, list[BrowserContext]]) -> Iterator[Callable[..., Visit]]:
    """Return a maker of visits; options go to Playwright's ``new_context``. Consoles must have stayed clean.

    A ``warm`` visit goes on with what another test's browser has cached, and with nothing else of it.
    """
    visits: list[tuple[Visit, str]] = []

    def make(*, warm: bool = False, **options: object) -> Visit:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", **options}
        kind = repr(sorted(settings.items())) if warm else ""
        waiting = rested.get(kind)
        context = waiting.pop() if waiting else browser.new_context(**settings)  # type: ignore[arg-type]  # a mixed dictionary
        visits.append((Visit(context, server), kind))
        return visits[-1][0]

    yield make
    complaints = [complaint for visit, _ in visits for complaint in visit.complaints]
    for visit, kind in visits:
        if kind:
            forget(visit.context)
            rested.setdefault(kind, []).append(visit.context)
        else:
            visit.context.close()
    assert not complaints, complaints


def forget(context: BrowserContext) -> None:
    """Close the pages and drop all that tells this learner from others: cookies and storage."""
    for page in context.pages:
        with suppress(Error):  # a page that never loaded has nothing to forget
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.close()
    context.clear_cookies()


@pytest.fixture
def open_page(new_visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Return a function that opens an address in a new learner's browser, its cache warm where there is one."""
    return lambda address, **options: new_visit(warm=True, **options).open(address)
