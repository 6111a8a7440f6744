"""The laboratory page: presets and settings, the control bar, the live board."""
