"""Claims: how soon the first page and the first point of a curve are there, and how heavy the server is.

    python benchmarks/start_up.py

Starts the app as the README does, opens the laboratory in Chromium and presses Train: at once, while the workers are
still starting (cold), and again after Reset (warm). Prints seconds, the server's memory (the main process alone) and
whether torch is mapped into it.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]


def first_point(page: Page) -> float:
    """Press Train and return the seconds until the perplexity chart holds a point of this run."""
    page.get_by_role("button", name="Train", exact=True).click()
    begun = time.perf_counter()
    steps = page.locator(".sv-readout-value").first
    while not re.fullmatch(r"[1-9][\d,]*", steps.inner_text()):
        time.sleep(0.01)
    page.locator(".sv-panel-perplexity .scatterlayer .trace").first.wait_for(state="attached")
    return time.perf_counter() - begun


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        begun = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        print(f"server answers after            {time.perf_counter() - begun:6.2f} s")
        page.goto(f"http://localhost:{port}/lab?lang=en")
        page.get_by_role("button", name="Train", exact=True).wait_for()
        print(f"first page stands after         {time.perf_counter() - begun:6.2f} s")
        print(f"first point, cold (from Train)  {first_point(page):6.2f} s")
        for _ in range(3):
            page.get_by_role("button", name="Reset", exact=True).click()
            page.get_by_role("button", name="Train", exact=True).wait_for()
            page.wait_for_timeout(500)
            print(f"first point, warm (from Train)  {first_point(page):6.2f} s")
        process = psutil.Process(server.pid)
        torch = any("torch" in region.path for region in process.memory_maps())
        megabytes = process.memory_info().rss / 1e6
        print(f"server process                  {megabytes:6.0f} MB, torch {'IS' if torch else 'is not'} in it")
        chromium.close()
    server.terminate()
    server.wait()


if __name__ == "__main__":
    main()
