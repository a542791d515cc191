"""A vault that is in the way of a new one: told, or set aside, never erased."""

from __future__ import annotations

import os

from recoverylog import paths
from recoverylog.errors import AlreadyThere, from_os
from recoverylog.language import _
from recoverylog.vault import device, glance, inbox


def already_there(places: paths.Paths) -> AlreadyThere:
    """Return the error that says that the folder holds a vault, and how to go on."""
    if glance.at(places.data) is None:
        return AlreadyThere(
            _("A journal whose key file is missing or damaged lies in {data}.", data=places.data),
            safe=_("It was not touched."),
            hint=_("Put vault.json back; or begin anew and keep it: recoverylog init --set-aside"),
        )
    return AlreadyThere(
        _("There is a journal in {data} already.", data=places.data),
        safe=_("It was not touched."),
        hint=_("Open it: recoverylog today"),
    )


def is_unfinished(places: paths.Paths) -> bool:
    """Return whether the folder holds what an `init` left that was stopped half way.

    That is a database without any key file, which this device never opened.
    """
    keyed = any(os.path.lexists(os.path.join(places.data, name)) for name in inbox.KEY_FILES)
    return not keyed and device.load(places.device) is None


def set_aside(places: paths.Paths) -> str | None:
    """Move a vault, whole or not, into a folder of its own beside; return it, or None for none.

    Nothing is erased: whoever finds the passphrase again moves the files back.

    Raises:
        CannotWrite: the folder refused.
    """
    from recoverylog.vault import posting  # noqa: PLC0415 - loads the cryptography

    if not inbox.has_vault(places):
        return None
    folder = os.path.join(places.data, f"set-aside-{os.urandom(4).hex()}")
    names = [
        name
        for name in os.listdir(places.data)
        if name in inbox.KEY_FILES or name.startswith("journal-")
    ]
    try:
        paths.make(os.path.join(folder, "inbox"))
        # Entries that only this vault opens go with it; those of the temporary key stay.
        for path in posting.sealed_to_a_vault(places.inbox):
            os.replace(path, os.path.join(folder, "inbox", os.path.basename(path)))
        for name in sorted(names, reverse=True):
            os.replace(os.path.join(places.data, name), os.path.join(folder, name))
    except OSError as problem:
        raise from_os(problem, folder, safe=_("Nothing was erased.")) from problem
    return folder
