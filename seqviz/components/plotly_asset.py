"""plotly.js for the browser: taken from the installed plotly package, so that no copy lives in the repository."""

import filecmp
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import plotly

FRONTEND = Path(__file__).parent / "frontend"


def provide(source: Path, target: Path) -> Path:
    """Make ``target`` a copy of ``source`` unless it is one already.

    The copy appears under its name in one step, so that processes which start together, or a browser that is
    loading, never see half a file.

    Parameters
    ----------
    source, target
        Both in existing folders.

    Raises
    ------
    OSError
        The folder of ``target`` cannot be written.
    """
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return target
    handle, name = tempfile.mkstemp(prefix=".plotly-", suffix=".js", dir=target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        shutil.copyfile(source, partial)
        partial.chmod(0o644)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


@cache
def provide_plotly() -> Path:
    """Put ``plotly.min.js`` among the component files; checked once in a process."""
    source = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return provide(source, FRONTEND / "plotly.min.js")
