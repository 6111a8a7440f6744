"""Sentence pairs to learn translating from: made ones with one right answer, real ones, and the learner's own."""
