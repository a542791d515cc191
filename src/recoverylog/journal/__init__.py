"""The domain: entries, days, focuses, the line grammar.

Values and pure functions of them, with msgspec and the standard library only. No files, no
clock of its own, nothing that prints. ``grammar``, ``when`` and ``days`` are on the quick path
and do without msgspec too.
"""
