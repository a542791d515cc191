"""The command line: thin Typer commands that import in their bodies.

The only package that imports typer; prints, prompts and turns errors into exit codes.
"""
