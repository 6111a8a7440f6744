"""The glossary: the same terms in both languages, each opened once on a page, where the page first uses it."""

import re

import pytest

from seqviz.text.catalog import LANGUAGES
from seqviz.text.glossary import GLOSSARY, SYMBOLS, link_terms, load_glossary, other_name
from seqviz.text.lessons import load_lesson
from seqviz.ui.course import COURSE, section_of
from tests.pages.visiting import visit

PAGES = [lesson.url_path for lesson in COURSE if lesson.url_path != GLOSSARY]
BUTTON = re.compile(
    r'<button type="button" class="sv-term" popovertarget="term-([a-z-]+)">([^<]+)</button>'
    r'<span id="term-\1" popover class="sv-meaning">.+?</a></span>'
)
STRONG = re.compile(r"</?strong>")
KEPT = re.compile(r'<span class="sv-kept">([（(《]*(?:\*\*)?[^<*]+(?:\*\*)?[^<]*)</span>')
FORMULA_OR_QUOTE = re.compile(
    r"\$\$.+?\$\$|\$[^$\n]+\$|(?<![*A-Za-z0-9])\*(?![*\s])[^*\n]+\*(?!\*)|“[^”\n]*”", re.DOTALL
)


def linked(page, language):
    """Section to its text with opened terms, of a page on which everything is drawn."""
    first_used: dict[str, str] = {}
    return {
        anchor: link_terms(
            section.body, language, group=section_of(page), place=anchor, first_used=first_used, link="Glossary"
        )
        for anchor, section in load_lesson(language, page).items()
    }


def in_one(text, language="en", group="sequences", **kwargs):
    return link_terms(text, language, group=group, place="here", first_used={}, link="Glossary", **kwargs)


def test_both_languages_hold_the_same_terms_in_the_same_groups():
    english, chinese = ([(term.anchor, term.group) for term in load_glossary(language)] for language in LANGUAGES)
    assert english == chinese
    assert {group for _, group in english} <= {lesson.section for lesson in COURSE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_has_a_meaning_of_one_paragraph_and_names_of_its_own_in_its_group(language):
    for term in load_glossary(language):
        assert term.meaning, f"{term.anchor} says nothing"
        assert "**" not in term.meaning, "what is bold would end what is bold around the term"
        assert "\n" not in term.meaning, f"{term.anchor} does not fit beside its word"
        assert all(term.names), term.anchor
    names = [(term.group, name) for term in load_glossary(language) for name in term.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_each_of_its_terms_exactly_once_where_it_first_stands(page, language):
    sections = linked(page, language)
    for anchor, text in sections.items():
        closed = KEPT.sub(r"\1", STRONG.sub("**", BUTTON.sub(r"\2", text)))
        assert closed == load_lesson(language, page)[anchor].body, "nothing else may change"
    opened = [match[1] for text in sections.values() for match in BUTTON.finditer(text)]
    assert len(opened) == len(set(opened))
    before = ""
    for text in sections.values():
        for match in BUTTON.finditer(text):
            word = match[2]
            so_far = FORMULA_OR_QUOTE.sub(" ", before + BUTTON.sub(r" ", text[: match.start()]))
            missed = rf"(?<![\w&-]){re.escape(word)}(?![\w-])" if language == "en" else re.escape(word)
            if not any(name != word and word in name for term in load_glossary(language) for name in term.names):
                assert not re.search(missed, so_far), f"{word} stands earlier on {page}"
        before += BUTTON.sub(" ", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_used_on_a_page(language):
    opened = {match[1] for page in PAGES for text in linked(page, language).values() for match in BUTTON.finditer(text)}
    assert {term.anchor for term in load_glossary(language)} - opened == set()


@pytest.mark.parametrize(
    "text",
    [
        r"$p(\text{token})$",
        "$$\n\\text{token}\n$$",
        "`token`",
        "```\ntoken\n```",
        "### The token",
        "[the token](https://example.com/token)",
        "![token](token.png)",
        "*Tokens*, a page",
        "a figure of “tokens”",
        "a subtoken, a token-like thing, tokenized",
        '<b title="token">',
    ],
)
def test_what_is_no_running_prose_stays_as_it_is(text):
    assert in_one(text) == text


def test_a_term_is_found_at_a_beginning_in_the_plural_in_bold_and_between_chinese_characters():
    for text, word in {"Tokens come.": "Tokens", "A **token**, said.": "token", "the token.": "token"}.items():
        assert [match[2] for match in BUTTON.finditer(in_one(text))] == [word]
    assert [match[2] for match in BUTTON.finditer(in_one("每个词元都算。", "zh"))] == ["词元"]


def test_punctuation_stays_on_the_line_of_the_term_that_it_touches():
    for text in ("（词元）", "词元，每个", "《词元》。", "**词元**：每个"):
        kept = in_one(text, "zh")
        assert kept.startswith('<span class="sv-kept">')
        assert KEPT.match(STRONG.sub("**", BUTTON.sub(r"\2", kept)))[1] == text.removesuffix("每个")
    assert "sv-kept" not in in_one("每个词元都算。", "zh")


def test_a_bold_term_stays_bold_where_no_space_is_around_it():
    bold = in_one("叫做**词元**，每个**词元**都算", "zh")
    assert '叫做<span class="sv-kept"><strong><button' in bold
    assert "</a></span></strong>，</span>每个**词元**都算" in bold


def test_what_is_stressed_between_chinese_characters_is_a_name_too():
    assert in_one("请看*词元*页", "zh") == "请看*词元*页"


def test_a_name_within_a_longer_one_is_the_longer_one():
    assert [match[1] for match in BUTTON.finditer(in_one("no forget gate", group="recurrent"))] == ["forget-gate"]


def test_a_name_means_what_it_means_in_its_chapter():
    def meant(group):
        return [match[1] for match in BUTTON.finditer(in_one("the candidate", group=group))]

    assert meant("recurrent") == ["candidate-state"]
    assert meant("seq2seq") == ["candidate"]


def test_a_section_that_is_drawn_again_opens_the_same_terms_again():
    first_used: dict[str, str] = {}

    def draw(place):
        return link_terms("a token", "en", group="sequences", place=place, first_used=first_used, link="Glossary")

    first = draw("first")
    assert BUTTON.search(first)
    assert draw("second") == "a token"
    assert draw("first") == first


def test_the_term_that_a_learner_came_for_stands_on_top():
    assert 'href="glossary?lang=en&term=token"' in in_one("a token")
    app = visit(GLOSSARY, "zh", term="perplexity")
    first = next(term for term in load_glossary("zh") if term.anchor == "perplexity")
    assert [element.value for element in app.markdown].count(first.meaning) == 2
    assert [element.value for element in visit(GLOSSARY, "zh", term="§").markdown].count(first.meaning) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_term_with_its_name_in_the_other_language(language):
    app = visit(GLOSSARY, language)
    headings = [(element.anchor, element.value) for element in app.subheader]
    assert [anchor for anchor, _ in headings] == [term.anchor for term in load_glossary(language)]
    for (_, heading), term in zip(headings, load_glossary(language), strict=True):
        assert term.names[0] in heading
        assert other_name(term, language) in heading
    shown = [element.value for element in app.markdown]
    assert all(term.meaning in shown for term in load_glossary(language))
    assert load_lesson(language, GLOSSARY)[SYMBOLS].body in shown
