"""Sequence to sequence: a translator that learns while the learner watches."""
