"""Sentences in which a token is hidden."""
