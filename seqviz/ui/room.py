"""The look from the first moment: nothing on a page jumps when the sidebar and the style sheets come."""

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seqviz.ui.style import SIDEBAR_WIDTH, frame_sheets

ROOM = f"""@media (min-width: 768px) {{
  [data-testid="stAppViewContainer"]:not(:has([data-testid="stSidebar"])) {{ padding-left: {SIDEBAR_WIDTH}px; }}
}}"""
"""Until there is a sidebar its place is kept. On a phone the sidebar lies above the page, on a stage there is none."""
_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since")


class KeepRoom:
    """Put the look of the frame into the document that a browser gets first.

    A style that comes with the script's messages comes after the first picture, in which Streamlit has no sidebar and
    margins of its own. It stands at the top of the body: after Streamlit's own rules, before those of the script.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; a document is sent with the style in it."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks_for_a_document(scope):
            await self.app(scope, receive, send)
            return
        # whole and uncompressed, so that the style can go in
        kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self.app({**scope, "headers": kept}, receive, _Furnished(send, _look(scope)))


class _Furnished:
    """Send a response on; a document with the style at the top of its body."""

    def __init__(self, send: Send, look: str) -> None:
        self.send = send
        self.look = look
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_document(message):
            self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = self.body.replace(b"<body>", f"<body><style>{self.look}</style>".encode(), 1)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _look(scope: Scope) -> str:
    """Return the style sheets of the frame, on a stage or with the sidebar's room."""
    on_stage = parse_qs(scope["query_string"].decode("latin-1")).get("projector") == ["on"]
    return "".join([*frame_sheets(projector=on_stage), *([] if on_stage else [ROOM])])


def _asks_for_a_document(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_document(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
