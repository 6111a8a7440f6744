"""Back and forward undo and redo; what a page completes by itself is no step."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Browser, components_url: str) -> Iterator[Callable[[str], Page]]:
    """Open an address in a window whose history begins on an empty page."""
    context = browser.new_context()

    def visit(query: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto("about:blank")
        page.goto(f"{components_url}/?{query}")
        return page

    yield visit
    context.close()


def choose(page: Page, number: int) -> None:
    page.get_by_text(str(number), exact=True).click()
    shows(page, number)


def shows(page: Page, number: int) -> None:
    expect(page.get_by_text(f"n is {number}", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name=str(number))).to_be_checked()
    page.wait_for_url(f"**n={number}&**")


def watched(page: Page) -> None:
    """Wait until the watch is there: it comes with its script, a moment after the first words of the page."""
    page.wait_for_function("window.seqvizAddress")


def back(page: Page) -> None:
    page.evaluate("history.back()")


def test_three_changes_are_undone_and_redone_one_by_one_and_the_fourth_back_leaves(
    visit: Callable[[str], Page],
) -> None:
    page = visit("show=settings")
    shows(page, 1)
    for number in (2, 3, 4):
        choose(page, number)
    for number in (3, 2, 1):
        back(page)
        shows(page, number)
    for number in (2, 3):
        page.evaluate("history.forward()")
        shows(page, number)
    page.reload()
    shows(page, 3)
    watched(page)
    for number in (2, 1):
        back(page)
        shows(page, number)
    back(page)
    page.wait_for_url("about:blank")


def test_moves_in_quick_succession_end_where_the_learner_went(visit: Callable[[str], Page]) -> None:
    page = visit("show=settings")
    shows(page, 1)
    for number in (2, 3, 4):
        choose(page, number)
    page.evaluate(
        """async () => {
          for (let i = 0; i < 2; i += 1) {
            const before = location.search;
            history.back();
            while (location.search === before) await new Promise((done) => setTimeout(done, 5));
          }
        }"""
    )
    shows(page, 2)
    page.evaluate("history.forward()")
    shows(page, 3)
    page.evaluate("history.forward()")
    shows(page, 4)


def test_a_change_made_before_the_watch_was_there_is_a_step(visit: Callable[[str], Page]) -> None:
    page = visit("show=pages")
    expect(page.get_by_text("the other page")).to_be_visible()
    held: list[Route] = []
    page.route("**/address.js*", lambda route: held.append(route))
    with page.expect_request("**/address.js*"):
        page.goto(page.url.replace("show=pages", "show=settings"))
    page.get_by_text("n is 1", exact=True).click()
    before = page.evaluate("history.length")
    for route in held:
        route.continue_()
    watched(page)
    page.evaluate("history.pushState(null, '', location.search + '&n=9')")
    assert page.evaluate("history.length") == before + 1


def test_a_move_whose_report_is_lost_is_reported_again(visit: Callable[[str], Page]) -> None:
    page = visit("show=settings")
    shows(page, 1)
    choose(page, 2)
    page.evaluate(
        """() => {
          const { report } = seqvizAddress;
          let lost = false;
          seqvizAddress.report = (move) => { if (lost) report(move); lost = true; };
        }"""
    )
    back(page)
    shows(page, 1)
    choose(page, 3)
    back(page)
    shows(page, 1)


def test_a_new_choice_after_back_begins_another_future(visit: Callable[[str], Page]) -> None:
    page = visit("show=settings")
    shows(page, 1)
    choose(page, 2)
    choose(page, 3)
    back(page)
    shows(page, 2)
    choose(page, 4)
    back(page)
    shows(page, 2)
    back(page)
    shows(page, 1)
    back(page)
    page.wait_for_url("about:blank")


def test_the_language_is_no_step_of_its_own(visit: Callable[[str], Page]) -> None:
    page = visit("show=settings")
    shows(page, 1)
    choose(page, 2)
    page.get_by_text("language", exact=True).click()
    page.wait_for_url("**lang=zh**")
    back(page)
    shows(page, 1)
    back(page)
    page.wait_for_url("about:blank")


def test_back_leaves_a_page_that_only_completed_its_address(visit: Callable[[str], Page]) -> None:
    page = visit("show=pages")
    page.get_by_role("link", name="settings").click()
    shows(page, 1)
    page.wait_for_url("**/settings?**")
    watched(page)
    back(page)
    expect(page.get_by_text("the other page")).to_be_visible()
    page.evaluate("history.forward()")
    shows(page, 1)


def test_the_owner_that_is_there_first_holds(browser: Browser, components_url: str) -> None:
    context = browser.new_context()
    first, second = context.new_page(), context.new_page()
    first.goto(f"{components_url}/?show=cookies&token=first")
    expect(first.get_by_text("token first")).to_be_visible()
    first.wait_for_function("document.cookie.includes('laboratory_owner=first')")
    second.goto(f"{components_url}/?show=cookies&token=second")
    expect(second.get_by_text("token first")).to_be_visible()
    assert "laboratory_owner=first" in second.evaluate("document.cookie")
    context.close()
