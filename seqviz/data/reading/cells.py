"""One cell as a number: what it can be by each decimal sign, or what stands in the way."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

Decimal = Literal[".", ","]
_DECIMALS: tuple[Decimal, ...] = get_args(Decimal)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
MISSING = frozenset(
    {
        "", "na", "n/a", "n.a.", "nan", "null", "none", "nil", "missing", "k.a.", "-", "--", "---", "?",
        ".", "..", "...", "\u2013", "\u2014", "\u2026", "\u65e0", "\u7a7a", "\u7f3a\u5931", "\u6682\u65e0", "\u7121",
        "#n/a", "#na", "#n/v", "#nv", "#value!", "#wert!", "#ref!", "#bezug!", "#div/0!", "#name?",
        "#num!", "#null!", "<na>",
    }
)  # fmt: skip
_INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "-infinity", "\u221e", "-\u221e"})
_SPREADSHEET = re.compile(r"#[^\W\d_]+(?:/0)?[!?]|#n/?[adv]", re.IGNORECASE)
"""Error words of spreadsheets in any language: #ZAHL!, #NOMBRE?, #N/D."""
_SIGNS = str.maketrans(
    dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63", "-")
    | {"\u2019": "'", "\u066c": "'", "\u066b": ".", "\u2103": "\u00b0C", "\u2109": "\u00b0F"}
    | {"\uffe1": "\u00a3", "\uffe5": "\u00a5", "\uffe6": "\u20a9"}
)
_MEASURE = r"\u00b0[CF]?|km/h|m/s|[mck]m|kg|hPa|[kM]Wh|ppm"
_CURRENCY = (
    r"(?:US|AU?|CA?|HK|NT|S|R)?\$|[\u20ac\u00a3\u00a5\u20b9\u20a9\u20bd\u20ba\u5143]|kr|z\u0142"
    r"|CHF|USD|EUR|GBP|JPY|CNY|RMB|INR"
)
_UNIT = rf"[%\u2030]|{_CURRENCY}|{_MEASURE}"
_DRESSED = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-]?)\s*(?P<before>{_UNIT})?\s*(?P<inner>[+-]?)(?P<body>[\d.,].*?)\s*(?P<after>{_UNIT})?\s*(?P<close>\))?"
)


def _body(decimal: Decimal, group: str, indian: str) -> re.Pattern[str]:
    """Match digits, their groups of three, the decimals, and a power of ten."""
    return re.compile(
        rf"(?:\d+|[1-9]\d{{0,2}}(?:(?P<mark>[ '{group}])\d{{3}})(?:(?P=mark)\d{{3}})*|{indian})?"
        rf"(?:{re.escape(decimal)}\d*)?(?:[eE][+-]?\d{{1,3}})?"
    )


_BODY: dict[Decimal, re.Pattern[str]] = {
    ".": _body(".", ",", r"[1-9]\d?(?:,\d\d)+,\d{3}"),
    ",": _body(",", ".", r"(?!)"),
}
_GROUPS: dict[Decimal, dict[int, None]] = {
    ".": dict.fromkeys(map(ord, " ',")),
    ",": dict.fromkeys(map(ord, " '.")),
}


@dataclass(frozen=True, kw_only=True)
class Number:
    """A cell as a number, by each decimal sign that it can be read with; ``unit`` is %, a currency, or nothing."""

    readings: dict[Decimal, float]
    unit: str = ""


def is_missing(cell: str) -> bool:
    """Tell whether a cell holds nothing, or one of the usual words for nothing."""
    return cell.lower() in MISSING or (cell[:1] == "#" and _SPREADSHEET.fullmatch(cell) is not None)


def number_of(cell: str) -> Number | None:
    """Return what number a cell can be; ``None`` where it is none."""
    plain = cell if cell.isascii() else _folded(cell)
    match = _DRESSED.fullmatch(plain.strip())
    if match is None or bool(match["open"]) != bool(match["close"]) or (match["before"] and match["after"]):
        return None
    if match["sign"] and match["inner"]:
        return None
    negative = "-" in (match["sign"], match["inner"]) or bool(match["open"])
    readings: dict[Decimal, float] = {}
    for decimal in _DECIMALS:
        size = _size(match["body"], decimal)
        if size is not None:
            readings[decimal] = -size if negative else size
    return Number(readings=readings, unit=match["before"] or match["after"] or "") if readings else None


def _folded(cell: str) -> str:
    """Write digits of any script, full-width signs and blanks as ASCII; raised figures are footnotes and stay."""
    folded = []
    for c in cell.translate(_SIGNS):
        digit = unicodedata.decimal(c, None)
        if digit is not None:
            folded.append(str(digit))
        elif "\uff01" <= c <= "\uff5e":
            folded.append(chr(ord(c) - 0xFEE0))
        else:
            folded.append(" " if c.isspace() else c)
    return "".join(folded)


def _size(body: str, decimal: Decimal) -> float | None:
    if not _BODY[decimal].fullmatch(body) or not any(c.isdigit() for c in re.split("[eE]", body)[0]):
        return None
    return float(body.translate(_GROUPS[decimal]).replace(",", "."))


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number in some notation."""
    return _PLAIN.fullmatch(cell) is not None or is_infinite(cell) or number_of(cell) is not None


def is_infinite(cell: str) -> bool:
    """Tell whether a cell says infinity."""
    return cell.lower() in _INFINITE


def is_measure(unit: str) -> bool:
    """Tell whether a unit is one of nature: neither a share nor a currency."""
    return re.fullmatch(_MEASURE, unit) is not None


def odd_sign(cell: str) -> str:
    """Return the sign that keeps a cell from being a number: the one after the longest beginning that is a number."""
    longest = next((end for end in range(len(cell) - 1, 0, -1) if number_of(cell[:end])), 0)
    return cell[longest:].lstrip()[:1] or cell[:1]
