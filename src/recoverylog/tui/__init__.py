"""The screens: Textual over the Journal, and nothing that could not be printed by a command too.

What belongs here draws, listens and asks. What is true of a journal is worked out below, in
journal/, insights/, charts/ and session/; and no screen waits for the disk or for a key: it
asks the desk, which works in a thread of its own.
"""
