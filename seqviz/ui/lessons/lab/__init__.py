"""The laboratory: up to four language models, live, on any text."""
