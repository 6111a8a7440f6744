"""A problem with the learner's input: a label key and its values, so that any language can say it."""


class Problem(ValueError):
    """Something the learner can put right, named by a label key instead of a sentence.

    The page shows ``t(problem.key, **problem.values)``: a sentence that says what is wrong and what to do.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}" if values else key)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling: problems also arise in worker processes."""
        return _rebuild, (type(self), self.key, self.values)


def _rebuild(kind: type[Problem], key: str, values: dict[str, object]) -> Problem:
    return kind(key, **values)
