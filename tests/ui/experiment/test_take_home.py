"""Files as they are saved."""

import csv
import io
from types import SimpleNamespace

from seqviz.ui.experiment import take_home as module
from seqviz.ui.experiment.take_home import Download, table_csv, take_home

TOKEN = "\u8bb0\u5fc6"


class Nothing:
    """A place on the page."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def saved(monkeypatch, *files):
    """What the browser gets when each button of the menu is pressed."""
    offered = []
    monkeypatch.setattr(
        module, "st",
        SimpleNamespace(
            container=lambda **_: Nothing(), popover=lambda *_, **__: Nothing(),
            download_button=lambda _label, *, data, **_: offered.append(data),
        ),
    )  # fmt: skip
    take_home(SimpleNamespace(t=str, name="lab"), lambda: files)
    return [data() for data in offered]


def test_a_spreadsheet_reads_chinese_tokens(monkeypatch):
    table = Download(label="", file_name="a.csv", content=lambda: table_csv(("token", "n"), [(TOKEN, 3)]))
    (content,) = saved(monkeypatch, table)
    assert content.startswith("\ufeff"), "without the mark spreadsheets take UTF-8 for another encoding"
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    assert rows == [["token", "n"], [TOKEN, "3"]]


def test_what_is_marked_already_or_is_no_table_stays_as_it_is(monkeypatch):
    marked = f"\ufeff{TOKEN}".encode()
    files = (
        Download(label="", file_name="b.csv", content=lambda: marked),
        Download(label="", file_name="c.json", content=lambda: "{}", mime="application/json"),
    )
    assert saved(monkeypatch, *files) == [marked, "{}"]
