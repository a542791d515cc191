"""Pure functions of day values: figures, and later trends and patterns.

No files, no clock, no third-party imports; everything is given and returned.
"""
