"""What the tests of this page share: a learner's visit, and a run without a worker."""

from functools import partial
from types import SimpleNamespace

from seqviz.config import ForecastConfig
from seqviz.records.jobs import Poll
from seqviz.records.training import OutcomeRecord
from seqviz.text.catalog import load_catalog
from seqviz.training.forecast import Training
from tests.pages import visiting

NAME = "sequence-models"
visit = partial(visiting.visit, NAME)
SMALL = {"width": 4, "history": 8, "batch_size": 4, "horizon": 16}
SOURCES = ("sine", "weather", "stocks", "ratings", "earthquake")
EXPERIMENTS = ("forecast", "fill", "order")

HEAD_START = 2


class RunInThisProcess:
    """Stands for a run in a worker process: the same training, two steps before anybody asks, more at each look.

    With ``steps`` it makes so many and pauses.
    """

    def __init__(self, config: ForecastConfig, *, steps: int | None = None, steps_per_look: int = 40) -> None:
        self.id, self.config, self.steps = "run", config, steps_per_look
        self.training = Training(config)
        self.kept = {0: self.training.snapshot()}
        self.records: list[object] = []
        self.commands: list[tuple[str, object]] = []
        self.state = "training" if steps is None else "paused"
        self.advance(steps or HEAD_START)

    def poll(self, since: int = 0) -> Poll:
        if self.state == "training":
            self.advance(self.steps)
        return Poll(
            status=self.state, step=self.training.step, records=tuple(self.records[since:]), last=len(self.records),
            checkpoints=tuple(self.kept), description=self.training.description,
        )  # fmt: skip

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            if not self.training.finished:
                self.records += self.training.advance()
        if self.training.finished:
            self.state = "diverged" if isinstance(self.records[-1], OutcomeRecord) else "finished"
        self.kept[self.training.step] = self.training.snapshot()

    def command(self, name: str, value: object = None) -> None:
        self.commands.append((name, value))
        if name == "pause":
            self.state = "paused"
        elif name == "resume":
            self.state = "training"
        elif name == "step":
            self.state = "paused"
            self.advance(int(value))
        elif name == "learning_rate":
            self.training.set(name, value)

    def ask_later(self, question: object, step: int | None = None) -> object:
        answer = self.training.answer(question, None if step is None else self.kept[step])
        return SimpleNamespace(done=lambda: True, result=lambda: answer)

    def release(self) -> None:
        self.state = "freed"


def ran(app, times=1):
    for _ in range(times):
        app.run()
        assert not app.exception, app.exception
    return app


def group(app, key):
    return next(g for g in app.get("button_group") if g.key.startswith(f"{NAME}.{key}"))


def choose(app, key, value):
    group(app, key).set_value(value)
    return ran(app)


def press(app, key):
    app.button(key=f"{NAME}.{key}").click()
    return ran(app)


def slide(app, key, value):
    app.slider(key=f"{NAME}.{key}").set_value(value)
    return ran(app)


def predict(app, answer="show-me"):
    return choose(app, "answer-", answer)


def trained(answer="show-me", *, looks=3, **query):
    """Open an experiment, predict, press Train and look a few times, 40 steps each."""
    return ran(press(predict(visit(**query), answer), "train"), times=looks - 1)


def watch_of(app):
    return app.session_state[f"{NAME}.watch"]


def said(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def label(key, language="en", **values):
    return load_catalog(language)(f"{NAME}.{key}", **values)
