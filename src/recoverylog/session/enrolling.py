"""A device made known to the journal, and the journal to the device."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recoverylog.errors import RecoverylogError
from recoverylog.vault import device, glance, queries

if TYPE_CHECKING:
    from recoverylog import paths
    from recoverylog.session.journal import Journal


def pin_is_old(places: paths.Paths, known: device.Device) -> bool:
    """Return whether vault.json names another inbox key than the pinned one."""
    seen = glance.at(places.data)
    return seen is not None and seen.key_id != known.key_id


def enrolled(journal: Journal, known: device.Device | None) -> Journal:
    """Write device.json anew, and make the device known to the journal.

    A folder that cannot be written is no reason not to open: quick entries go unpinned, and
    are asked about, until it can.
    """
    from recoverylog.crypto import keys, sealing  # noqa: PLC0415 - loads the cryptography

    public = sealing.public_key(journal.keys.inbox_seed)
    fresh = device.Device(
        vault=journal.vault,
        device=known.device if known else os.urandom(16),
        code_key=known.code_key if known else os.urandom(32),
        key_id=keys.fingerprint(public),
        public=public,
        generation=known.generation if known else 0,
        rollover=journal.rollover,
    )
    try:
        if queries.device(journal.connection, fresh.device.hex()) is None:
            with journal.writing() as connection:
                # Numbers that were given before this are not missing.
                last = device.last_sequence(journal.places.state)
                connection.execute(
                    "INSERT INTO device VALUES (?, ?, ?, ?)",
                    (fresh.device.hex(), fresh.code_key.hex(), journal.instant(), last),
                )
        device.save(journal.places.device, fresh)
    except (OSError, RecoverylogError):
        return journal
    journal.enrolled_as(fresh.device.hex())
    return journal
