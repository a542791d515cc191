"""Sheets of figures and findings: what stands where, for a command and for a screen alike.

Values come in, rows of marked text go out; every sentence is made in ``wording``.
"""
