"""A reader of recoverylog's files, written from docs/format.md alone; it shares no line with us."""

from __future__ import annotations

import hashlib
import hmac
import json
import tempfile
import unicodedata
from contextlib import closing, suppress
from pathlib import Path
from struct import pack
from typing import Any, NamedTuple

import shamir_mnemonic
import sqlcipher3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf import argon2, hkdf

Row = dict[str, Any]
CODE = b"recoverylog/1 quick entry\0"
JSON = {"version": "body", "entry": "details", "held": "body", "draft": "body"}
EXPORTED = [*JSON, "fact", "entry_tag", "tombstone", "focus", "supporter", "plan", "preference"]
EXPORTED += ["milestone", "sign_week", "shared", "reply"]
LATER = {"draft": 2, "milestone": 3, "sign_week": 3, "shared": 4, "page_key": 4, "reply": 4}
CLOCKS = ("hlc", "base", "undoes")
MALFORMED = (KeyError, TypeError, ValueError, OverflowError, RecursionError, InvalidTag, OSError)


class WrongPassphrase(Exception):
    """This passphrase, or these words of a kit, open no slot of this vault."""


class Damaged(Exception):
    """Bytes are not what was written: changed, cut short, missing, or of another vault."""


class NewerFormat(Exception):
    """A newer program wrote it, and this reader could misunderstand it."""


class Vault(NamedTuple):
    """An open vault: its id, the seeds of its inbox keys by key id, the rows of its tables."""

    id: bytes
    seeds: dict[bytes, bytes]
    tables: dict[str, list[Row]]


def open_vault(folder: Path, passphrase: str | None = None, kit: str | None = None) -> Vault:
    """Open the vault in this data folder with its passphrase or the 20 words of its kit."""
    content = _header(folder)
    try:
        body, mac = content["body"], bytes.fromhex(content["mac"])
        context = bytes.fromhex(body["vault"]) + pack(">I", body["epoch"])
        root = _root_key(body["slots"], context, passphrase, kit)
        right = hmac.digest(_expand(root, "header", context, 32), _canonical(body), "sha256")
        key_id, _ = _inbox(seed := _expand(root, "inbox", context, 32))
        if not hmac.compare_digest(right, mac) or key_id.hex() != body["inbox"]["key_id"]:
            raise Damaged("vault.json was changed by someone who does not have its keys")
        database_key = _expand(root, "database", context, 32)
        tables = _journal(folder / f"journal-{body['epoch']}.db", database_key)
        if {"name": "vault", "value": body["vault"]} not in tables["fact"]:
            raise Damaged("the journal belongs to another vault")
        seeds = {bytes.fromhex(r["key_id"]): bytes.fromhex(r["seed"]) for r in tables["inbox_seed"]}
    except shamir_mnemonic.MnemonicError as error:
        raise WrongPassphrase("these are not the words of a kit") from error
    except (*MALFORMED, sqlcipher3.DatabaseError) as error:
        raise Damaged(f"not what was written: {error!r}") from error
    return Vault(context[:16], seeds | {key_id: seed}, tables)


def versions(vault: Vault) -> list[Row]:
    """Return every state that every entry ever had, oldest first."""
    return sorted(vault.tables["version"], key=lambda row: (row["hlc"], row["device"]))


def entries(vault: Vault) -> list[Row]:
    """Return what stands now: the body of each entry's newest version, where not in the bin."""
    newest = {row["entry"]: row for row in versions(vault)}
    return [row["body"] for row in newest.values() if not row["deleted"]]


def focuses(vault: Vault) -> list[Row]:
    """Return what the person is in recovery from, in their own order."""
    return sorted(vault.tables["focus"], key=lambda row: (row["position"], row["id"]))


def unseal(vault: Vault, path: Path) -> Row:
    """Open a sealed quick entry: its `body`, and whether a device of the journal made it: `own`."""
    code, text, body = _open_sealed(path, vault.seeds, vault.id)
    key = {row["id"]: row["code_key"] for row in vault.tables["device"]}.get(body["device"], "")
    own = bool(key) and hmac.digest(bytes.fromhex(key), CODE + vault.id + text, "sha256") == code
    return {"own": own, "body": body}


def unseal_first(folder: Path, path: Path) -> Row:
    """Open a quick entry from before there was a vault, with the first.key in this folder."""
    seed = bytes.fromhex((folder / "first.key").read_text("ascii"))
    key_id = b"first\0\0\0" + hmac.digest(seed, CODE + bytes(16) + b"key id", "sha256")[:8]
    return {"own": False, "body": _open_sealed(path, {key_id: seed}, bytes(16))[2]}


def export_matches(vault: Vault, export: Row) -> bool:
    """Tell whether a lossless export says what the journal says: each table, in any order."""
    told = {name: sorted(map(_canonical, rows)) for name, rows in export["tables"].items()}
    kept = {
        name: sorted(map(_canonical, map(_as_told, rows)))
        for name, rows in vault.tables.items()
        if name in EXPORTED
    }
    return export["vault"] == vault.id.hex() and told == kept


