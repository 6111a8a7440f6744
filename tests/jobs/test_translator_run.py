"""A translator in a worker: what it says of its way, the states that stay, and questions while it trains."""

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.records.seq2seq import TranslationEvaluation
from seqviz.records.training import StepRecord
from seqviz.records.translation import (
    ExaminationQuestion,
    TeacherQuestion,
    TranslationQuestion,
    UnrolledQuestion,
    VectorQuestion,
)

SMALL = {"encoder_size": 16, "decoder_size": 16, "embedding_size": 8, "batch_size": 16, "max_steps": 160}
QUESTIONS = (
    TranslationQuestion(sentences=("seven", "forty two"), width=4),
    TeacherQuestion(source="seven", reference="sept"),
    UnrolledQuestion(sentence="seven"),
    VectorQuestion(terms=((0.5, "seven"), (0.5, "two"))),
)


def test_two_translators_side_by_side(begin, eventually):
    contest = Contest(names=("plain", "fed"), configs=(Seq2SeqConfig(**SMALL), Seq2SeqConfig(**SMALL, every_step=True)))
    run = begin(contest)
    answers = [run.ask(question, contestant="fed", limit=60.0) for question in QUESTIONS]
    assert len({type(answer) for answer in answers}) == len(QUESTIONS)
    eventually(lambda: run.poll().status == "finished")
    poll = run.poll(0)
    assert {0, 50, 100, 150, 160} <= set(poll.checkpoints)
    steps = [record for record in poll.records if isinstance(record, StepRecord)]
    assert {record.contestant for record in steps} == {"plain", "fed"}
    found = [record for record in poll.records if isinstance(record, TranslationEvaluation)]
    assert [record.step for record in found if record.contestant == "plain"] == [0, 10, 25, 50, 100, 150, 160]
    assert found[-1].loss < found[0].loss
    at_100 = run.ask(TranslationQuestion(sentences=("seven",)), step=100, contestant="plain", limit=60.0)
    assert at_100.step == 100
    work = run.work(ExaminationQuestion(most=60, width=2), contestant="plain")
    eventually(lambda: (news := run.poll(0).work) and news[-1].done and news[-1].work == work)
    (told,) = run.poll(0).work
    assert (told.partial.sentences, told.share) == (60, 1.0)
