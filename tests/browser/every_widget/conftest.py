"""One slow server for all walks, and one learner's browser on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.every_widget.desk import Desk
from tests.browser.watching import PATIENCE


@pytest.fixture(scope="session")
def slow_server(start_server: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("slow") / "log.txt"
    with start_server(str(Path(__file__).parents[1] / "slow" / "app.py"), log) as url:
        yield url
    assert "Uncaught app execution" not in log.read_text(), log.read_text()


@pytest.fixture(scope="session")
def desk(browser: Browser, slow_server: str) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    context.set_default_timeout(PATIENCE)
    yield Desk(context.new_page(), slow_server)
    context.close()
