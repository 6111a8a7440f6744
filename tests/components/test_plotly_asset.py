from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from seqviz.components.plotly_asset import provide


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.js"
    path.write_bytes(b"x" * 1_000_000)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "frontend").mkdir()
    return tmp_path / "frontend" / "plotly.min.js"


def test_a_missing_copy_is_made(source: Path, target: Path) -> None:
    assert provide(source, target).read_bytes() == source.read_bytes()
    assert list(target.parent.iterdir()) == [target]


def test_another_version_is_replaced(source: Path, target: Path) -> None:
    target.write_bytes(b"y" * 1_000_000)
    provide(source, target)
    assert target.read_bytes() == source.read_bytes()


def test_an_equal_copy_is_left_alone(source: Path, target: Path) -> None:
    provide(source, target)
    before = target.stat().st_ino
    provide(source, target)
    assert target.stat().st_ino == before


def test_many_at_once_never_show_half_a_file(source: Path, target: Path) -> None:
    def provide_and_read(_: int) -> bytes:
        return provide(source, target).read_bytes()

    with ThreadPoolExecutor(8) as pool:
        assert all(content == source.read_bytes() for content in pool.map(provide_and_read, range(24)))
    assert list(target.parent.iterdir()) == [target]


def test_a_missing_source_leaves_nothing_behind(tmp_path: Path, target: Path) -> None:
    with pytest.raises(FileNotFoundError):
        provide(tmp_path / "none.js", target)
    assert list(target.parent.iterdir()) == []
