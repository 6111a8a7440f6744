"""The way from page to page."""

from playwright.sync_api import Page


def go_to(page: Page, name: str) -> None:
    """Click a page's name in the list of the course; the foot of a page may name the same one as what comes next."""
    page.get_by_test_id("stSidebarUserContent").get_by_role("link", name=name, exact=True).click()
