"""Perplexity and BLEU, with the working kept."""
