"""Real sentences in the encodings of their languages: read back, or refused, and never a wrong text in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_text
from seqviz.records.problem import Problem

CHINESE = (
    "\u4ece\u524d\u6709\u4e00\u4e2a\u4eba\uff0c\u4ed6\u4e00\u76f4\u4f4f\u5728\u4e00\u5ea7\u5c71\u4e0a\u3002"
    "\u6700\u7f8e\u7684\u9e1f\u3002\n"
)
GERMAN = "Alle Menschen sind frei und gleich an W\u00fcrde geboren. Sch\u00f6ne Gr\u00fc\u00dfe f\u00fcr K\u00f6ln\n"
FRENCH = "Tous les \u00eatres naissent libres et \u00e9gaux. \u0152uvre, \u00e9l\u00e8ve, ch\u00e2teau, \u00e0 la fin\n"
SPANISH = "\u00bfQu\u00e9 a\u00f1o? El ni\u00f1o comi\u00f3 pi\u00f1a; la 1\u00aa vez, 20 m\u00b2.\n"
PORTUGUESE = "As na\u00e7\u00f5es n\u00e3o s\u00e3o iguais; p\u00f5e a m\u00e3o no cora\u00e7\u00e3o\n"
ICELANDIC = (
    "\u00deetta er \u00ed lagi, ma\u00f0ur; \u00e9g f\u00f3r \u00fat me\u00f0 n\u00fdja b\u00f3k og \u00e6tla heim\n"
)
POLISH = "Wszyscy ludzie rodz\u0105 si\u0119 wolni. Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144\n"
CZECH = "P\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148 \u00fap\u011bl \u010f\u00e1ble\n"
HUNGARIAN = (
    "Minden emberi l\u00e9ny egyenl\u0151 m\u00e9lt\u00f3s\u00e1ga. \u00c1rv\u00edzt\u0171r\u0151 t\u00fck\u00f6r\n"
)
TURKISH = "B\u00fct\u00fcn insanlar haklar bak\u0131m\u0131ndan e\u015fit do\u011farlar\n"
LITHUANIAN = "Visi \u017emon\u0117s gimsta laisvi ir lyg\u016bs savo orumu ir teis\u0117mis. \u0104\u017euol\u0173\n"
VIETNAMESE = "\u0111\u01b0\u01a1\u0300ng v\u00e0 nh\u00e0\n"
RUSSIAN = (
    "\u0412\u0441\u0435 \u0441\u0447\u0430\u0441\u0442\u043b\u0438\u0432\u044b\u0435 \u0441\u0435\u043c\u044c\u0438\n"
)
GREEK = "\u038c\u03bb\u03bf\u03b9 \u03bf\u03b9 \u03ac\u03bd\u03b8\u03c1\u03c9\u03c0\u03bf\u03b9\n"
KOREAN = "\ubaa8\ub4e0 \uc778\uac04\uc740 \ud0dc\uc5b4\ub0a0 \ub54c\ubd80\ud130 \uc790\uc720\n"
JAPANESE = "\u543e\u8f29\u306f\u732b\u3067\u3042\u308b\u3002\u540d\u524d\u306f\u307e\u3060\u7121\u3044\u3002\n"

FOUND = {
    "utf-16-le": (CHINESE, GERMAN, RUSSIAN, KOREAN, JAPANESE, GREEK),
    "utf-16-be": (CHINESE, GERMAN, RUSSIAN, KOREAN, JAPANESE, GREEK),
    "gb18030": (CHINESE, "\u6c28\u6c2e\n", "\u82ef\u80fa\n"),
    "cp1252": (GERMAN, FRENCH, SPANISH, PORTUGUESE, ICELANDIC, "H\u00f6he\n", "Temp\u00e9rature (\u00b0C)\n"),
}
CHOSEN = {
    "cp1250": (POLISH, CZECH, HUNGARIAN),
    "cp1254": (TURKISH,),
    "cp1251": (RUSSIAN,),
    "koi8_r": (RUSSIAN,),
    "cp1253": (GREEK,),
    "euc_kr": (KOREAN, "\ub0a0\uc9dc,\uae30\uc628\n", "\uc2dc\uac04,\ub9e4\ucd9c\uc561\n"),
    "shift_jis": (JAPANESE,),
}
UNKNOWN = {
    "iso8859-2": (POLISH, CZECH, HUNGARIAN),
    "cp1257": (LITHUANIAN,),
    "cp1258": (VIETNAMESE,),
    "mac_roman": (GERMAN, FRENCH),
    "cp850": (GERMAN, FRENCH.replace("\u0152", "O")),
}
SHORT = {
    "a Polish heading": ("Data;Warto\u015b\u0107\n", "cp1250"),
    "one Turkish word": ("bak\u0131m\u0131ndan\n", "cp1254"),
    "one Hungarian word": ("egyenl\u0151\n", "cp1250"),
    "two Polish words": ("rodz\u0105 si\u0119\n", "cp1250"),
}


def pairs(table):
    return [(text, codec) for codec, texts in table.items() for text in texts]


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(("text", "codec"), pairs(FOUND))
def test_what_is_found_is_the_text(text, codec, times):
    assert read_text((text * times).encode(codec)).text == text * times


@pytest.mark.parametrize(("text", "codec"), [(GERMAN, "cp1252"), (CHINESE, "gb18030"), (CHINESE, "big5hkscs")])
def test_letters_that_come_late_in_a_file_decide(text, codec):
    content = b"a plain line of a log\n" * 10_000 + text.encode(codec, errors="ignore")
    assert read_text(content).text.endswith(text.encode(codec, errors="ignore").decode(codec))


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_can_be_chosen_too(order):
    assert read_text((CHINESE * 20).encode(order), encoding="utf-16").text == CHINESE * 20


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(("text", "codec"), [*pairs(CHOSEN), *pairs(UNKNOWN), *SHORT.values()])
def test_other_encodings_are_refused_and_not_guessed(text, codec, times):
    with pytest.raises(Problem) as caught:
        read_text((text * times).encode(codec))
    assert (caught.value.key, caught.value.values) == ("reading.encoding", {"row": 1})


@pytest.mark.parametrize(("text", "codec"), pairs(CHOSEN))
def test_the_learner_can_choose_them(text, codec):
    assert read_text(text.encode(codec), encoding=codec).text == text


def test_zeros_between_letters_are_no_ideographs():
    with pytest.raises(Problem, match=r"reading\.binary"):
        read_text(b"hell\x00o wor\x00ld, here\x00 is a text. ")


@pytest.mark.parametrize("text", [GERMAN * 3, CHINESE * 3, RUSSIAN * 3])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_broken_utf8_names_its_line_and_becomes_no_other_text(text, data):
    content = text.encode()
    place = data.draw(st.integers(0, len(content) - 1))
    wrong = data.draw(st.sampled_from([b"\xff", b"\xe9", b"\x80"]))
    broken = content[:place] + wrong + content[place:]
    with pytest.raises(Problem) as caught:
        read_text(broken)
    assert caught.value.key == "reading.encoding"
    assert abs(caught.value.values["row"] - 1 - content[:place].count(b"\n")) <= 1


@pytest.mark.parametrize("text", [GERMAN, CHINESE])
def test_a_utf8_that_was_cut_in_a_letter_is_said(text):
    content = text.strip().encode() + "\u00f6".encode()[:1]
    with pytest.raises(Problem, match=r"reading\.encoding"):
        read_text(content)
