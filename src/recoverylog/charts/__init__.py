"""Pure geometry for charts, drawn alike by the terminal and by shared pages.

No files, no colours, no third-party imports.
"""
