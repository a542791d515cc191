"""What a person hands to somebody else: a new document, built from a whitelist.

Reads values, returns values and text; writes nothing by itself.
"""
