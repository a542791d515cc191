"""One module a screen. Each is imported when it is first shown, never before."""
