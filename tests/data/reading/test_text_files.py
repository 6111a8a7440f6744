"""Texts in the encodings that people save them in, and what is no text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_text
from seqviz.data.reading.text import MAX_BYTES, pasted_text
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog

SIMPLIFIED = "\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff0c\u6211\u4eec\u53bb\u516c\u56ed\u6563\u6b65\u3002"
TRADITIONAL = "\u4eca\u5929\u5929\u6c23\u5f88\u597d\uff0c\u6211\u5011\u53bb\u516c\u5712\u6563\u6b65\u3002"
SHORT = (
    "\u4f60\u597d",
    "\u65e5\u671f",
    "\u6e29\u5ea6",
    "\u5317\u4eac",
    "\u9500\u91cf",
    "\u4ef7\u683c",
    "\u6211\u7231\u4f60",
    "\u65f6\u95f4",
    "\u4eba\u5de5\u667a\u80fd",
    "\u5e8f\u5217\u6a21\u578b",
)
SHORT_TRADITIONAL = (
    "\u4f60\u597d",
    "\u65e5\u671f",
    "\u6eab\u5ea6",
    "\u81fa\u5317",
    "\u92b7\u91cf",
    "\u50f9\u683c",
    "\u6211\u611b\u4f60",
    "\u6642\u9593",
    "\u4eba\u5de5\u667a\u6167",
    "\u5e8f\u5217\u6a21\u578b",
)
WESTERN = (
    "caf\u00e9",
    "Z\u00fcrich",
    "na\u00efve",
    "Gr\u00f6\u00dfe",
    "20 \u00b0C",
    "\u20ac 5",
    "\u201cquoted\u201d",
    "it\u2019s",
    "\u00bfqu\u00e9?",
    "\u00c5ngstr\u00f6m",
    "\u00e9t\u00e9 \u00e0 No\u00ebl",
    "\u00d6sterreich",
    "\u00fcber",
    "\u00ab oui \u00bb",
    "a \u2013 b",
    "\u00a350",
    "S\u00e3o Paulo",
    "\u00c7a va",
    "\u00d1and\u00fa",
)
RUSSIAN = "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440 \u0438 \u043b\u044e\u0434\u0438"
KOREAN = (
    "\uc548\ub155\ud558\uc138\uc694 \uc138\uacc4\uc758"
    " \ubaa8\ub4e0 \uc0ac\ub78c\ub4e4\uc5d0\uac8c \uc778\uc0ac\ub97c \uc804\ud569\ub2c8\ub2e4"
)
FILES = [
    *((text, "gb18030") for text in (SIMPLIFIED, *SHORT)),
    *((text, "big5") for text in (TRADITIONAL, *SHORT_TRADITIONAL)),
    *((text, "cp1252") for text in WESTERN),
    *((text, "utf-8") for text in (SIMPLIFIED, "plain", *WESTERN[:3])),
    *((text, "utf-16") for text in (SIMPLIFIED, "plain", WESTERN[0])),
]


@pytest.mark.parametrize(("text", "encoding"), FILES)
def test_a_text_is_read_in_the_encoding_that_it_was_saved_in(text, encoding):
    read = read_text(text.encode(encoding))
    assert (read.text, read.encoding) == (text, encoding)
    said = [dict(notice.values).get("encoding") for notice in read.notices]
    assert said == ([] if encoding == "utf-8" else [encoding])


@pytest.mark.parametrize("codec", ["gbk", "gb2312", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_other_names_and_marks_of_these_encodings(codec):
    assert read_text(f"a,{SIMPLIFIED}\n".encode(codec)).text == f"a,{SIMPLIFIED}\n"


def test_the_learner_may_know_better():
    content = SHORT[0].encode("gbk")
    assert read_text(content, encoding="cp1252").text == content.decode("cp1252")
    with pytest.raises(Problem, match="not-in-encoding"):
        read_text("\u20ac\u00e9,".encode("cp1252"), encoding="utf-8")


def test_letters_are_composed_and_it_is_said():
    apart = unicodedata.normalize("NFD", "caf\u00e9 \u1ea1")
    read = read_text(apart.encode())
    assert read.text == "caf\u00e9 \u1ea1"
    assert [dict(notice.values) for notice in read.notices] == [{"count": len(apart) - len(read.text)}]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        (bytes(range(1, 32)) * 50, "binary"),
        (b"PK\x03\x04 a document", "binary"),
        (RUSSIAN.encode("cp1251"), "encoding"),
        (b"fine\n" + RUSSIAN.encode("koi8-r"), "encoding"),
        (KOREAN.encode("euc-kr"), "encoding"),
    ],
)
def test_a_file_that_is_no_good_text_is_refused_by_name(content, key):
    with pytest.raises(Problem) as caught:
        read_text(content)
    assert caught.value.key == f"reading.{key}"
    for language in LANGUAGES:
        assert load_catalog(language)(caught.value.key, **caught.value.values)


def test_the_line_that_cannot_be_read_is_named():
    with pytest.raises(Problem) as caught:
        read_text(b"fine\nfine too\n" + RUSSIAN.encode("koi8-r"))
    assert caught.value.values == {"row": 3}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=80))
@settings(deadline=None)
def test_what_utf8_can_say_comes_back(text):
    if text.strip() and not text.startswith("\ufeff"):
        assert read_text(text.encode()).text == unicodedata.normalize("NFC", text)
        assert read_text(text.encode("utf-16")).text == unicodedata.normalize("NFC", text)
        assert pasted_text(text).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("encoding", "phrases"),
    [("gb18030", (SIMPLIFIED, *SHORT)), ("big5", (TRADITIONAL, *SHORT_TRADITIONAL)), ("cp1252", WESTERN)],
)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_sentences_come_back_from_the_older_encodings(encoding, phrases, data):
    text = " ".join(data.draw(st.lists(st.sampled_from([*phrases, "word", "12.5", ","]), min_size=1, max_size=8)))
    read = read_text(text.encode(encoding))
    assert read.text == text
    assert read.encoding in (encoding, "utf-8" if text.isascii() else encoding)
