"""When a page is ready for a learner."""

from playwright.sync_api import Page

PATIENCE = 60_000
"""Milliseconds that anything may take."""

RESTS = """milliseconds => {
  const app = document.querySelector('[data-testid=stApp]');
  const drawing = document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
  if (app?.dataset.testScriptState !== 'notRunning' || drawing) window.seqvizRan = performance.now();
  return performance.now() - window.seqvizRan > milliseconds;
}"""


def settled(page: Page, milliseconds: int = 100) -> Page:
    """Wait until the script has not run for a while, and all that it draws is there.

    A learner waits as well, without a thought; a test that does not may type into what is about to be replaced.
    """
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.evaluate("window.seqvizRan = performance.now()")
    page.wait_for_function(RESTS, arg=milliseconds, timeout=PATIENCE)
    return page


def watched(page: Page) -> Page:
    """Wait until the page watches its history: the script for it comes a moment after the first words."""
    page.wait_for_function("window.seqvizAddress", timeout=PATIENCE)
    return page
