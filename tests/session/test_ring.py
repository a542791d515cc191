"""Keys kept for a while by the kernel: the working keys, of one vault and one epoch."""

from __future__ import annotations

import pytest

from recoverylog.crypto import kdf
from recoverylog.session import opening, rekey, ring
from recoverylog.vault import keyring
from tests.vault.invented import Sample, everything_read


def test_a_payload_stands_for_the_same_keys(sample: Sample) -> None:
    payload = sample.keys.payload()
    assert len(payload) == ring.PAYLOAD_BYTES == 64
    assert ring.from_payload(sample.keys.vault, sample.keys.epoch, payload) == sample.keys


def test_the_text_form_shows_no_key(sample: Sample) -> None:
    told = repr(sample.keys)
    for secret in (sample.keys.database, sample.keys.inbox_seed):
        assert secret.hex() not in told
        assert repr(secret) not in told


@pytest.fixture
def _kept(sample: Sample) -> None:
    if not keyring.offered():
        pytest.skip("the kernel offers no keyring here")
    with sample.open() as journal:
        opening.keep_unlocked(journal, 60)


@pytest.mark.usefixtures("_kept")
def test_kept_keys_open_the_journal_until_it_is_locked(sample: Sample) -> None:
    kept = opening.cached(sample.places)
    assert kept == sample.keys
    with sample.open() as journal, opening.open_keys(sample.places, kept).journal as again:
        assert everything_read(again) == everything_read(journal)
    assert opening.lock(sample.places)
    assert opening.cached(sample.places) is None
    assert not opening.lock(sample.places)


@pytest.mark.usefixtures("_kept")
def test_a_change_of_passphrase_ends_them(sample: Sample) -> None:
    with sample.open() as journal:
        rekey.change_passphrase(journal, "another", cost=kdf.LEAST).journal.close()
    assert opening.cached(sample.places) is None
    payload = keyring.load(sample.keys.vault, sample.keys.epoch, ring.PAYLOAD_BYTES)
    assert payload is None, "nor those of the epoch before"
