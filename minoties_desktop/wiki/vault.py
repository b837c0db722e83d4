"""The system's keyring: asked from a thread with a time limit, looked at before it is trusted, and read back."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Fault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "minoties-desktop"
LIMIT = 20.0
"""Seconds that a keyring may take; one that waits for an invisible prompt would take for ever."""
REFUSED_BACKENDS = ("plaintext", "null", "encrypted", "uncrypted")
"""Parts of the names of back ends that keep secrets readable, nowhere, or in a file of their own."""
LARGEST = 1000
"""Characters that one entry holds; Windows takes 2,560 bytes in UTF-16, and two tokens are longer."""
_PARTS = "parts"

_Result = TypeVar("_Result")


def find(key: str) -> str | None:
    """What is kept under a name, None if nothing is. Raises EnvironmentFault."""
    return _asked(lambda backend: _found(backend, key))


def keep(key: str, text: str) -> None:
    """Keep a text, and read it back: a keyring that only pretends is found out here. Raises EnvironmentFault."""

    def work(backend: KeyringBackend) -> bool:
        before = _parts(backend.get_password(SERVICE, key))
        pieces = [text[start:start + LARGEST] for start in range(0, len(text), LARGEST)]
        if len(pieces) > 1:
            # The new parts first, then the entry that names them: a kill in between leaves the old text whole.
            fresh = uuid.uuid4().hex[:12]
            names = [f"{key} {fresh}.{number}" for number in range(len(pieces))]
            for name, piece in zip(names, pieces, strict=True):
                backend.set_password(SERVICE, name, piece)
            backend.set_password(SERVICE, key, json.dumps({_PARTS: names}))
        else:
            backend.set_password(SERVICE, key, text)
        _drop_parts(backend, before)
        return _found(backend, key) == text

    if not _asked(work):
        raise EnvironmentFault(Message("error-keyring-forgets"), Message("error-keyring-remedy"),
                               code="keyring-forgets")


def drop(key: str) -> bool:
    """Forget what is kept under a name; tells whether there was anything. Raises EnvironmentFault."""

    def work(backend: KeyringBackend) -> bool:
        kept = backend.get_password(SERVICE, key)
        if kept is None:
            return False
        backend.delete_password(SERVICE, key)
        _drop_parts(backend, _parts(kept))
        return True

    return _asked(work)


def _found(backend: KeyringBackend, key: str) -> str | None:
    kept = backend.get_password(SERVICE, key)
    names = _parts(kept)
    if not names:
        return kept
    pieces = [backend.get_password(SERVICE, name) for name in names]
    return None if None in pieces else "".join(piece or "" for piece in pieces)


def _parts(kept: str | None) -> list[str]:
    """The names of the entries that a text was cut into, none for one that is whole."""
    try:
        head = json.loads(kept or "")
    except ValueError:
        return []
    names = head.get(_PARTS) if isinstance(head, dict) else None
    return [str(name) for name in names] if isinstance(names, list) else []


def _drop_parts(backend: KeyringBackend, names: list[str]) -> None:
    for name in names:
        if backend.get_password(SERVICE, name) is not None:
            backend.delete_password(SERVICE, name)


def _asked(question: Callable[[KeyringBackend], _Result]) -> _Result:
    """What the keyring answers, from a thread of its own so that nobody waits for ever."""
    answers: list[_Result] = []
    faults: list[Exception] = []

    def work() -> None:
        try:
            answers.append(question(_backend()))
        except Exception as error:
            faults.append(error)

    worker = threading.Thread(target=work, name="keyring", daemon=True)
    worker.start()
    worker.join(LIMIT)
    if faults and isinstance(faults[0], Fault):
        raise faults[0]
    if faults:
        raise _fault(faults[0]) from faults[0]
    if not answers:
        raise EnvironmentFault(Message("error-keyring-silent", int(LIMIT)), Message("error-keyring-remedy"),
                               code="keyring-silent")
    return answers[0]


def _backend() -> KeyringBackend:
    """The system's keyring, if it keeps secrets secret and is open."""
    import keyring

    backend = keyring.get_keyring()
    chosen = [backend, *getattr(backend, "backends", ())] if "chainer" in type(backend).__module__ else [backend]
    for one in chosen:
        name = f"{type(one).__module__}.{type(one).__name__}"
        if "backends.fail" in name:
            raise EnvironmentFault(Message("error-keyring-none"), Message("error-keyring-none-remedy"),
                                   code="keyring-none")
        if any(part in name.lower() for part in REFUSED_BACKENDS):
            raise EnvironmentFault(Message("error-keyring-unsafe", name), Message("error-keyring-none-remedy"),
                                   code="keyring-unsafe")
    if any("SecretService" in type(one).__module__ for one in chosen):
        _probe_secret_service()
    return backend


def _probe_secret_service() -> None:
    """A locked keyring would prompt, perhaps on a screen that nobody sees: ask whether it is locked, first."""
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        locked = secretstorage.collection.get_collection_by_alias(connection, "default").is_locked()
    except secretstorage.ItemNotFoundException:
        locked = False  # none made yet: the first password makes it
    finally:
        connection.close()
    if locked:
        raise EnvironmentFault(Message("error-keyring-locked"), Message("error-keyring-locked-remedy"),
                               code="keyring-locked")


def _fault(error: Exception) -> EnvironmentFault:
    """The keyring's own exceptions as ours; their texts are left out, for they may hold anything."""
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return EnvironmentFault(Message("error-keyring-locked"), Message("error-keyring-locked-remedy"),
                                code="keyring-locked")
    if isinstance(error, errors.NoKeyringError):
        return EnvironmentFault(Message("error-keyring-none"), Message("error-keyring-none-remedy"),
                                code="keyring-none")
    return EnvironmentFault(Message("error-keyring-refused", type(error).__name__), Message("error-keyring-remedy"),
                            code="keyring-refused")
