"""The composition root: creates, opens and locks a vault, and hands out a Journal.

Screens and commands call the Journal and never the database.
"""
