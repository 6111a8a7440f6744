"""Texts that come over the network: only when asked, only the very file, and one sentence when it fails."""

import hashlib
import http.server
import threading
from contextlib import contextmanager

import pytest

from seqviz.data import texts
from seqviz.data.downloads import Download
from seqviz.data.texts import load_text
from seqviz.records.problem import Problem

BOOK = b"The Time Traveller (for so it will be convenient to speak of him)\nwas expounding\n"


@contextmanager
def serving(content):
    """Serve one file to everybody; the list says who asked."""
    asked = []

    class Library(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("localhost", 0), Library) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/timemachine.txt", asked
        server.shutdown()


@pytest.fixture
def book_at(monkeypatch, tmp_path):
    """Say where the book lies; nothing is on this machine yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    texts._time_machine.cache_clear()

    def place(url):
        book = Download(url=url, sha1=hashlib.sha1(BOOK).hexdigest(), file="timemachine.txt")
        monkeypatch.setattr(texts, "TIME_MACHINE", book)
        return book

    yield place
    texts._time_machine.cache_clear()


def problem_of(fetch):
    with pytest.raises(Problem) as caught:
        load_text("time-machine", fetch=fetch)
    return caught.value.key


def test_a_page_that_looks_asks_no_network(book_at):
    with serving(BOOK) as (url, asked):
        book = book_at(url)
        assert not book.present
        assert problem_of(fetch=False) == "texts.not-fetched"
        assert not asked


def test_what_was_fetched_once_is_here_from_then_on(book_at):
    with serving(BOOK) as (url, asked):
        book = book_at(url)
        fetched = load_text("time-machine", fetch=True)
        assert fetched.text == "the time traveller for so it will be convenient to speak of himwas expounding"
        assert book.present
        texts._time_machine.cache_clear()
        assert load_text("time-machine", fetch=False) == load_text("time-machine", fetch=True) == fetched
        assert len(asked) == 1


def test_a_file_that_was_changed_on_this_machine_is_not_the_book(book_at):
    with serving(BOOK) as (url, _):
        book = book_at(url)
        book.fetch()
        book.path.write_bytes(BOOK + b"!")
        assert problem_of(fetch=False) == "texts.not-fetched"
        book.fetch()
        assert book.present


def test_offline_a_download_says_one_clear_sentence(book_at):
    book_at("http://localhost:9/timemachine.txt")
    assert problem_of(fetch=True) == "texts.download-failed"


def test_a_download_with_another_checksum_is_refused(book_at):
    with serving(b"another book") as (url, _):
        book = book_at(url)
        assert problem_of(fetch=True) == "texts.download-failed"
        assert not book.present
