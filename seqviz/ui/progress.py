"""The course's progress: which predictions and exercises a learner has answered, and how many rightly."""

from dataclasses import dataclass, field

import streamlit as st

_STATE = "progress"


@dataclass
class Progress:
    """What this session has answered: subject to whether it was right the first time."""

    answers: dict[str, bool] = field(default_factory=dict)

    def of(self, page: str) -> tuple[int, int]:
        """Return how many subjects of a page were answered, and how many of them rightly."""
        verdicts = [right for subject, right in self.answers.items() if subject.startswith(f"{page}/")]
        return len(verdicts), sum(verdicts)


def progress() -> Progress:
    """Return the progress of this session."""
    found: Progress = st.session_state.setdefault(_STATE, Progress())
    return found


def remember_answer(subject: str, *, right: bool) -> None:
    """Count an answer; the first one to a subject stands."""
    progress().answers.setdefault(subject, right)
