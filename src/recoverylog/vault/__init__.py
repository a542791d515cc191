"""The files on disk: key file, inbox, database.

The only package that imports sqlcipher3 and sqlmodel. `inbox` and `device` are on the quick
path and stay light; `models` and `store` are the only ones that load SQLModel.
"""
