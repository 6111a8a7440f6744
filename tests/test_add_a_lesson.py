"""The worked example of ``docs/add-a-lesson.md``: its files, as they stand there, make a lesson that runs."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_architecture import breaches

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "add-a-lesson.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (file|insert): (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
BLOCKS = [(how, path, text) for how, path, text in BLOCK.findall(DOCUMENT)]
COPIED = ("seqviz", "pages", "assets", "tests")
MOST_LINES = 250
TESTS = ("tests/pages/test_memory.py", "tests/test_translations.py", "tests/test_architecture.py")


def python() -> dict[str, str]:
    return {path: text for how, path, text in BLOCKS if how == "file" and path.endswith(".py")}


def insert(file: Path, text: str) -> None:
    """Put labels at the end of a catalog, and an entry at the end of the course."""
    before = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        assert before.count("\n)\n") == 1
        after = before.replace("\n)\n", f"\n    {text.rstrip()},\n)\n")
    else:
        after = f"{before}\n{text}"
    file.write_text(after, encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with the lesson in it."""
    copy = tmp_path_factory.mktemp("project")
    for part in COPIED:
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / file, copy)
    for how, path, text in BLOCKS:
        if how == "insert":
            insert(copy / path, text)
        else:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text, encoding="utf-8")
    return copy


def test_every_block_says_where_it_belongs():
    assert len(BLOCKS) == DOCUMENT.count("```") // 2


def test_a_lesson_takes_fewer_than_250_lines_of_python():
    assert sum(len(text.splitlines()) for path, text in python().items() if not path.startswith("tests")) < MOST_LINES


@pytest.mark.parametrize("path", [path for path in python() if not path.startswith("tests")])
def test_the_lesson_keeps_the_walls_and_brings_no_mechanism(path):
    assert list(breaches(path, python()[path])) == []
    assert "session_state" not in {node.attr for node in ast.walk(ast.parse(python()[path])) if hasattr(node, "attr")}


def test_the_lesson_runs_with_the_tests_that_hold_for_every_page(project):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
        cwd=project, env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    where = subprocess.run(
        [sys.executable, "-c", "import seqviz; print(seqviz.__path__[0])"],
        cwd=project, env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()) == project / "seqviz"
