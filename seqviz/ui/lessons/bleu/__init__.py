"""The BLEU page: one pair assembled step by step, and a whole test set."""
