"""A learner's visit to the BLEU page, and a sentence without spaces."""

from functools import partial

from tests.pages import visiting

visit = partial(visiting.visit, "bleu")
HAN = "\u6211\u7231\u5317\u4eac"
