"""The speed budgets of DESIGN, measured; `python -m benchmarks` writes docs/benchmarks.md.

Whole processes, each beside a bare interpreter of the same minute, so that a figure means the
same on a slow machine. The process that measures loads as little as it can: what it holds in
memory would otherwise show as the least that any child of it seems to need.
"""
