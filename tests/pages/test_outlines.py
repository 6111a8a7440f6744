"""An outline draws by its calls alone: Streamlit writes whatever else stands by itself in a script on the page."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]


def stray(source):
    """Lines of expressions that are neither calls nor the text at the beginning of a module or a function."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for place, line in enumerate(getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []):
            documents = place == 0 and isinstance(node, ast.Module | ast.FunctionDef)
            if isinstance(line, ast.Expr) and not isinstance(line.value, ast.Call) and not documents:
                found.append(line.lineno)
    return found


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_nothing_stands_alone_that_would_be_written_on_the_page(script):
    assert stray(script.read_text(encoding="utf-8")) == []


def test_a_text_below_a_name_and_a_bare_value_are_found():
    assert stray('"""Page."""\nA = 1\n"""What A is."""\nif A:\n    A\nprint(A)') == [3, 5]
