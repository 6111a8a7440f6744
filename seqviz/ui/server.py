"""What the server does around the router."""

from urllib.parse import urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seqviz.ui.course import COURSE, MISSING

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
            query = urlencode({MISSING: scope["path"].strip("/")[:80]})
            await RedirectResponse(f"/?{query}", status_code=303)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_lost(scope: Scope) -> bool:
    """Whether a browser asks for a page, by a name of one word that no page has."""
    name = scope["path"].strip("/")
    if scope["method"] != "GET" or name in _KNOWN or any(letter in name for letter in "/._"):
        return False
    return any(key == b"accept" and b"text/html" in value for key, value in scope["headers"])
