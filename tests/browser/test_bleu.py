"""The BLEU page in a real browser: the drawing, the keyboard, the link, a test set while the page stays alive."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.watching import watched

pytestmark = pytest.mark.browser

MARKUP = '<img src=x onerror="document.title=1"> {x} **b**'


def drawn(page):
    expect(page.locator(".sv-bleu .token").first).to_be_visible(timeout=60_000)
    return page


def press(page, key):
    page.locator(f".st-key-{key} button").filter(visible=True).click()


def told(page):
    return page.locator(".sv-bleu-told")


class SlowAnswers:
    """Holds back what the server says, as a slow network or a full class would; what the learner does goes through."""

    def __init__(self, context):
        self.held, self.holding, self.line = [], False, None
        context.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, line):
        self.line = line
        line.connect_to_server().on_message(self.hear)

    def hear(self, message):
        if self.holding:
            self.held.append(message)
        else:
            self.line.send(message)

    def hold(self):
        self.holding = True

    def release(self):
        self.holding = False
        while self.held:
            self.line.send(self.held.pop(0))


def test_a_deep_link_can_be_stepped_by_keyboard(open_page):
    page = drawn(open_page("bleu?lang=en"))
    page.locator(".sv-bleu-scroller").focus()
    page.keyboard.press("ArrowRight")
    expect(told(page)).to_contain_text("takes place 1")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sv-bleu .link")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(told(page)).to_contain_text("clipped")
    expect(page.locator('.sv-bleu .token[data-fate="clipped"]')).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(told(page)).to_contain_text("takes place 2")
    page.keyboard.press("End")
    expect(page.get_by_text("Two formulas, one pair")).to_be_visible()
    expect(page).to_have_url(re.compile("step=all"))


def test_a_wrong_guess_points_at_the_ngram_and_reveals_nothing(open_page):
    page = drawn(open_page("bleu?lang=en"))
    page.get_by_label("Before you go on").fill("5/5")
    press(page, "bleu-check")
    expect(told(page)).to_contain_text("Look at the dotted one")
    expect(page.locator(".sv-bleu .pointer")).to_be_visible()
    expect(page.locator('.sv-bleu .token[data-fate="clipped"]')).to_have_count(0)


def test_the_language_switch_keeps_pair_and_step(open_page):
    page = drawn(open_page("bleu?lang=en&pair=french&step=4"))
    expect(page.locator(".sv-bleu .link")).to_have_count(3)
    page.get_by_text("中文").first.click()
    expect(page.locator("h1")).to_contain_text("把得分一步步拼出来")
    expect(page.get_by_label("预测", exact=True)).to_have_value(re.compile("^je suis rentré"))
    expect(page.locator(".sv-bleu .link")).to_have_count(3)


def test_playing_moves_by_itself_and_disturbs_nobody_who_types(open_page):
    page = drawn(open_page("bleu?lang=en"))
    press(page, "bleu-play")
    page.get_by_label("prediction", exact=True).fill("not sent yet")
    expect(page.locator(".sv-bleu .link")).to_have_count(3)
    expect(page.get_by_label("prediction", exact=True)).to_have_value("not sent yet")


def test_both_lines_are_kept_however_late_the_server_answers(new_visit):
    visit = new_visit()
    answers = SlowAnswers(visit.context)
    page = drawn(visit.open("bleu?lang=en&k=2&step=all"))
    prediction, reference = (page.get_by_label(name, exact=True) for name in ("prediction", "reference"))
    expect(page.get_by_text("0.6342").first).to_be_visible()
    answers.hold()
    prediction.fill("one two three")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("one two four")
    # The server has answered to the first line; the browser, which has not heard of it, now sends the second.
    while not answers.held:
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    page.keyboard.type(" five")
    page.wait_for_timeout(300)
    answers.release()
    expect(page.locator(".sv-bleu .token text", has_text="four")).to_have_count(1)
    expect(prediction).to_have_value("one two three")
    expect(reference).to_have_value("one two four five")


def test_a_message_that_goes_away_takes_nothing_with_it(open_page):
    page = drawn(open_page("bleu?lang=en&k=99"))
    expect(page.get_by_text("99")).to_be_visible()
    page.get_by_label("prediction", exact=True).fill("one two three")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("one two four", delay=40)
    expect(page.get_by_text("99")).to_have_count(0)
    expect(page.get_by_label("reference", exact=True)).to_have_value("one two four")


def test_markup_in_a_text_is_text_and_the_link_restores_it(open_page):
    page = drawn(open_page("bleu?lang=en&step=all&k=1"))
    marked = page.locator(".sv-bleu .token text", has_text="**b**")
    page.get_by_label("prediction", exact=True).fill(MARKUP)
    page.keyboard.press("Enter")
    expect(marked).to_have_count(1)
    page.get_by_label("reference", exact=True).fill(MARKUP)
    page.keyboard.press("Enter")
    expect(marked).to_have_count(2)
    press(page, "bleu-more")
    further = page.locator(".st-key-bleu-further textarea")
    further.fill(f"{MARKUP}\nx {MARKUP}")
    further.press("Control+Enter")
    expect(marked).to_have_count(4)
    expect(page.locator(".sv-bleu .name")).to_have_text([re.compile(f"reference {number}") for number in (1, 2, 3)])
    expect(page.locator(".sv-bleu img")).to_have_count(0)
    expect(page).to_have_url(re.compile("prediction=.*further="))
    assert page.title() != "1"
    other = drawn(open_page(page.url.partition("//")[2].partition("/")[2]))
    expect(other.get_by_label("prediction", exact=True)).to_have_value(MARKUP)
    expect(other.locator(".sv-bleu .name")).to_have_count(3)


def test_a_file_is_scored_while_the_page_stays_alive_and_a_pair_goes_to_the_assembly_line(open_page, tmp_path):
    page = open_page("bleu?lang=en&view=corpus&test_set=file")
    lines = "".join(f"the cat number {i} sat on the mat\tthe cat number {i} is on the mat\n" for i in range(20_000))
    path = tmp_path / "pairs.tsv"
    path.write_text("only here\tno match\n" + lines, encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.get_by_text("20,001 lines arrived")).to_be_visible()
    press(page, "bleu-corpus-score")
    expect(page.get_by_role("progressbar").first).to_be_visible(timeout=60_000)
    # The page answers while the worker works.
    page.get_by_text("lecture", exact=True).click()
    expect(page).to_have_url(re.compile("formula=lecture"))
    expect(page.get_by_text("Sentence scores", exact=True)).to_be_visible(timeout=120_000)
    expect(page.get_by_text("counts of all 20,001 pairs summed")).to_be_visible()
    page.reload()
    expect(page.get_by_text("counts of all 20,001 pairs summed")).to_be_visible(timeout=60_000)
    page.locator('[data-testid="stPopoverButton"]').filter(visible=True).first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Every line with its scores").click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("\n") == 20_002


def test_a_test_set_that_is_being_scored_can_be_stopped_and_scored_again(open_page, tmp_path):
    page = open_page("bleu?lang=en&view=corpus&test_set=file")
    path = tmp_path / "pairs.tsv"
    path.write_text("".join(f"{'a b c d ' * 60}{i}\t{'a c b d ' * 60}{i}\n" for i in range(30_000)), encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.get_by_text("30,000 lines arrived")).to_be_visible()
    press(page, "bleu-corpus-score")
    expect(page.get_by_text(re.compile(r"[1-9][0-9,]* pairs scored"))).to_be_visible(timeout=60_000)
    press(page, "bleu-corpus-cancel")
    expect(page.get_by_text("was cancelled")).to_be_visible()
    page.get_by_text("An example", exact=True).click()
    press(page, "bleu-corpus-score")
    expect(page.get_by_text("counts of all 4,354 pairs summed")).to_be_visible(timeout=120_000)


@pytest.mark.parametrize("delay", [0, 50])
def test_a_click_just_after_switching_the_view_is_not_lost(open_page, delay):
    page = drawn(open_page("bleu?lang=en&formula=standard"))
    page.evaluate(
        """async delay => {
            const button = text => [...document.querySelectorAll("button")].find(node => node.textContent === text);
            button("A test set").click();
            await new Promise(done => setTimeout(done, delay));
            button("lecture").click();
        }""",
        delay,
    )
    expect(page.locator(".st-key-bleu-corpus-score button")).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile("view=corpus"))
    expect(page).to_have_url(re.compile("formula=lecture"))


def test_back_undoes_a_change_of_the_pair(open_page):
    page = watched(drawn(open_page("bleu?lang=en")))
    prediction = page.get_by_label("prediction", exact=True).first  # for a moment a replaced copy is still there
    page.get_by_text("French", exact=True).click()
    expect(prediction).to_have_value(re.compile("^je suis"))
    prediction.fill("je suis")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("prediction=je"))
    page.go_back()
    expect(prediction).to_have_value(re.compile("maison"))
    page.go_back()
    expect(prediction).to_have_value("A B B C D")


def test_a_phone_shows_everything_without_scrolling_sideways(open_page):
    page = drawn(open_page("bleu?lang=zh&pair=chinese&step=all&k=2", viewport={"width": 390, "height": 844}))
    expect(page.locator(".st-key-bleu-next button").filter(visible=True)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # The sentence itself is wider than a phone and scrolls inside its panel.
    widths = page.locator(".sv-bleu-scroller").evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert widths[0] > widths[1]
