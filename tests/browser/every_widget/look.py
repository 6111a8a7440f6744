"""A page as a learner sees it: what its address says, and what each widget shows."""

from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.browser.every_widget.addresses import OUTLINES
from tests.pages.outlines import facts, key_of

NO_SETTINGS = ("lang", "run", "other-run", "projector")


def settings_in(url: str) -> dict[str, str]:
    """What an address says, apart from the language and the run."""
    said = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {key: values[0] for key, values in said.items() if key not in NO_SETTINGS}


class Look(NamedTuple):
    """A page as a learner sees it: what its address says, and what each widget shows."""

    address: dict[str, str]
    widgets: dict[str, list[object]]

    def beside(self, other: "Look") -> dict[str, tuple[object, object]]:
        """Return what is different, by the names of widgets and of the address."""
        pairs = ((self.address, other.address), (self.widgets, other.widgets))
        return {
            name: (here.get(name), there.get(name))
            for here, there in pairs
            for name in here.keys() | there.keys()
            if here.get(name) != there.get(name)
        }


def said_numbers(page: str, look: Look) -> dict[str, float]:
    """Return what the address says of each number whose widget is there."""
    return {
        name: float(look.address[key])
        for field, found in facts(OUTLINES[page]).items()
        if found.range
        and (name := f"{page}-setting-{field}") in look.widgets
        and (key := key_of(OUTLINES[page], field)) in look.address
    }


def shown_numbers(page: str, look: Look) -> dict[str, float]:
    """Return what those widgets show."""
    return {name: look.widgets[name][0] for name in said_numbers(page, look)}
