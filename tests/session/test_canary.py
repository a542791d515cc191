"""No word of a person in any file, and no trace of what was erased even for who has the key."""

from __future__ import annotations

import base64
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from recoverylog.crypto import kdf
from recoverylog.journal.filter import Filter
from recoverylog.journal.selection import Selection
from recoverylog.session import opening, rekey
from recoverylog.session.journal import Journal
from recoverylog.vault import database, device, inbox, records
from tests.vault.invented import ALCOHOL, GAMBLING, PASSPHRASE, Sample, keep

CANARY = "quetzalcanary"
PAGE, RESERVED, IV = 4096, 80, 16


def disguises(word: str) -> set[bytes]:
    """Return the forms in which a word may lie about in a file."""
    plain = {word.encode(), word.upper().encode(), word.capitalize().encode()}
    wide = {word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("utf-32-le")}
    spelt = {word.encode().hex().encode(), word[::-1].encode()}
    # Base64 of the middle looks different at each of three alignments.
    coded = {
        base64.b64encode(b"x" * shift + word.encode())[4:-4]
        for shift in range(3)
    }  # fmt: skip
    return plain | wide | spelt | coded


def leaks(folders: list[str], words: set[bytes]) -> list[str]:
    """Return the files below ``folders`` that hold one of ``words``, in content or in name."""
    found = []
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    content = Path(path).read_bytes() + os.fsencode(name)
                except OSError:
                    continue
                found += [path for word in words if word in content][:1]
    return found


def everywhere(sample: Sample) -> list[str]:
    return [*sample.places, os.environ["TMPDIR"]]


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)


def everything_a_person_does(sample: Sample) -> Journal:
    """Put the canary wherever words can go, and do all that can be done; return it open."""
    at_first = keep(sample.places, "craving", "7", CANARY, f"@{CANARY}", f"+{CANARY}")
    keep(sample.places, "note", "x", f"with:{CANARY}", f"at:{CANARY}")
    keep(sample.places, "used", f"on:{CANARY}")
    journal = sample.open()
    journal.file_waiting()
    journal.put_focus(msgspec.structs.replace(GAMBLING, label=CANARY))
    stored = journal.write(
        journal.new_entry(kind="note", text=CANARY * 40, tags=(CANARY,), people=(CANARY,))
    )
    journal.write(journal.new_entry(kind="check_in", mood=5.0, good=(CANARY,)))
    journal.put_plan(CANARY, f"then {CANARY}")
    journal.archive_plan(journal.plans()[0].id)
    stored = journal.change(stored, text=f"changed {CANARY}")
    journal.delete(stored)
    journal.undo()
    journal.delete(journal.find(at_first))
    journal.purge()
    journal.search(CANARY)
    journal.select(Selection(tag=CANARY))
    journal.look_up(Filter(words=CANARY, tags=(CANARY,), deleted=True))
    journal.save_draft("note", {"kind": "note", "text": CANARY * 40, "tags": (CANARY,)})
    journal.save_draft("line", {"line": f"note {CANARY}"})
    journal.everything()
    # One that is set apart, and one that waits.
    known = device.load(sample.places.device)
    assert known is not None
    device.save(sample.places.device, known._replace(device=bytes(16)))
    keep(sample.places, "note", CANARY)
    device.save(sample.places.device, known)
    journal.file_waiting()
    assert len(journal.pending().held) == 1
    journal = rekey.change_passphrase(journal, f"{CANARY} passphrase", cost=kdf.LEAST).journal
    keep(sample.places, "note", CANARY)
    shutil.move(sample.places.inbox, sample.places.spool)
    keep(sample.places, "note", CANARY)
    assert len(inbox.waiting(sample.places)) == 2
    return journal


def test_no_word_of_a_person_lies_in_any_file(sample: Sample) -> None:
    words = disguises(CANARY)
    with everything_a_person_does(sample) as journal:
        assert leaks(everywhere(sample), words) == [], "while it is open"
        with journal.writing():
            for count in range(400):
                journal.append(journal.new_entry(kind="note", text=f"{CANARY} {count} " * 50))
            assert os.path.exists(journal.path + "-journal")
            assert leaks(everywhere(sample), words) == [], "in the midst of a large change"
        # Sorting all of it is what made SQLite spill to a temporary file.
        assert len(journal.select(Selection())) > 400
        assert leaks(everywhere(sample), words) == []
    assert leaks(everywhere(sample), words) == [], "once it is closed"


