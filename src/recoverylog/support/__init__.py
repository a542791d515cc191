"""Help that works without a vault: crisis lines.

Data files beside the code; no journal, no network.
"""
