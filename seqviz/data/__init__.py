"""Texts, series and sentence pairs, from their source to ids."""
