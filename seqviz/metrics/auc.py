"""The area under the ROC curve: how well one number tells two classes apart."""

import numpy as np
from numpy.typing import NDArray


def auc(values: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """Return the probability that a value of the class is larger than one outside it; a tie counts half.

    Both classes must occur among ``values`` [N], ``inside`` [N]. Source: Mann and Whitney (1947); Fawcett (2006), "An
    introduction to ROC analysis".
    """
    ours, others = values[inside], np.sort(values[~inside])
    below, up_to = np.searchsorted(others, ours, "left"), np.searchsorted(others, ours, "right")
    return float(below.sum() + up_to.sum()) / (2 * len(ours) * len(others))
