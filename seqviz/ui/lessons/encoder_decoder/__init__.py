"""Encoder and decoder: where a network is cut, what goes over, and which pair learns."""
