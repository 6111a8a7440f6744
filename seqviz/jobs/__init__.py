"""Runs in worker processes: start, poll, command, ask."""
