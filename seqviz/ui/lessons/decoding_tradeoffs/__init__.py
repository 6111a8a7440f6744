"""Decoding trade-offs: a translator decodes a test set in every way, and each way is judged."""
