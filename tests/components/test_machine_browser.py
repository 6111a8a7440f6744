import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from seqviz.components.machine_labels import machine_labels
from seqviz.exercises.blanks import blanks_of
from tests.components.laboratory.invented_machine import TOKENS, invented_answer

pytestmark = pytest.mark.browser

Look = Callable[..., Page]
WORDS = machine_labels("en")


def written(value: float) -> str:
    return f"{value:.3f}".replace("-", "\u2212")


def sentence(page: Page) -> Locator:
    return page.locator(".sv-machine-sentence")


def equations(page: Page) -> Locator:
    return page.locator(".sv-machine-equation .sv-machine-numbers")


def test_scrubbing_and_the_arrow_keys_walk_through_tokens_and_units(look_at: Look) -> None:
    page = look_at("show=machine")
    answer = invented_answer("lstm", 5)
    expect(sentence(page)).to_have_attribute("aria-valuenow", "4")
    sentence(page).focus()
    page.keyboard.press("ArrowRight")
    for name, row in (("forget", 0), ("cell", 4), ("hidden", 5)):
        expect(equations(page).nth(row)).to_contain_text(written(answer.traces[name][4]))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("unit 6 at 4", exact=True)).to_be_visible()
    other = invented_answer("lstm", 6)
    expect(equations(page).nth(4)).to_contain_text(written(other.traces["cell"][4]))
    expect(sentence(page)).to_have_attribute("aria-valuenow", "5")
    box = sentence(page).bounding_box()
    assert box
    first = page.locator(".sv-machine-token").first.bounding_box()
    assert first
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(first["x"] + 3, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(sentence(page)).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_text("unit 6 at 0", exact=True)).to_be_visible()
    expect(page.locator(".sv-machine-token").nth(1)).to_have_text(TOKENS[1])  # text, never markup


def test_a_card_opens_its_sum_and_a_block_writes_its_product(look_at: Look) -> None:
    page = look_at("show=machine&cell=gru")
    answer, unit, at = invented_answer("gru", 5), 7, 3
    page.get_by_role("button", name=re.compile("^update gate: ")).focus()
    title = page.locator(".sv-machine-panel-sum .sv-machine-title")
    expect(title).to_have_text(WORDS["why"].format(gate="update gate", value=written(answer.traces["update"][at])))
    page.locator(".sv-machine-block").first.wait_for()
    blocks = page.locator(".sv-machine-block")
    expect(blocks).to_have_count(26)  # all units, the token and the bias
    page.locator(".sv-machine-gate[data-gate=candidate]").click()
    strip = page.locator(".sv-machine-drawing rect[fill=transparent]").first
    box = strip.bounding_box()
    assert box
    page.mouse.move(box["x"] + (unit + 0.5) * box["width"] / 24, box["y"] + box["height"] / 2)
    factors = (answer.opened[at, unit], answer.hidden[at - 1, unit], answer.gates["candidate"].weights[unit])
    product = factors[0] * factors[1] * factors[2]
    sign = "" if product < 0 else "+"
    times = " \u00d7 ".join(map(written, factors))
    told = f"unit {unit}: {times} = {sign}{written(product)}"
    expect(page.locator(".sv-machine-term")).to_have_text(told)
    expect(page.locator(".sv-machine-pointed")).to_have_count(1)


@pytest.mark.parametrize("cell", ["lstm", "rnn"])
def test_answers_are_judged_slips_are_named_and_the_rest_is_shown(look_at: Look, cell: str) -> None:
    page = look_at(f"show=machine&cell={cell}")
    asked = blanks_of(invented_answer(cell, 5))[4]
    inputs = page.locator(".sv-machine-answer input")
    expect(inputs).to_have_count(len(asked))
    slip, wrong = next(iter(asked[1].slips.items()))
    inputs.nth(0).fill(f"{asked[0].answer:.2f}".replace(".", ","))
    inputs.nth(1).fill(written(wrong))
    inputs.nth(1).press("Enter")
    boxes, said = page.locator(".sv-machine-answer"), page.locator(".sv-machine-said:visible")
    expect(boxes.nth(0)).to_have_attribute("data-state", "right")
    expect(boxes.nth(1)).to_have_attribute("data-state", "wrong")
    expect(said).to_have_text(WORDS["slips"][slip])
    page.get_by_role("button", name=WORDS["show"]).click()
    for place, blank in enumerate(asked):
        expect(boxes.nth(place)).to_have_attribute("data-state", "right" if place == 0 else "shown")
        if place:
            expect(inputs.nth(place)).to_have_value(written(blank.answer))
    expect(said).to_have_count(0)
    expect(page.locator(".sv-machine-score")).to_have_text(f"1 of {len(asked)}")
    page.locator(".sv-machine-panel-cell .sv-machine-title").click()
    sentence(page).focus()
    page.keyboard.press("End")
    expect(page.locator(".sv-machine-panel-blanks .sv-machine-hint")).to_have_text(WORDS["blanks_back"])
    page.locator("summary").click()
    expect(page.locator(".sv-machine-table tr")).to_have_count(len(TOKENS) + 1)


def test_a_phone_shows_the_whole_machine_without_sideways_scrolling(look_at: Look) -> None:
    page = look_at("show=machine&cell=gru", width=390)
    page.locator(".sv-machine-card").first.wait_for()
    expect(page.locator(".sv-machine-card")).to_have_count(3)
    assert page.evaluate("document.querySelector('.sv-machine').scrollWidth <= innerWidth")
