"""The worked example of ``docs/add-a-lesson.md``: a project with that lesson added runs, and passes its own tests."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "add-a-lesson.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^### (?P<add>Add to )?`(?P<file>[^`]+)`(?: behind `(?P<behind>[^`]+)`)?\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
BLOCKS = list(BLOCK.finditer(GUIDE))
PARTS = ("app.py", "pyproject.toml", ".streamlit", "assets", "pages", "seqviz", "tests")
MOST_LINES = 250
PATIENCE = 90_000
"""Milliseconds that anything may take: a slow machine is no fault."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the lesson of the guide added."""
    root = tmp_path_factory.mktemp("guide") / "project"
    root.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, root / part)
    for block in BLOCKS:
        write(root / block["file"], block)
    return root


def write(path: Path, block: re.Match[str]) -> None:
    """Do what a block of the guide says: a new file, more lines at a file's end, or behind one of its lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not block["add"]:
        assert not path.exists(), f"{path} is there already"
        path.write_text(block["text"], encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [place for place, line in enumerate(lines, start=1) if block["behind"] and block["behind"] in line]
    place = places[0] if block["behind"] else len(lines)
    new = block["text"] if block["behind"] else "\n" + block["text"]
    path.write_text("".join([*lines[:place], new, *lines[place:]]), encoding="utf-8")


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=280, check=False)


def test_a_lesson_with_live_models_costs_few_lines_of_python():
    python = [block["text"] for block in BLOCKS if block["file"].endswith(".py")]
    assert len(python) == 7
    assert sum(len(text.splitlines()) for text in python) < MOST_LINES


def test_every_piece_of_code_in_the_guide_is_used():
    assert GUIDE.count("\n```") == 2 * len(BLOCKS)


def test_the_project_with_the_lesson_passes_its_own_tests(project):
    where = run(project, "-c", "import seqviz; print(seqviz.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(project), where.stdout
    files = ("tests/test_architecture.py", "tests/test_translations.py", "tests/pages/test_every_widget.py")
    mine = "look_back or look-back or every_key or every_label or reads_like or every_page or torch"
    done = run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files, "-k", mine)
    assert done.returncode == 0, done.stdout[-4000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 20


def test_the_code_of_the_guide_is_written_as_the_house_writes(project):
    files = [block["file"] for block in BLOCKS if block["file"].endswith(".py")]
    for check in (("format", "--check"), ("check",)):
        done = run(project, "-m", "ruff", *check, *files)
        assert done.returncode == 0, done.stdout + done.stderr
    # what is known of the project itself is not found out again
    known = f"--cache-dir={ROOT / '.mypy_cache'}"
    done = run(project, "-m", "mypy", known, "-p", "seqviz.ui.lessons.look_back")
    assert done.returncode == 0, done.stdout


@pytest.mark.browser
def test_a_learner_predicts_trains_and_is_told(
    project: Path, start_server: Callable, browser: Browser, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    with start_server("app.py", log, root=project) as url:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{url}/look-back")
        page.get_by_role("radio", name="5 to 20 letters").click()
        page.get_by_role("button", name="Train", exact=True).click()
        expect(page.get_by_text(re.compile(r"At step \d+, letters back"))).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="Pause", exact=True).click()
        expect(page.get_by_role("button", name="Resume", exact=True)).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="Why?").click()  # the live boards keep the reason folded away
        expect(page.get_by_text("is multiplied at every step")).to_be_visible(timeout=PATIENCE)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Reset", exact=True).click()
        expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible(timeout=PATIENCE)
        context.close()
    assert "Uncaught app execution" not in log.read_text(), log.read_text()
