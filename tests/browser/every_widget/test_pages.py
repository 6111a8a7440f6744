"""No setting of any page changes that the learner did not change, on a slow machine too.

What a page shows and what its address says must outlive menus, languages, reloads and tabs."""

import pytest

from tests.browser.every_widget.addresses import OPENED, OUTLINES, addresses
from tests.browser.every_widget.desk import Desk
from tests.browser.every_widget.look import said_numbers, shown_numbers

pytestmark = pytest.mark.browser
LAST_SCREENS = [(page, found[-1]) for page in sorted(OUTLINES) if len(found := addresses(page)) > 1]
"""The first one is walked below; tests/pages walks all of them without a browser."""
TWO_TABS = {"beam-search", "lab"}
"""A table and a run: every other page is made of these."""


@pytest.mark.parametrize(("page", "query"), LAST_SCREENS, ids=[page for page, _ in LAST_SCREENS])
def test_a_screen_shows_what_its_address_says_in_another_language_too(
    desk: Desk, page: str, query: dict[str, str]
) -> None:
    desk.open(page, query)
    first = desk.look(menus=False)
    assert (
        first.address.items() >= {key: value for key, value in query.items() if key not in OPENED.get(page, {})}.items()
    )
    assert shown_numbers(page, first) == said_numbers(page, first)
    desk.switch("zh", "en")
    assert desk.look(menus=False).beside(first) == {}


@pytest.mark.parametrize("page", sorted(OUTLINES))
def test_a_page_outlives_menus_languages_and_reloads_on_a_slow_machine(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0])
    first = desk.look()
    assert shown_numbers(page, first) == said_numbers(page, first)
    with desk.slow():
        desk.switch("zh", "en", "zh")
        desk.switch("en")
    assert desk.look().beside(first) == {}
    desk.page.reload()
    desk.quiet()
    assert desk.look().beside(first) == {}


@pytest.mark.parametrize("page", sorted(TWO_TABS))
def test_a_second_tab_leaves_the_first_alone(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0])
    first = desk.look()
    other = Desk(desk.page.context.new_page(), desk.server)
    other.open(page, first.address)
    assert other.look().beside(first) == {}
    other.switch("zh")
    desk.switch("zh", "en")
    assert desk.look().beside(first) == {}
    other.switch("en")
    assert other.look().beside(first) == {}
    other.page.close()
