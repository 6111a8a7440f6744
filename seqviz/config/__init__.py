"""Frozen experiment configs: validated, to and from the page's address."""
