"""Answers of a translator to questions about sentences: each is given at once, between two steps."""

from seqviz.records.padding import PaddingQuestion
from seqviz.records.translation import (
    SentenceAnswer,
    SentenceQuestion,
    TeacherQuestion,
    TranslationQuestion,
    UnrolledQuestion,
)
from seqviz.training.padding import answer_padding
from seqviz.training.teacher import answer_teacher
from seqviz.training.trained_translator import TrainedTranslator
from seqviz.training.translation import answer_vector, translate
from seqviz.training.unrolled import answer_unrolled


def answer_sentence(asked: TrainedTranslator, question: SentenceQuestion) -> SentenceAnswer:
    """Answer; a ``Problem`` says what cannot be answered."""
    if isinstance(question, TranslationQuestion):
        return translate(asked, question)
    if isinstance(question, TeacherQuestion):
        return answer_teacher(asked, question)
    if isinstance(question, UnrolledQuestion):
        return answer_unrolled(asked, question)
    if isinstance(question, PaddingQuestion):
        return answer_padding(asked, question)
    return answer_vector(asked, question)
