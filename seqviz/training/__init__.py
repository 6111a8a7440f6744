"""Training as an iterator of records."""
