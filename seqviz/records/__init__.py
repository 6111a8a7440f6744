"""Every fact that crosses a room: frozen dataclasses of floats, tuples and read-only NumPy."""
