"""Bidirectional networks: two readers, one from each side."""
