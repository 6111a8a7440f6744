"""What a translator answers about sentences: with the teacher and alone, inside, by its vector, and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.models.translator import vector_of
from seqviz.records.exactness import ExactnessQuestion
from seqviz.records.pairs import Pair
from seqviz.records.problem import Problem
from seqviz.records.translation import (
    ExaminationQuestion,
    TeacherQuestion,
    TranslationQuestion,
    UnrolledQuestion,
    VectorQuestion,
)
from seqviz.training.exactness import answer_exactness
from seqviz.training.seq2seq import Training
from seqviz.training.trained_translator import TrainedTranslator

torch.set_num_threads(1)

SMALL = {"encoder_size": 24, "decoder_size": 24, "embedding_size": 16, "batch_size": 32, "learning_rate": 0.02}
A, B, C = "forty two thousand four hundred and fifty", "seven", "nine hundred and eleven"
A_FRENCH = "quarante deux mille quatre cent cinquante"


@pytest.fixture(scope="module")
def learner():
    training = Training(Seq2SeqConfig(**SMALL))
    while training.step < 40:
        training.train_step()
    return training


def trained(**more):
    training = Training(Seq2SeqConfig(**{**SMALL, **more}))
    for _ in range(3):
        training.train_step()
    return training


def target_of(training, question):
    return training.answer(question).target


def test_translations_of_a_batch_are_those_of_each_sentence_alone(learner):
    for width in (1, 4):
        together = learner.answer(TranslationQuestion(sentences=(A, B, C), width=width)).translations
        for sentence, found in zip((A, B, C), together, strict=True):
            (alone,) = learner.answer(TranslationQuestion(sentences=(sentence,), width=width)).translations
            assert (alone.target, alone.ended) == (found.target, found.ended)
            assert alone.log_prob == pytest.approx(found.log_prob, abs=1e-5)


def test_without_length_in_the_score_a_wide_beam_finds_what_is_at_least_as_likely(learner):
    narrow, wide = (
        learner.answer(TranslationQuestion(sentences=(A, B, C), width=width, alpha=0.0)).translations
        for width in (1, 16)
    )
    assert all(w.log_prob >= n.log_prob - 1e-6 for n, w in zip(narrow, wide, strict=True))


def test_an_examination_by_a_beam_scores_what_the_beam_writes(learner):
    *_, (_, found) = learner.answer(ExaminationQuestion(most=10, width=3))
    sentences = tuple(" ".join(pair.source) for pair in learner.corpus.pairs.held_out[:8])
    written = learner.answer(TranslationQuestion(sentences=sentences, width=3)).translations
    assert found.samples == tuple(one.target for one in written)


def test_both_lanes_make_their_first_mistake_at_the_same_word(learner):
    for pair in learner.corpus.pairs.held_out[:12]:
        source, reference = " ".join(pair.source), " ".join(pair.target)
        found = learner.answer(TeacherQuestion(source=source, reference=reference))
        assert found.first_mistake is not None
        assert found.free.written[: found.first_mistake] == found.reference[: found.first_mistake]
        assert found.free.written[found.first_mistake] != found.reference[found.first_mistake]


def test_the_teacher_feeds_the_reference_and_alone_it_reads_its_own_words(learner):
    found = learner.answer(TeacherQuestion(source=A, reference=A_FRENCH))
    assert found.reference == (*A_FRENCH.split(), "<eos>")
    assert found.forced.fed == ("<bos>", *A_FRENCH.split())
    assert found.free.fed == ("<bos>", *found.free.written[:-1])
    (translation,) = learner.answer(TranslationQuestion(sentences=(A,))).translations
    assert found.free.written[: len(translation.target)] == translation.target


def test_with_the_teacher_the_probabilities_of_the_reference_are_its_likelihood(learner):
    found = learner.answer(TeacherQuestion(source=A, reference=A_FRENCH))
    model, corpus = learner.model, learner.corpus
    ids = torch.from_numpy(corpus.target_vocabulary.encode(found.reference)).unsqueeze(1)
    start = TrainedTranslator(model=model, corpus=corpus, step=0).start([tuple(A.split())])
    hidden, _ = model.decoder(model.begin(ids), start, vector_of(start))
    rows = model.decoder.output(hidden)[:, 0].log_softmax(-1).detach()
    assert np.log(found.forced.expected).sum() == pytest.approx(float(rows.gather(1, ids).sum()), abs=1e-4)


def test_a_word_fed_by_hand_is_read_in_its_place_and_changes_nothing_before(learner):
    alone = learner.answer(TeacherQuestion(source=A, reference=A_FRENCH)).free
    changed = learner.answer(TeacherQuestion(source=A, reference=A_FRENCH, fed=((2, "vingt"),))).free
    assert changed.fed[2] == "vingt"
    assert changed.written[:2] == alone.written[:2]


@pytest.mark.parametrize(
    ("blocks", "layers"),
    [
        ({"decoder": "lstm", "encoder_layers": 2, "decoder_layers": 2, "every_step": True}, 2),
        ({"encoder": "lstm", "bidirectional": True, "reverse_source": True}, 2),
        ({"encoder": "cnn"}, 0),
    ],
)
def test_the_picture_shows_the_states_with_which_the_sentence_is_translated(blocks, layers):
    training = trained(**blocks)
    found = training.answer(UnrolledQuestion(sentence=A))
    (translation,) = training.answer(TranslationQuestion(sentences=(A,))).translations
    assert found.target == (*translation.target, "<eos>")[: len(found.target)]
    assert len(found.encoder) == layers
    assert all(trace.gates["hidden"].shape == (len(found.source), 24) for trace in found.encoder)
    assert found.decoder[-1].gates["hidden"].shape == (len(found.target), 24)
    likeliest = tuple(row[0][0] for row in found.top)
    assert likeliest == found.target
    if not blocks.get("bidirectional") and layers:
        np.testing.assert_allclose(found.encoder[-1].gates["hidden"][-1], found.vector, atol=1e-6)


def test_each_reading_is_the_translation_of_the_sentence_so_far(learner):
    found = learner.answer(UnrolledQuestion(sentence=A))
    words = A.split()
    for count, reading in enumerate(found.readings, start=1):
        (alone,) = learner.answer(TranslationQuestion(sentences=(" ".join(words[:count]),))).translations
        assert alone.target == reading


def test_the_own_vector_translates_and_that_of_another_sentence_translates_that(learner):
    for sentence in (A, C):
        (translation,) = learner.answer(TranslationQuestion(sentences=(sentence,))).translations
        assert target_of(learner, VectorQuestion(terms=((1.0, sentence),))) == translation.target


def test_vectors_are_added_subtracted_and_averaged(learner):
    a, b, c = (learner.answer(VectorQuestion(terms=((1.0, sentence),))).vector for sentence in (A, B, C))
    arithmetic = learner.answer(VectorQuestion(terms=((1.0, A), (-1.0, B), (1.0, C))))
    np.testing.assert_allclose(arithmetic.vector, a - b + c, atol=1e-6)
    half = learner.answer(VectorQuestion(terms=((0.5, A), (0.5, B))))
    np.testing.assert_allclose(half.vector, (a + b) / 2, atol=1e-6)
    again = learner.answer(VectorQuestion(terms=((1.0, A), (-1.0, B), (1.0, B))))
    assert again.target == target_of(learner, VectorQuestion(terms=((1.0, A),)))


def test_without_a_vector_every_sentence_is_written_alike(learner):
    nothing = learner.answer(VectorQuestion())
    assert not nothing.vector.any()
    assert len(nothing.probabilities) == len(nothing.target) + nothing.ended


def test_a_kept_state_answers_as_the_run_did_then():
    training = trained()
    kept = training.snapshot()
    questions = (TranslationQuestion(sentences=(A,)), VectorQuestion(terms=((1.0, C),)))
    then = [training.answer(question) for question in questions]
    for _ in range(5):
        training.train_step()
    later = [training.answer(question, kept) for question in questions]
    assert then[0] == later[0]
    assert then[1].target == later[1].target
    assert (training.step, later[0].step) == (8, 3)


def test_questions_do_not_disturb_the_run():
    one, other = trained(), trained()
    for question in (TranslationQuestion(sentences=(A,), width=3), UnrolledQuestion(sentence=A), VectorQuestion()):
        one.answer(question)
    assert [one.train_step() for _ in range(3)] == [other.train_step() for _ in range(3)]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (TranslationQuestion(sentences=()), "seq2seq.error.empty"),
        (TranslationQuestion(sentences=("  ",)), "seq2seq.error.empty"),
        (TranslationQuestion(sentences=("zwölf dreißig",)), "seq2seq.error.unknown"),
        (UnrolledQuestion(sentence="seven " * 500), "seq2seq.error.too-long"),
        (VectorQuestion(terms=((1.0, "zwölf"),)), "seq2seq.error.unknown"),
        (TranslationQuestion(sentences=("seven",) * 17), "seq2seq.error.too-many-sentences"),
        (TranslationQuestion(sentences=("seven",), width=17), "seq2seq.error.too-wide"),
        (TeacherQuestion(source="seven", reference=" "), "seq2seq.error.no-reference"),
        (TeacherQuestion(source="seven", reference="sept " * 61), "seq2seq.error.too-long"),
        (TeacherQuestion(source="seven", reference="sept", fed=((1, "sieben"),)), "seq2seq.error.unknown-word"),
    ],
)
def test_what_cannot_be_answered_is_said(learner, question, key):
    with pytest.raises(Problem) as raised:
        learner.answer(question)
    assert raised.value.key == key


def test_halves_take_each_half_of_the_units_from_one_sentence(learner):
    a, b = (learner.answer(VectorQuestion(terms=((1.0, said),))).vector for said in (A, B))
    found = learner.answer(VectorQuestion(terms=((1.0, A),), second_half=B)).vector
    np.testing.assert_allclose(found, np.concatenate([a[:12], b[12:]]), atol=1e-6)


def test_noise_is_the_same_each_time_and_as_strong_as_was_asked(learner):
    clean = learner.answer(VectorQuestion(terms=((1.0, A),))).vector
    once, again = (learner.answer(VectorQuestion(terms=((1.0, A),), noise=0.5)).vector for _ in range(2))
    np.testing.assert_array_equal(once, again)
    assert np.std(once - clean) == pytest.approx(0.5, rel=0.4)


def test_a_sentence_is_right_where_it_is_written_word_for_word_as_in_the_reference(learner):
    *_, (_, examined) = learner.answer(ExaminationQuestion(most=8))
    pairs = learner.corpus.pairs
    written = [
        Pair(pair.source, target if place % 2 else (*target, "cent"))
        for place, (pair, target) in enumerate(zip(pairs.held_out[:8], examined.samples, strict=True))
    ]
    corpus = replace(learner.corpus, pairs=replace(pairs, held_out=tuple(written)))
    asked = TrainedTranslator(model=learner.model, corpus=corpus, step=9)
    found = answer_exactness(asked, ExactnessQuestion(sentences=300))
    assert (found.step, found.right, found.share) == (9, (False, True) * 4, 0.5)


def test_given_another_vector_the_decoder_writes_what_that_one_means_whatever_was_read(learner):
    own, other = (learner.answer(UnrolledQuestion(sentence=said)) for said in (A, C))
    given = learner.answer(UnrolledQuestion(sentence=A, given=C))
    assert (given.source, given.readings) == (own.source, own.readings)
    assert given.target == other.target != own.target
    np.testing.assert_allclose(given.vector, other.vector, atol=1e-6)
    np.testing.assert_allclose(given.decoder[-1].gates["hidden"], other.decoder[-1].gates["hidden"], atol=1e-6)


def test_the_likeliest_words_of_the_lane_alone_begin_with_what_it_writes(learner):
    found = learner.answer(TeacherQuestion(source=A, reference=A_FRENCH, fed=((1, "vingt"),)))
    assert tuple(row[0][0] for row in found.top) == found.free.written
    assert [row[0][1] for row in found.top] == pytest.approx(found.free.probabilities, abs=1e-5)
