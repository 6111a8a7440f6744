"""Series: real ones, made ones, the learner's own; what can be said about them before any model."""
