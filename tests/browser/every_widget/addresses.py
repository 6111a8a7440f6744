"""Addresses that show every screen of a page with every setting turned away from where widgets begin."""

from seqviz.config.fields import Facts
from tests.pages.outlines import SCREENS, facts, key_of, outlines, screens

OUTLINES = outlines()
OPENED = {"beam-search": {"shown": "yes"}}
"""What a page must be told before it shows all its widgets."""
FITTING = {"at": "500", "top_k": "3"}
"""Values that any series and any table has room for."""
TURNED = {"corpus": {"formula": "lecture"}}
"""Values that are not the usual ones of a screen, where another screen of its page has other usual ones."""


def stirred(facts: Facts, usual: object) -> str | None:
    """Another value than the usual one, as an address writes it: far from where a widget begins by itself."""
    if facts.kind == "switch":
        return "off" if usual else "on"
    if facts.kind == "choice":
        return next(option for option in facts.options if option != usual)
    if facts.kind == "text" and facts.longest >= 20:
        return "the people"
    if facts.range is None:
        return None
    low, high = facts.range.low, facts.range.high
    if facts.range.whole:
        return str(int(usual - 1 if usual - 1 >= low else usual + 1))
    other = usual / 2 or high / 4  # half of nothing would be nothing
    return repr(float(f"{min(max(other, low), high):.2g}"))


def addresses(page: str) -> list[dict[str, str]]:
    """Addresses that show every screen of a page with every setting turned away from the usual."""
    outline = OUTLINES[page]
    defaults = vars(outline.config()) | vars(outline.view())
    values = {
        key_of(outline, field): value
        for field, found in facts(outline).items()
        if field not in SCREENS and (value := stirred(found, {**defaults, **outline.start}[field])) is not None
    }
    usual = {key_of(outline, name): value for name, value in defaults.items()}
    chosen = [{key: option for key, option in screen.items() if option != usual[key]} for screen in screens(outline)]
    fitting = {key: value for key, value in FITTING.items() if key in values}
    return [
        values | fitting | screen | OPENED.get(page, {}) | TURNED.get(next(iter(screen.values()), ""), {})
        for screen in chosen
    ]
