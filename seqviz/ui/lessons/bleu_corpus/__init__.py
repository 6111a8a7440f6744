"""A whole test set, scored: the view of the BLEU page beside that of one pair."""
