"""Count-based language models."""
