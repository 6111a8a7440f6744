"""The page about greedy, exhaustive and beam search."""
