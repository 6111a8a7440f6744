"""A run keeps what it was started with, whatever happens to the page on a slow machine."""

import json
import re

import pytest
from playwright.sync_api import expect

from seqviz.text.catalog import load_catalog
from tests.browser.every_widget.addresses import OUTLINES
from tests.browser.every_widget.desk import Desk
from tests.browser.watching import PATIENCE

pytestmark = pytest.mark.browser
TRAINING = {
    "lab": {"cell": "gru", "hidden_size": "32", "learning_rate": "0.0025", "theta": "0.15"},
    "sequence-models": {"idea": "forecast", "learning_rate": "0.0015", "max_steps": "20000"},
}
"""Pages with a run, and what it begins with."""
SOME_STEPS = re.compile(r"^\+\d+$")


@pytest.mark.parametrize("page", sorted(TRAINING.keys() & OUTLINES.keys()))
def test_a_run_keeps_what_it_was_started_with(desk: Desk, page: str) -> None:
    desk.open(page, TRAINING[page])
    first = desk.look()
    with desk.slow():
        desk.press("train")
        desk.page.wait_for_url(re.compile("run="))
        desk.page.reload()
        desk.press("pause")
        desk.page.get_by_role("button", name=SOME_STEPS).first.click()
        desk.press("resume")
        desk.switch("zh", "en")
    assert started_with(desk, page)
    after = desk.look()
    assert kept(after.beside(first)) == {}
    for name in ("learning_rate", "theta"):
        assert after.widgets.get(f"{page}-knob-{name}") in (None, [float(TRAINING[page].get(name, "nan"))])
    if OUTLINES[page].presets:
        a_preset_in_mid_run(desk, page)
    desk.press("reset")
    desk.button("train").wait_for()


def started_with(desk: Desk, page: str) -> bool:
    """Whether every model of the run trains as the address said at its start, by what its worker reports."""
    (said,) = [
        json.loads(text) for text in desk.page.locator(".st-key-reported").get_by_test_id("stText").all_inner_texts()
    ]
    assert said.pop("page").partition("/")[0] == page
    asked = {name: float(value) for name, value in TRAINING[page].items() if name in ("learning_rate", "theta")}
    return bool(said) and all(settings.items() >= asked.items() for settings in said.values())


def kept(changed: dict[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Leave out what a run adds to the page, and the question that its start has answered."""
    return {name: pair for name, pair in changed.items() if None not in pair and "predict" not in name}


def a_preset_in_mid_run(desk: Desk, page: str) -> None:
    """The run goes on as it was, and after its reset the page is what the preset makes of a fresh one."""
    preset = next(name for name, changes in OUTLINES[page].presets.items() if "learning_rate" in changes)
    with desk.slow():
        chip = desk.page.get_by_role("radio", name=load_catalog("en")(f"{page}.preset.{preset}"), exact=True)
        chip.click()
        expect(chip).to_be_checked(timeout=PATIENCE)
        desk.switch("zh", "en")
    assert started_with(desk, page)
    desk.press("reset")
    desk.button("train").wait_for()
    desk.quiet()
    after = desk.look()
    fresh = Desk(desk.page.context.new_page(), desk.server)
    fresh.open(page, after.address)
    assert kept(after.beside(fresh.look())) == {}
    assert after.widgets[f"{page}-preset"] == [list(OUTLINES[page].presets).index(preset)]
    fresh.page.close()
