"""The pages that are made of the kit, as data: found by the course, so that a new page is walked as well."""

import importlib
from dataclasses import fields
from importlib.util import find_spec
from typing import Any

from seqviz.config.fields import Facts, facts_of
from seqviz.ui.course import COURSE
from seqviz.ui.experiment.settings import Outline

WITHOUT_SETTINGS = {"home", "glossary"}
SCREENS = ("idea", "screen", "view")
"""Settings that choose what else is on a page."""


def outlines() -> dict[str, Outline[Any, Any]]:
    """Return the outline of each page that has one."""
    found = {}
    for lesson in COURSE:
        name = f"seqviz.ui.lessons.{lesson.url_path.replace('-', '_')}"
        if find_spec(name) and find_spec(f"{name}.outline"):
            values = vars(importlib.import_module(f"{name}.outline")).values()
            found |= {value.page: value for value in values if isinstance(value, Outline)}
    return found


def facts(outline: Outline[Any, Any]) -> dict[str, Facts]:
    """Return what is known of each setting of a page."""
    return facts_of(outline.config) | facts_of(outline.view)


def names(outline: Outline[Any, Any]) -> list[str]:
    """Return the names of all settings, of those too that an address does not keep or writes in a way of its own."""
    return [field.name for part in (outline.config, outline.view) for field in fields(part)]


def key_of(outline: Outline[Any, Any], name: str) -> str:
    """Return a setting's name in the address."""
    known = facts(outline).get(name)
    return known.key or name if known else name


def screens(outline: Outline[Any, Any]) -> list[dict[str, str]]:
    """Return addresses that show all screens of a page."""
    for field in SCREENS:
        if field in facts(outline):
            return [{key_of(outline, field): option} for option in facts(outline)[field].options]
    return [{}]