def test_neither_do_passphrase_nor_kit_nor_focus(sample: Sample) -> None:
    with everything_a_person_does(sample):
        pass
    # A kit is drawn anew each time, and "memory" is a word of the list and of the format.
    readable = Path(sample.key_files[0]).read_text() + Path(sample.places.device).read_text()
    ours = " ".join(re.findall(r'"([a-z0-9_-]+)":', readable))
    assert "memory" in ours
    for word in (*PASSPHRASE.split(), *sample.kit.split(), ALCOHOL.label, "coffee", "Robin"):
        if len(word) > 4 and word not in ours:
            assert leaks(everywhere(sample), {word.encode(), word.encode("utf-16-le")}) == [], word


def test_the_search_finds_the_word_in_every_disguise(tmp_path: Path) -> None:
    """So that finding nothing means that nothing is there."""
    plain = tmp_path / "plain.db"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
        connection.execute("INSERT INTO note VALUES (?)", (f"a {CANARY} b",))
    connection.close()
    assert leaks([str(tmp_path)], disguises(CANARY)) == [str(plain)]
    plain.unlink()
    sentence = f"so {CANARY} it is"
    for number, content in enumerate(
        [
            sentence.encode("utf-16-le"),
            sentence.encode("utf-16-be"),
            sentence.encode().hex().encode(),
            base64.b64encode(sentence.encode()),
            base64.b64encode(b"." + sentence.encode()),
            base64.b64encode(b".." + sentence.encode()),
            sentence[::-1].encode(),
            sentence.upper().encode(),
        ]
    ):
        (tmp_path / f"{number}").write_bytes(content)
        assert leaks([str(tmp_path)], disguises(CANARY)) == [str(tmp_path / f"{number}")]
        (tmp_path / f"{number}").unlink()
    (tmp_path / CANARY).touch()
    assert leaks([str(tmp_path)], disguises(CANARY)) == [str(tmp_path / CANARY)]


# For whoever has the key, what was erased must be gone as well.


def decrypted(path: str, key: bytes) -> bytes:
    """Return every page of an SQLCipher 4 file in clear, the unused ones too.

    A page is AES-256-CBC under the raw key, with its IV in the last 80 bytes; the first page
    begins with the 16-byte salt.
    """
    content = Path(path).read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body = page[16 if start == 0 else 0 : PAGE - RESERVED]
        iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
        opener = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        pages.append(opener.update(body) + opener.finalize())
    return b"".join(pages)


def erased(sample: Sample) -> bytes:
    """Write the canary in many places, erase it, and return the whole file in clear."""
    with sample.open() as journal:
        for text in (CANARY, f"{CANARY} " * 900, f"only {CANARY} once"):
            stored = journal.write(
                journal.new_entry(kind="note", text=text, tags=(CANARY,), people=(CANARY,))
            )
            stored = journal.change(stored, text=f"{text} changed")
            journal.delete(stored)
        assert CANARY.encode() in decrypted(sample.database, sample.keys.database)
        assert journal.purge() >= 3
    return decrypted(sample.database, sample.keys.database)


def test_what_was_purged_is_gone_from_every_page(sample: Sample) -> None:
    clear = erased(sample)
    assert b"coffee in the sun" in clear, "the pages were really read"
    assert CANARY.encode() not in clear


def dropped(sample: Sample) -> bytes:
    """Type the canary letter by letter into drafts, let them go, and return the file in clear."""
    long = f"{CANARY} " * 900
    with sample.open() as journal:
        other = {"text": "somebody types beside it " * 60}
        for length in (1, 5, *range(13, len(long), 211), len(long), 40):
            journal.save_draft("note", {"kind": "note", "text": long[:length]})
            journal.save_draft(f"edit-{length % 9}", {"text": CANARY, "good": [long[:length]]})
            journal.save_draft("check_in", other)
        assert CANARY.encode() in decrypted(sample.database, sample.keys.database)
        finished = journal.draft("note")
        assert finished is not None
        # One is finished as something else, the others are let go.
        journal.write_from_draft(journal.new_entry(kind="note", text="other words"), "note")
        for draft in journal.drafts():
            if draft.name != "check_in":
                journal.drop_draft(draft.name)
    return decrypted(sample.database, sample.keys.database)


