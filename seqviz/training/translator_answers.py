"""Answers of a translator to questions about sentences: each is given at once, between two steps."""

from collections.abc import Callable, Mapping
from typing import Any

from seqviz.records.encodings import EncodingsQuestion
from seqviz.records.exactness import ExactnessQuestion
from seqviz.records.exposure import ExposureQuestion
from seqviz.records.outputs import OutputsQuestion
from seqviz.records.padding import PaddingQuestion
from seqviz.records.shares import FieldsQuestion, LengthsQuestion
from seqviz.records.translation import (
    SentenceAnswer,
    SentenceQuestion,
    TeacherQuestion,
    TranslationQuestion,
    UnrolledQuestion,
    VectorQuestion,
)
from seqviz.records.trees import ConventionTreeQuestion, TreeQuestion
from seqviz.training.encodings import answer_encodings
from seqviz.training.exactness import answer_exactness
from seqviz.training.exposure import answer_exposure
from seqviz.training.outputs import answer_outputs
from seqviz.training.padding import answer_padding
from seqviz.training.shares import answer_fields, answer_lengths
from seqviz.training.teacher import answer_teacher
from seqviz.training.trained_translator import TrainedTranslator
from seqviz.training.translation import answer_vector, translate
from seqviz.training.trees import answer_convention_trees, answer_trees
from seqviz.training.unrolled import answer_unrolled

ANSWERS: Mapping[type[Any], Callable[[TrainedTranslator, Any], SentenceAnswer]] = {
    TranslationQuestion: translate,
    TeacherQuestion: answer_teacher,
    UnrolledQuestion: answer_unrolled,
    VectorQuestion: answer_vector,
    PaddingQuestion: answer_padding,
    FieldsQuestion: answer_fields,
    LengthsQuestion: answer_lengths,
    EncodingsQuestion: answer_encodings,
    ExposureQuestion: answer_exposure,
    ExactnessQuestion: answer_exactness,
    TreeQuestion: answer_trees,
    OutputsQuestion: answer_outputs,
    ConventionTreeQuestion: answer_convention_trees,
}


def answer_sentence(asked: TrainedTranslator, question: SentenceQuestion) -> SentenceAnswer:
    """Answer; a ``Problem`` says what cannot be answered."""
    return ANSWERS[type(question)](asked, question)
