"""When a page is ready for a learner who goes back."""

from playwright.sync_api import Page


def watched(page: Page) -> Page:
    """Wait until the page watches its history: the script for it comes a moment after the first words."""
    page.wait_for_function("window.seqvizAddress")
    return page
