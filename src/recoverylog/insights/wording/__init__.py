"""Sentences: every figure and finding in plain words, for every front end alike.

Nothing here counts; it says what was counted, with its n. No cause, no risk, no prediction.
"""
