"""The kit: what every page is made of. Settings, runs, live view, prediction, exercises, take home."""
