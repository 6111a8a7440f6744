"""What the tests of this page share: a learner's visit, and a run without a worker."""

import time
from functools import partial
from types import SimpleNamespace

from seqviz.config.contest import Contest
from seqviz.jobs.limits import Limits
from seqviz.jobs.progress import Progress
from seqviz.records.training import OutcomeRecord
from seqviz.training.contest import Training
from tests.pages import visiting
from tests.pages.visiting import pick, put, ran, the, words

NAME = "sequence-models"
visit = partial(visiting.visit, NAME)
SMALL = {"width": 4, "history": 8, "batch_size": 4, "horizon": 16}
SOURCES = ("sine", "weather", "stocks", "ratings", "earthquake")
EXPERIMENTS = ("forecast", "fill", "order")
IDEAS = ("chain", "series", *EXPERIMENTS)

HEAD_START = 2


class RunInThisProcess:
    """Stands for a run in a worker process: the same training, two steps before anybody asks, more at each look.

    With ``steps`` it makes so many and pauses.
    """

    def __init__(
        self, contest: Contest, *, steps: int | None = None, label: str = "", steps_per_look: int = 40
    ) -> None:
        self.id, self.config, self.label, self.steps_per_look = "run", contest, label, steps_per_look
        self.training = Training(contest)
        self.progress = Progress(Limits())
        self.progress.description = self.training.description
        self.kept = {}
        self.commands: list[tuple[str, object]] = []
        self.outcomes: list[OutcomeRecord] = []
        self.status = "training" if steps is None else "paused"
        self.keep_state()
        self.advance(steps or HEAD_START)

    @property
    def step(self) -> int:
        return self.progress.steps

    def poll(self, since=0, *, trails=None):
        if self.status == "training":
            self.advance(self.steps_per_look)
        news = self.progress.news(since, trails, status=self.status, described=False)
        return SimpleNamespace(
            **{
                name: getattr(news, name)
                for name in news.__dataclass_fields__
                if name not in ("checkpoints", "settings")
            },
            checkpoints=tuple(self.kept),
            settings=self.training.settings,
            ended=news.ended,
        )

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            if self.training.finished:
                break
            records = self.training.advance()
            self.outcomes += [record for record in records if isinstance(record, OutcomeRecord)]
            self.progress.told(records)
            self.progress.stepped(began=time.monotonic(), ended=time.monotonic())
        if self.training.finished:
            self.status = "diverged" if self.outcomes else "finished"
        self.keep_state()

    def keep_state(self) -> None:
        self.kept[self.step] = self.training.snapshot()

    def command(self, name, value=None, *, contestant=None):
        self.commands.append((name, value))
        if name == "pause":
            self.status = "paused"
        elif name == "resume":
            self.status = "training"
        elif name == "step":
            self.status = "paused"
            self.advance(int(value))
        elif name == "learning_rate":
            self.training.set(name, value, contestant)

    def ask_later(self, question, step=None, *, contestant=None):
        answer = self.training.answer(question, None if step is None else self.kept[step], contestant)
        return SimpleNamespace(done=lambda: True, result=lambda: answer)

    def release(self) -> None:
        self.status = "freed"

    def keep(self) -> None:
        """Hear that the learner is on another page."""


def settings_of(app):
    return app.session_state[f"{NAME}.settings"]


def watch_of(app):
    """The run of the experiment that is on the screen."""
    settings = settings_of(app)
    return app.session_state[f"{NAME}/{settings.view.idea}/{settings.config.source}.slot"].watch


def set_idea(app, idea):
    return pick(app, f"{NAME}.setting-idea", idea)


def set_source(app, source):
    return put(app, "selectbox", f"{NAME}.setting-source", source)


def slide(app, name, value):
    return put(app, "slider", f"{NAME}.setting-{name}", value)


def press(app, key):
    return visiting.press(app, f"{NAME}.{key}")


def predict(app, answer="show"):
    group = next(g for g in app.get("button_group") if g.key.startswith(f"{NAME}.predict-"))
    group.set_value(answer)
    return ran(app)


def trained(answer="show", *, looks=3, **query):
    """Open an experiment, predict, press Train and look a few times, 40 steps each."""
    app = press(predict(visit(**query), answer), "train")
    for _ in range(looks - 1):
        ran(app)
    return app


def label(key, language="en", **values):
    return visiting.label(f"{NAME}.{key}", language, **values)


def kit(key, language="en", **values):
    return visiting.label(f"kit.{key}", language, **values)


__all__ = ["put", "ran", "the", "words"]
