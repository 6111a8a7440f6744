"""Sequences with labels: the tasks of the course, their batches, and what labels them without training."""
