"""The document that a browser gets first carries the look of the frame; nothing else is touched."""

import asyncio

import pytest

from seqviz.ui.room import ROOM, KeepRoom

DOCUMENT = b"<html><head></head><body><div id='root'></div></body></html>"
ASKS = {"accept": "text/html,*/*", "accept-encoding": "gzip", "if-none-match": '"old"'}


def served(path="/lab", query="", headers=ASKS, kind="text/html; charset=utf-8"):
    """Ask for a page; return what the app inside was asked with, the headers of the answer and its body."""
    asked, answered = {}, []

    async def app(scope, _receive, send):
        asked.update({name.decode(): value.decode() for name, value in scope["headers"]})
        length = str(len(DOCUMENT)).encode()
        start = [(b"content-type", kind.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": DOCUMENT[:20], "more_body": True})
        await send({"type": "http.response.body", "body": DOCUMENT[20:]})

    async def send(message):
        answered.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(KeepRoom(app)(scope, None, send))
    start, *parts = answered
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return asked, headers, b"".join(part["body"] for part in parts)


def test_a_document_carries_the_look_and_its_own_length():
    _, headers, body = served()
    style = body.split(b"<body>")[1].split(b"<div")[0].decode()
    assert style.startswith("<style>")
    assert ROOM in style
    assert ".stMainBlockContainer" in style
    assert headers["content-length"] == str(len(body))
    assert body.replace(style.encode(), b"") == DOCUMENT


def test_a_document_is_asked_for_whole_and_uncompressed():
    asked, _, _ = served()
    assert set(asked) == {"accept"}


def test_on_a_stage_no_room_is_kept_and_the_type_is_large():
    _, _, body = served(query="lang=en&projector=on")
    assert ROOM.encode() not in body
    assert b"font-size: 125%" in body


@pytest.mark.parametrize("kind", ["application/json", "text/css"])
def test_what_is_no_document_stays_as_it_is(kind):
    _, headers, body = served(kind=kind)
    assert body == DOCUMENT
    assert headers["content-length"] == str(len(DOCUMENT))


def test_a_script_that_asks_is_answered_as_before():
    asked, _, body = served(headers={"accept": "*/*", "accept-encoding": "gzip"})
    assert body == DOCUMENT
    assert "accept-encoding" in asked
