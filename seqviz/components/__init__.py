"""What the browser draws itself: Components v2, with its files in frontend/."""