def test_a_draft_that_was_let_go_is_gone_from_every_page(sample: Sample) -> None:
    clear = dropped(sample)
    assert b"somebody types beside it" in clear, "the pages were really read"
    assert CANARY.encode() not in clear


def without(name: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, value if one == name else kept) for one, kept in database.SETTINGS)


def test_without_secure_delete_it_would_still_be_there(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SETTINGS", without("secure_delete", "0"))
    assert CANARY.encode() in erased(sample)
    assert CANARY.encode() in dropped(sample)


def test_without_the_search_index_made_anew_it_would_still_be_there(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful:
        """A connection on which the index is never made anew."""

        def __init__(self, connection: Any) -> None:
            self._connection = connection

        def execute(self, statement: str, *values: Any) -> Any:
            if "rebuild" in statement:
                return None
            return self._connection.execute(statement, *values)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._connection, name)

    purge = records.purge
    monkeypatch.setattr(
        records, "purge", lambda connection, **rest: purge(Forgetful(connection), **rest)
    )
    assert CANARY.encode() in erased(sample)


def test_an_edited_text_is_gone_once_its_entry_is_purged_and_a_rekey_leaves_nothing(
    sample: Sample,
) -> None:
    erased(sample)
    with sample.open() as journal:
        created = rekey.change_passphrase(journal, "another", cost=kdf.LEAST)
    with created.journal as fresh:
        assert CANARY.encode() not in decrypted(fresh.path, fresh.keys.database)


# Temporary files that are gone again before anybody looks.


SORTING = """
import sys
from recoverylog.vault import database
path, setting = sys.argv[1:]
database.SETTINGS = tuple(
    (name, setting if name == "temp_store" else value) for name, value in database.SETTINGS
)
connection = database.connect(path, bytes(32), create=True)
connection.execute("PRAGMA cache_size = 10")
connection.execute("CREATE TABLE t (a TEXT)")
connection.execute("BEGIN")
rows = [(f"{count * 7919 % 30000:08} " + "x" * 200,) for count in range(30000)]
connection.executemany("INSERT INTO t VALUES (?)", rows)
connection.execute("COMMIT")
sum(1 for _ in connection.execute("SELECT a FROM t ORDER BY substr(a, 3)"))
"""


def spill(setting: str, folder: Path) -> set[str]:
    """Sort much text in a child under strace; return the temporary files that it opened."""
    path = str(folder / f"journal-{setting}.db")
    trace = folder / f"trace-{setting}"
    subprocess.run(
        [
            "strace",
            "-f",
            "-e",
            "trace=openat",
            "-o",
            str(trace),
            sys.executable,
            "-c",
            SORTING,
            path,
            setting,
        ],
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    opened = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return {line.split('"')[1] for line in opened if "etilqs_" in line}


@pytest.mark.slow
@pytest.mark.needs("strace")
def test_sorting_writes_no_temporary_file_and_would_without_the_setting(tmp_path: Path) -> None:
    assert spill("2", tmp_path) == set()
    assert spill("1", tmp_path), "with temp_store=FILE it does, so the check can fail"


def test_the_page_reader_reads_what_sqlcipher_wrote(sample: Sample) -> None:
    """The key alone opens the pages: no other parameter is hidden in our code."""
    clear = decrypted(sample.database, sample.keys.database)
    assert clear.count(b"CREATE TABLE version") == 1
    wrong = decrypted(sample.database, sample.keys.database[::-1])
    assert b"CREATE TABLE" not in wrong
    connection = sqlcipher3.connect(sample.database)
    connection.execute(f"PRAGMA key = \"x'{sample.keys.database.hex()}'\"")
    assert connection.execute("PRAGMA page_size").fetchone() == (str(PAGE),)
    connection.close()


def test_opening_leaves_nothing_either(sample: Sample) -> None:
    with sample.open() as journal:
        journal.write(journal.new_entry(kind="note", text=CANARY))
    for secret in (PASSPHRASE, sample.kit):
        opening.open_with(sample.places, secret).journal.close()
    assert leaks(everywhere(sample), disguises(CANARY)) == []
    assert os.listdir(os.environ["TMPDIR"]) == []