def _header(folder: Path) -> Row:
    """Return the first copy of vault.json that is whole; its mac is still to be checked."""
    for name in ("vault.json", "vault.json.2"):
        with suppress(*MALFORMED):
            content: Row = json.loads((folder / name).read_bytes()[:65_536])
            framed = _canonical([content["body"], content["mac"]])
            if hashlib.sha256(framed).hexdigest() == content["sha256"]:
                if content["body"]["format"] > 1:
                    raise NewerFormat(f"{name} is of format {content['body']['format']}")
                return content
    raise Damaged("neither copy of vault.json is whole")


def _root_key(slots: list[Row], vault: bytes, passphrase: str | None, kit: str | None) -> bytes:
    """Try the secret on each slot of its kind; `vault` is the id and the epoch."""
    for slot in slots[:16]:
        kdf, salt, figures = slot["kdf"], bytes.fromhex(slot["kdf"]["salt"]), bytes(12)
        if slot["kind"] == "passphrase" and passphrase is not None:
            m, t, p = kdf["memory_kib"], kdf["passes"], kdf["lanes"]
            if not (19_456 <= m <= 1_048_576 and 2 <= t <= 16 and 1 <= p <= 8):
                raise Damaged("a slot asks for more, or for less, than any program writes")
            figures = pack(">III", m, t, p)
            words = " ".join(unicodedata.normalize("NFKC", passphrase).split())
            kdf = argon2.Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m)
            stretched = kdf.derive(words.encode("utf-8", "surrogatepass"))
        elif slot["kind"] == "kit" and kit is not None:
            stretched = shamir_mnemonic.combine_mnemonics([kit], b"") + salt
        else:
            continue
        kind, slot_id = slot["kind"].encode(), bytes.fromhex(slot["id"])
        associated = pack("16s8s16s12s", kind, slot_id, salt, figures)
        both = _expand(stretched, "slot", vault + associated, 64)
        if hmac.compare_digest(both[32:], bytes.fromhex(slot["commitment"])):
            wrapped = bytes.fromhex(slot["wrapped"])
            return AESGCMSIV(both[:32]).decrypt(bytes(12), wrapped, associated)
    raise WrongPassphrase("it opens no slot")


def _journal(path: Path, key: bytes) -> dict[str, list[Row]]:
    """Read all tables, from a copy: where a power cut left a .db-journal, SQLite writes first."""
    tables: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in path.parent.glob(f"{path.name}*"):
            Path(folder, file.name).write_bytes(file.read_bytes())
        with closing(sqlcipher3.connect(Path(folder, path.name))) as database:
            database.row_factory = sqlcipher3.Row
            database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version > 4:
                raise NewerFormat(f"{path.name} has a later schema")
            if database.execute("PRAGMA cipher_integrity_check").fetchall():
                raise Damaged(f"{path.name}: pages are not what was written")
            names = (*EXPORTED, "device", "inbox_seed", "page_key")
            for table in (name for name in names if LATER.get(name, 1) <= version):
                rows = database.execute(f"SELECT * FROM {table}")  # noqa: S608 - constants of ours
                tables[table] = [dict(row) for row in rows]
    for table, column in JSON.items():
        for row in tables.get(table, []):
            row[column] = json.loads(row[column])
    return tables


def _open_sealed(path: Path, seeds: dict[bytes, bytes], vault: bytes) -> tuple[bytes, bytes, Row]:
    """Open a file of the inbox; return its code, and its body as bytes and as a value."""
    sealed = path.read_bytes()
    key_id, info = sealed[8:24], b"recoverylog/1 inbox\0" + vault + sealed[8:24]
    kem, kdf, aead = hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305
    if sealed[:8] != b"RLINBOX1" or key_id not in seeds:
        raise Damaged(f"{path.name} is not sealed to a key that is known here")
    try:
        plain = hpke.Suite(kem, kdf, aead).decrypt(sealed[24:], _inbox(seeds[key_id])[1], info)
        text = plain[36 : 36 + int.from_bytes(plain[:4], "big")]
        return plain[4:36], text, json.loads(text)
    except MALFORMED as error:
        raise Damaged(f"{path.name} does not open: {error!r}") from error


def _inbox(seed: bytes) -> tuple[bytes, hpke.MLKEM768X25519PrivateKey]:
    """Return the id and the private key of the inbox that this seed makes."""
    expanded = hashlib.shake_256(seed).digest(96)
    first = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    second = x25519.X25519PrivateKey.from_private_bytes(expanded[64:])
    public = first.public_key().public_bytes_raw() + second.public_key().public_bytes_raw()
    return hashlib.sha256(public).digest()[:16], hpke.MLKEM768X25519PrivateKey(first, second)


def _expand(secret: bytes, label: str, context: bytes, length: int) -> bytes:
    info = b"recoverylog/1 " + label.encode() + b"\0" + context
    return hkdf.HKDFExpand(hashes.SHA256(), length, info).derive(secret)


def _as_told(row: Row) -> Row:
    """Return a row as the export has it: its clocks as text."""
    clocks = {name: str(row[name]) for name in CLOCKS if row.get(name) is not None}
    return row | clocks


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")
