"""What the server does around the router."""

from urllib.parse import parse_qs, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seqviz.text.catalog import LANGUAGES
from seqviz.ui.course import COURSE, MISSING

_LANGUAGE = "lang"
_STREAMLITS = ("app", "auth", "component", "media", "static")
"""Where Streamlit serves files; its other addresses begin with a low line."""
_KNOWN = {"", "start", *(lesson.url_path for lesson in COURSE)}


class ForgiveDeparture:
    """A browser that leaves in the middle of an update is no error, and no page of traceback in the log.

    A live page sends several messages a second, so one is usually on its way when a tab closes. Streamlit reports the
    failed sending as an exception of the app.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; errors after a websocket's client has gone are dropped, all others go on."""
        departed = False

        async def watched_send(message: Message) -> None:
            nonlocal departed
            try:
                await send(message)
            except OSError:  # uvicorn's sign that the client has gone
                departed = True
                raise

        try:
            await self.app(scope, receive, watched_send)
        except Exception:
            if scope["type"] != "websocket" or not departed:
                raise


class LeadHome:
    """Whoever asks for a page that does not exist comes to the map, which says so in the learner's language.

    Streamlit would open a window of its own, in English on every page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; one for an unknown page is sent to the map."""
        if scope["type"] == "http" and _is_lost(scope):
            query = urlencode({MISSING: scope["path"].strip("/")[:80], **_language(scope)})
            await RedirectResponse(f"/?{query}", status_code=303)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _language(scope: Scope) -> dict[str, str]:
    """Return the language that the address asks for: a link says it, and the map shall speak it."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(_LANGUAGE, [])
    return {_LANGUAGE: asked[-1]} if asked and asked[-1] in LANGUAGES else {}


def _is_lost(scope: Scope) -> bool:
    """Whether a browser asks for a page by a name that no page has.

    Below the name of a page Streamlit would send its document, but none of its scripts: the window would stay white.
    """
    name = scope["path"].strip("/")
    first = name.partition("/")[0]
    if scope["method"] != "GET" or name in _KNOWN or first in _STREAMLITS or first.startswith("_") or "." in name:
        return False
    return any(key == b"accept" and b"text/html" in value for key, value in scope["headers"])
