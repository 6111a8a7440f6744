"""The settings of a page: what the address restores, what a preset sets, and what a change may not do."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import check, choice, number, switch, text
from seqviz.ui.experiment.settings import Outline, Settings


@dataclass(frozen=True, kw_only=True)
class Config:
    size: int = number(8, 1, 100)
    rate: float = number(0.005, 1e-5, 10.0)
    own: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, kw_only=True)
class View:
    idea: str = choice("one", __import__("typing").Literal["one", "two"])
    line: str = text(longest=20, key="l")
    open: bool = switch(False)

    def __post_init__(self) -> None:
        check(self)


def coupled(settings, changes):
    return {**changes, "line": ""} if "idea" in changes and changes["idea"] != settings.view.idea else changes


PAGE = Outline(page="page", config=Config, view=View, presets={"small": {"size": 2}, "two": {"idea": "two"}})


@pytest.fixture
def settings():
    return Settings(PAGE, Config(), View())


@given(
    size=st.integers(1, 100),
    rate=st.floats(1e-5, 10),
    line=st.text(max_size=20),
    opened=st.booleans(),
    guesses=st.dictionaries(
        st.from_regex(r"[a-z/-]{1,12}", fullmatch=True), st.text(min_size=1, max_size=9), max_size=4
    ),
)
def test_the_address_restores_everything_to_the_last_digit(size, rate, line, opened, guesses):
    before = Settings(PAGE, Config(size=size, rate=rate), View(line=line, open=opened), dict(guesses))
    after = Settings(PAGE, Config(), View())
    after.read(before.query)
    assert (after.config, after.view, after.guesses) == (before.config, before.view, before.guesses)
    assert not after.problems


def test_a_setting_that_is_usual_elsewhere_is_kept_where_the_page_begins_with_another():
    page = Outline(page="page", config=Config, view=View, start={"size": 3})
    before, after = Settings(page, Config(size=8), View()), Settings(page, Config(size=3), View())
    after.read(before.query)
    assert after.config.size == 8


def test_so_it_is_where_a_config_writes_itself():
    page = Outline(page="page", config=LanguageModelConfig, view=View, start={"optimizer": "sgd"})
    settings = Settings(page, LanguageModelConfig(optimizer="adam"), View())
    assert settings.query == {"optimizer": "adam"}


def test_what_the_address_gets_wrong_falls_back_and_is_said_until_something_changes(settings):
    settings.read({"size": "1e3", "rate": "２", "idea": "three", "l": "x" * 21, "open": "on"})
    assert [problem.values["field"] for problem in settings.problems] == ["size", "rate", "idea", "line"]
    assert (settings.config, settings.view) == (Config(), View(open=True))
    settings.change(size=9)
    assert not settings.problems


@pytest.mark.parametrize("digits", ["１２８", "1_0", "9" * 500, " 12", "12 junk", "0x10", "1e999"])
def test_only_plain_numbers_are_numbers(settings, digits):
    settings.read({"size": digits, "rate": digits})
    assert settings.config == Config()
    assert settings.problems


def test_a_change_that_is_refused_changes_nothing_and_says_why(settings):
    settings.change(size=9, rate=99.0)
    assert settings.config == Config()
    assert settings.refused.values["field"] == "rate"
    settings.change(size=9)
    assert settings.refused is None


def test_a_preset_sets_everything_but_the_learners_own(settings):
    settings.change(own="diary", line="mine", rate=1.0)
    settings.choose("small")
    assert (settings.config, settings.view) == (Config(size=2, own="diary"), View())
    assert settings.preset == "small"
    settings.change(size=3)
    assert settings.preset is None


def test_going_back_keeps_the_learners_own(settings):
    settings.change(own="diary", size=9)
    settings.read({})
    assert settings.config == Config(own="diary")
    assert "diary" not in str(settings.query)


def test_one_setting_may_move_another():
    settings = Settings(Outline(page="page", config=Config, view=View, coupled=coupled), Config(), View(line="mine"))
    settings.change(idea="two")
    assert settings.view == View(idea="two")


def test_a_widget_that_picks_nothing_changes_nothing(settings):
    settings.taker("size")(None)
    assert settings.config == Config()


def test_what_a_page_makes_itself_begins_as_a_preset_does(settings):
    settings.change(own="diary", line="mine", rate=1.0)
    settings.begin(size=7)
    assert (settings.config, settings.view) == (Config(size=7, own="diary"), View())
