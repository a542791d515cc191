"""Bytes in, bytes out: the only package that imports `cryptography`.

No files but the word list beside it, no prompts, no clock. `sealing` is on the quick path and
stays light.
"""
