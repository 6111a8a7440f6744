"""Claims: how soon the first page and the first point of a curve are there, and how heavy the server is.

    python benchmarks/start_up.py [rounds]

Each round starts the app as the README does, twice, each time for a Chromium that holds nothing of it yet. The first
visitor opens the map of the course. The second opens the laboratory and presses Train: as soon as the button stands,
while the workers are still starting (cold), and twice again after Reset (warm). Printed are the median and the range
of seconds over the rounds, the server's memory (the main process alone) and whether torch is mapped into it.
"""

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
FIRST_POINT = """() => /^[1-9]/.test(document.querySelector(".sv-readout-value")?.innerText)
    && document.querySelector(".sv-panel-perplexity .scatterlayer .trace")"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(port: int) -> Iterator[psutil.Process]:
    """The app on ``port``, from its start to the end of the last process that it started."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        handle = psutil.Process(process.pid)
        try:
            yield handle
        finally:
            started = handle.children(recursive=True)
            process.terminate()
            psutil.wait_procs(started, timeout=20)


def wait_for_answer(port: int) -> None:
    while True:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)


def first_point(page: Page) -> float:
    """Press Train and return the seconds until the perplexity chart holds a point of this run."""
    page.get_by_role("button", name="Train", exact=True).click()
    begun = time.perf_counter()
    page.wait_for_function(FIRST_POINT, polling=20)  # the browser looks by itself: asking it would slow it down
    return time.perf_counter() - begun


def warm_point(page: Page) -> float:
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_role("button", name="Train", exact=True).wait_for()
    page.wait_for_timeout(500)
    return first_point(page)


def map_of_the_course(chromium: Browser) -> dict[str, list[float]]:
    """The first visitor of a fresh server, at its bare address."""
    port, page, begun = free_port(), chromium.new_page(), time.perf_counter()
    with server(port):
        wait_for_answer(port)
        answered = time.perf_counter() - begun
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("heading", level=1).wait_for()
        stands = time.perf_counter() - begun
        page.close()
    return {"server answers, s": [answered], "first page stands, s": [stands]}


def laboratory(chromium: Browser) -> tuple[dict[str, list[float]], bool]:
    """The first visitor of another one goes straight to the laboratory; also tells whether torch is in the server."""
    port, page, begun = free_port(), chromium.new_page(viewport={"width": 1440, "height": 900}), time.perf_counter()
    with server(port) as process:
        wait_for_answer(port)
        page.goto(f"http://localhost:{port}/lab?lang=en")
        page.get_by_role("button", name="Train", exact=True).wait_for()
        figures = {
            "laboratory stands, s": [time.perf_counter() - begun],
            "first point after Train, cold, s": [first_point(page)],
            "first point after Train, warm, s": [warm_point(page) for _ in range(2)],
            "memory of the server, MB": [process.memory_info().rss / 1e6],
        }
        torch = any("torch" in region.path for region in process.memory_maps())
        page.close()
    return figures, torch


def main(rounds: int = 5) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        rounds_done = [(map_of_the_course(chromium), *laboratory(chromium)) for _ in range(rounds)]
        chromium.close()
    results = [start | figures for start, figures, _ in rounds_done]
    for name in results[0]:
        values = [value for result in results for value in result[name]]
        print(f"{name:34} {statistics.median(values):7.2f}   ({min(values):.2f} to {max(values):.2f})")
    print("torch", "IS" if any(torch for *_, torch in rounds_done) else "is not", "in the server")


if __name__ == "__main__":
    main(*[int(word) for word in sys.argv[1:]])
