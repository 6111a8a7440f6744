"""Whoever asks for a page that does not exist comes to the map; nobody else is led anywhere."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from seqviz.ui.server import LeadHome

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def led(path, query="", accept=BROWSER):
    """Ask for a path; return what the address says to which the browser is led, ``None`` where it is led nowhere."""
    passed, answered = [], []

    async def app(*_):
        passed.append(path)

    async def send(message):
        answered.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(b"accept", accept.encode())],
    }  # fmt: skip
    asyncio.run(LeadHome(app)(scope, None, send))
    if passed:
        return None
    address = urlsplit(dict(answered[0]["headers"])[b"location"].decode())
    assert (address.scheme, address.netloc, address.path) == ("", "", "/")
    return parse_qs(address.query)


@pytest.mark.parametrize("path", ["/nonsense", "/lab/x", "/lab/lstm/", "/language_models", "//evil/lab"])
def test_a_page_that_does_not_exist_leads_to_the_map(path):
    assert led(path) == {"missing": [path.strip("/")]}


@pytest.mark.parametrize(
    "path", ["/", "/lab", "/lab/", "/media/3f.csv", "/media/3f", "/static/js/index.js", "/_stcore/health", "/lab/_x.js"]
)
def test_pages_and_files_are_served(path):
    assert led(path) is None


def test_only_a_browser_that_wants_a_page_is_led():
    assert led("/lab/x", accept="*/*") is None


def test_the_map_speaks_the_language_of_the_link():
    assert led("/nonsense", "lang=zh&cell=gru") == {"missing": ["nonsense"], "lang": ["zh"]}
    assert led("/nonsense", "lang=xx") == {"missing": ["nonsense"]}
