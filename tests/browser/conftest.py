"""A really started server and a real browser.

Chromium comes from the system (``apt install chromium``, or any Chrome; ``SEQVIZ_CHROMIUM`` names another one). Where
there is none the browser tests are skipped with that reason; in CI that is a failure.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    # the tests look at several pages at once; none of them may fall asleep
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
]
# On a deep link Streamlit's client first looks for its server below the page's own path.
OWN_PROBES = re.compile(r"/[a-z-]+/_stcore/(health|host-config)")


def find_chromium() -> str | None:
    names = (os.environ.get("SEQVIZ_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def running_server(log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the app as the README does; on the way out stop it with Ctrl-C's signal."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    url = f"http://localhost:{port}"
    try:
        _wait_until_healthy(url, server)
        yield url, server
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended while starting"
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not become healthy within 30 seconds")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of one server for all browser tests; its log must hold no traceback at the end."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with running_server(log) as (url, _):
        yield url
    text = log.read_text()
    assert "Traceback" not in text, text


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        reason = "no Chromium: install it (apt install chromium) or name one in SEQVIZ_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


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
        page.wait_for_selector("h1", timeout=30_000)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        probe = OWN_PROBES.search(message.location.get("url", ""))
        if message.type in ("error", "warning") and not probe:
            self.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def new_visit(browser: Browser, server: str) -> Iterator[Callable[..., Visit]]:
    """Return a maker of visits; options go to Playwright's ``new_context``. Consoles must have stayed clean."""
    visits: list[Visit] = []

    def make(**options: object) -> Visit:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", **options}
        visit = Visit(browser.new_context(**settings), server)  # type: ignore[arg-type]
        visits.append(visit)
        return visit

    yield make
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        visit.context.close()
    assert not complaints, complaints


@pytest.fixture
def open_page(new_visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Return a function that opens an address in a new learner's browser."""
    return lambda address, **options: new_visit(**options).open(address)
