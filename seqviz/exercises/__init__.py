"""Exercises with a number for an answer: fresh instances, each computed by the rooms that know how."""
