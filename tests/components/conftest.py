"""A really started server with the components and invented data, and a browser to look at it."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture(scope="module")
def components_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that shows the components; whatever it complains about fails the last test."""
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "laboratory" / "app.py")]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.headless", "true"],
            cwd=HERE.parents[1],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://localhost:{port}"
            wait_until_healthy(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=20)
    complaints = [line for line in log.read_text().splitlines() if "Error" in line or "Traceback" in line]
    assert not complaints, complaints


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module: the system's Chromium where there is one, else Playwright's own."""
    installed = next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=list(QUIET))
        yield browser
        browser.close()


class Window:
    """One browser window at a time; tests that ask for the same view one after the other share it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.view: tuple[object, ...] = ()
        self.page: Page | None = None
        self.complaints: list[str] = []

    def look(self, query: str, *, width: int = 1280, dark: bool = False) -> Page:
        view = (query, width, dark)
        if self.page is None or view != self.view:
            self.close()
            scheme = "dark" if dark else "light"
            context = self.browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
            self.page, self.view = context.new_page(), view
            self.page.set_default_timeout(30_000)
            self.page.on("console", self.hear)
            self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
            self.page.goto(f"{self.url}/?{query}")
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def close(self) -> None:
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="module")
def window(chromium: Browser, components_url: str) -> Iterator[Window]:
    """The module's window."""
    window = Window(chromium, components_url)
    yield window
    window.close()


@pytest.fixture
def look_at(window: Window) -> Iterator[Callable[..., Page]]:
    """Open ``show=...``; anything in the console fails the test."""
    window.complaints.clear()
    yield window.look
    assert not window.complaints, window.complaints
