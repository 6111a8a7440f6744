"""The house keeps its walls: who may import whom, thin pages, a small ui, a server without torch."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {path.name for path in (ROOT / "seqviz").iterdir() if (path / "__init__.py").exists()}
FILES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "seqviz").rglob("*.py"))
)
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
    "training": BASE | {"models", "data", "metrics", "decoding"},
    "jobs": BASE | {"training", "models", "decoding", "data"},
    "figures": BASE,
    "components": BASE | {"figures", "text"},
    "exercises": BASE | {"data", "metrics", "decoding", "ngrams", "cells"},
    "ui": ROOMS,
    "pages": {"ui", "records"},
    "app": {"ui"},
}
"""Room -> rooms it may import. ``ngrams`` counts the app's texts; ``components`` resolve the palette of ``figures``
and put answers into words."""

ONLY_IN: dict[str, set[str]] = {
    "streamlit": {"app", "pages", "ui", "components"},
    "plotly": {"figures", "ui", "components"},
    "distributed": {"jobs"},
    "dask": {"jobs"},
    "torch": {"models", "training"},
}

MOST_LINES_OF_THE_KIT = 5_860
"""The kit and the frame, which every page shares."""
MOST_LINES_OF_A_LESSON = 1400
MOST_LINES_OF_A_PAGE = 120
COMPUTED = "?"


def imports(source: str) -> set[str]:
    """Return what a source text imports, wherever in it: modules, and ``module.name`` for ``from module import name``.

    Imports within functions count, and those by ``import_module`` or ``__import__``: a literal by its name; anything
    else, or the function handed on, as ``COMPUTED``. A relative import keeps its dots.
    """
    tree = ast.parse(source)
    literal: dict[ast.expr, str] = {
        node.func: node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
        elif _imports_by_name(node):
            found.add(literal.get(node, COMPUTED))
    return found


def _imports_by_name(node: ast.AST) -> bool:
    by_name = {"import_module", "__import__"}
    return (isinstance(node, ast.Name) and node.id in by_name) or (
        isinstance(node, ast.Attribute) and node.attr in by_name
    )


def breaches(file: str, source: str) -> Iterator[str]:
    """Say what a file does that its place in the house forbids; ``file`` is its path from the root of the project."""
    parts = Path(file).with_suffix("").parts
    room = parts[1] if parts[0] == "seqviz" and len(parts) > 2 else parts[0]
    for name in sorted(imports(source)):
        first, *rest = name.split(".")
        if name.startswith("."):
            yield f"{file} imports relatively: {name}"
        elif name == COMPUTED and room not in ("jobs", "training"):
            yield f"{file} imports something computed: only runs and contests find a trainer by its name"
        elif first == "seqviz" and (not rest or rest[0] not in MAY_KNOW.get(room, set()) | {room}):
            yield f"{file}: {room} may not know {name}"
        elif room not in ONLY_IN.get(first, {room}):
            yield f"{file} imports {name}: {first} stays in {sorted(ONLY_IN[first])}"
        elif name.startswith("seqviz.ui.lessons") and room == "ui" and name.split(".")[:4] != [*parts[:4]]:
            yield f"{file} imports {name}: only a page and the lesson itself know a lesson"
    if room == "pages":
        yield from _thick(file, source)


def _thick(page: str, source: str) -> Iterator[str]:
    if len(source.splitlines()) >= MOST_LINES_OF_A_PAGE:
        yield f"{page} is no outline: {MOST_LINES_OF_A_PAGE} lines or more"
    if any(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(source))):
        yield f"{page} is no outline: it holds a class"


@pytest.mark.parametrize("file", FILES)
def test_a_file_keeps_the_walls(file):
    assert list(breaches(file, (ROOT / file).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("seqviz/jobs/run.py", "from seqviz import ui"),
        ("seqviz/jobs/run.py", "import seqviz.ui.page"),
        ("seqviz/jobs/run.py", "import seqviz"),
        ("seqviz/metrics/bleu.py", "from seqviz.ui.page import Page"),
        ("seqviz/metrics/bleu.py", "def late():\n    from seqviz import training"),
        ("seqviz/metrics/bleu.py", "if TYPE_CHECKING:\n    from seqviz.jobs.run import Run"),
        ("seqviz/decoding/step.py", "import importlib\nimportlib.import_module('seqviz.models.recurrent')"),
        ("seqviz/decoding/step.py", "from importlib import import_module\nimport_module('seqviz.training')"),
        ("seqviz/decoding/step.py", "__import__('seqviz.jobs')"),
        ("seqviz/figures/theme.py", "from .theme import colour"),
        ("seqviz/ui/page.py", "import torch"),
        ("seqviz/ui/page.py", "def late():\n    import torch.nn as nn"),
        ("seqviz/ui/page.py", "importlib.import_module(f'seqviz.{room}')"),
        ("seqviz/ui/page.py", "find = importlib.import_module"),
        ("seqviz/ui/page.py", "import dask"),
        ("seqviz/data/texts.py", "import streamlit as st"),
        ("seqviz/decoding/step.py", "def late():\n    import plotly.graph_objects as go"),
        ("pages/lab.py", "from torch import nn"),
        ("pages/lab.py", "import plotly.express"),
        ("pages/lab.py", "from dask.distributed import Client"),
        ("pages/lab.py", "from distributed import Client"),
        ("pages/lab.py", "from seqviz import training"),
        ("pages/lab.py", "from seqviz.config import LanguageModelConfig"),
        ("pages/lab.py", "from seqviz.jobs.engine import Engine"),
        ("pages/lab.py", "__import__('seqviz.jobs.engine')"),
        ("pages/lab.py", "class Lab:\n    pass"),
        ("pages/lab.py", "\n" * 120),
        ("app.py", "import torch"),
        ("app.py", "from seqviz.jobs.engine import Engine"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui.lessons.lstm.machine import draw"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui.lessons import lstm"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui import lessons"),
        ("seqviz/ui/lessons/gru/machine.py", "def late():\n    import seqviz.ui.lessons.gru_two"),
        ("seqviz/ui/experiment/board.py", "from seqviz.ui.lessons.gru.machine import draw"),
        ("seqviz/ui/frame.py", "import importlib\nimportlib.import_module('seqviz.ui.lessons.gru')"),
    ],
)
def test_what_breaks_a_wall_is_caught(file, source):
    assert list(breaches(file, source))


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("pages/gru.py", "import streamlit as st\nfrom seqviz.ui.lessons.gru.machine import draw"),
        ("pages/gru.py", "from seqviz.records.training import Hold"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui.lessons.gru.outcome import tell"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui.lessons.gru import outcome"),
        ("seqviz/ui/lessons/gru/machine.py", "from seqviz.ui.experiment.board import board"),
        ("seqviz/jobs/lesson.py", "importlib.import_module(config.trainer)"),
        ("seqviz/jobs/run.py", "from seqviz.models.interruption import Interruption"),
        ("seqviz/training/loop.py", "import torch\nfrom seqviz.metrics.perplexity import perplexity"),
        ("seqviz/metrics/bleu.py", "name = 'seqviz.training'\nimport numpy"),
    ],
)
def test_what_keeps_the_walls_is_let_through(file, source):
    assert list(breaches(file, source)) == []


def lines_in(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


LESSONS = ROOT / "seqviz" / "ui" / "lessons"


def test_the_kit_stays_small():
    lines = lines_in(ROOT / "seqviz" / "ui") - lines_in(LESSONS)
    assert lines <= MOST_LINES_OF_THE_KIT, f"kit and frame have {lines} lines"


@pytest.mark.parametrize("lesson", sorted(path.name for path in LESSONS.iterdir() if (path / "__init__.py").exists()))
def test_a_lesson_stays_small(lesson):
    assert (lines := lines_in(LESSONS / lesson)) <= MOST_LINES_OF_A_LESSON, f"{lesson} has {lines} lines"


def test_every_page_of_the_course_exists_and_every_file_is_in_the_course():
    from seqviz.ui.course import COURSE

    assert {lesson.file for lesson in COURSE} == set((ROOT / "pages").glob("*.py"))


def test_the_server_side_never_imports_torch():
    """In a process of its own: everything that the server imports, and torch must not be among it."""
    modules = [
        ".".join(path.with_suffix("").parts)
        for path in map(Path, FILES)
        if path.parts[0] == "seqviz" and path.parts[1] not in ("models", "training")
        if path.name not in ("__init__.py", "router.py")
    ]
    code = f"import sys\nfor name in {modules!r}: __import__(name)\nassert 'torch' not in sys.modules, 'torch is there'"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
