"""A learner's file changes no setting."""

import pytest
from playwright.sync_api import expect

from tests.browser.every_widget.addresses import OUTLINES, addresses
from tests.browser.every_widget.desk import Desk
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser
OWN = {
    "lab": {"text": "own"},
    "language-models": {"text": "own"},
    "sequence-models": {"idea": "series", "source": "own"},
}
"""Where a page takes a learner's file."""
FILES = {
    "lab": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "language-models": ("story.txt", "Once upon a time a learner wrote a text. " * 200),
    "sequence-models": ("own.csv", "day,value\n" + "\n".join(f"{day},{day % 7 + day / 9}" for day in range(400))),
}


@pytest.mark.parametrize("page", sorted(OWN.keys() & OUTLINES.keys()))
def test_a_file_changes_no_setting(desk: Desk, page: str) -> None:
    desk.open(page, addresses(page)[0] | OWN[page])
    first = desk.look()
    name, content = FILES[page]
    with desk.slow():
        chooser = desk.page.locator("input[type=file]").first
        chooser.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
        expect(desk.page.get_by_test_id("stFileUploader").get_by_text(name)).to_be_visible(timeout=PATIENCE)
        desk.switch("zh", "en")
    changed = desk.look().beside(first)
    assert {name: pair for name, pair in changed.items() if pair[1] is not None} == {}  # what is new has no before
