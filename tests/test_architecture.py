"""The house keeps its walls: who may import whom, thin pages, a server without torch."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {path.name for path in (ROOT / "seqviz").iterdir() if (path / "__init__.py").exists()}
BASE = {"records", "config"}

MAY_KNOW: dict[str, set[str]] = {
    "records": set(),
    "text": set(),
    "config": {"records"},
    "cells": BASE,
    "data": BASE,
    "decoding": BASE,
    "metrics": BASE,
    "ngrams": BASE | {"data"},
    "models": BASE | {"cells", "data"},
    "training": BASE | {"models", "data", "metrics"},
    "jobs": BASE | {"training", "models", "decoding", "data"},
    "figures": BASE,
    "components": BASE | {"figures"},
    "ui": ROOMS,
}
"""Room -> rooms it may import. ``ngrams`` counts the app's texts; ``components`` resolve the palette of ``figures``."""

ONLY_IN: dict[str, set[str]] = {
    "streamlit": {"ui", "components"},
    "plotly": {"figures", "ui", "components"},
    "distributed": {"jobs"},
    "dask": {"jobs"},
    "torch": {"models", "training"},
}


def imports(path: Path) -> set[str]:
    """Modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
    return found


def files_of(room: str) -> list[Path]:
    return sorted((ROOT / "seqviz" / room).rglob("*.py"))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_the_rooms_it_may_know(room):
    for path in files_of(room):
        known = {name.split(".")[1] for name in imports(path) if name.startswith("seqviz.")}
        strangers = known - MAY_KNOW[room] - {room}
        assert not strangers, f"{path.relative_to(ROOT)} imports {sorted(strangers)}"


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_in_its_rooms(library):
    for room in ROOMS - ONLY_IN[library]:
        for path in files_of(room):
            used = {name for name in imports(path) if name.split(".")[0] == library}
            assert not used, f"{path.relative_to(ROOT)} imports {library}"


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_is_a_thin_outline(page):
    source = page.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 120
    assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(source)))
    rooms = {name.split(".")[1] for name in imports(page) if name.startswith("seqviz.")}
    assert rooms <= {"ui", "records"}, f"pages know ui and facts, not {sorted(rooms)}"
    assert "torch" not in imports(page)


def test_every_page_of_the_course_exists_and_every_file_is_in_the_course():
    from seqviz.ui.course import COURSE

    assert {lesson.file for lesson in COURSE} == set((ROOT / "pages").glob("*.py"))


def test_the_server_side_never_imports_torch():
    """In a process of its own: everything that the server imports, and torch must not be among it."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in ROOMS - {"models", "training"}
        for path in files_of(room)
        if path.name not in ("__init__.py", "router.py")
    ]
    code = f"import sys\nfor name in {modules!r}: __import__(name)\nassert 'torch' not in sys.modules, 'torch is there'"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
