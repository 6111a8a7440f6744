"""The book's pairs: never fetched by looking, one sentence when they cannot be had, and cut as the book cuts them."""

import hashlib
import zipfile

import pytest

from seqviz.data.downloads import Download
from seqviz.data.pairs import d2l
from seqviz.data.pairs.library import load_pairs
from seqviz.records.problem import Problem

# 700 lines of 350 sources: the first 600 lines hold 300 of them.
LINES = [f"I'm word{n // 2}.\tJe suis mot{n}\u202f!" for n in range(1_400)]


@pytest.fixture
def file_at(monkeypatch, tmp_path):
    """Say where the pairs lie; nothing is on this machine yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def place(content):
        file = Download(url="http://localhost:9/fra-eng.zip", sha1=hashlib.sha1(content).hexdigest(), file="pairs.zip")
        monkeypatch.setattr(d2l, "ENGLISH_FRENCH", file)
        return file

    return place


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "fra-eng.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(d2l.MEMBER, "\n".join(LINES))
    return path.read_bytes()


@pytest.mark.parametrize(("fetch", "key"), [(False, "pairs.not-fetched"), (True, "pairs.download-failed")])
def test_pairs_that_are_not_here_are_asked_for_and_offline_it_is_said(file_at, fetch, key):
    file_at(b"anything")
    with pytest.raises(Problem) as raised:
        load_pairs("d2l-en-fr", fetch=fetch)
    assert raised.value.key == key


def test_the_first_600_lines_are_learnt_and_the_next_200_sources_held_out(file_at, archive):
    file = file_at(archive)
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(archive)
    pairs = load_pairs("d2l-en-fr", fetch=False)
    assert len(pairs.training) == 600
    assert len({pair.source for pair in pairs.held_out}) == 200
    assert len(pairs.held_out) == 400
    assert not {pair.source for pair in pairs.training} & {pair.source for pair in pairs.held_out}
    assert (pairs.training[0].source, pairs.training[0].target) == (("i'm", "word0", "."), ("je", "suis", "mot0", "!"))
