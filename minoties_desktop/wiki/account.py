"""Bot passwords in the system's keyring, and nowhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Fault, UsageFault
from ..domain.sites import PRACTICE_LOGIN, PRACTICE_PASSWORD, Site

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "minoties-desktop"
LIMIT = 20.0
"""Seconds that a keyring may take; one that waits for an invisible prompt would take for ever."""
REFUSED_BACKENDS = ("plaintext", "null", "encrypted", "uncrypted")
"""Parts of the names of back ends that keep secrets readable, nowhere, or in a file of their own."""

_Result = TypeVar("_Result")


def read(site: Site, account: str) -> tuple[str, str]:
    """Login name and password of an account. Raises EnvironmentFault, UsageFault when there is none."""
    if site.is_practice:
        return PRACTICE_LOGIN, PRACTICE_PASSWORD
    stored = _asked(lambda backend: backend.get_password(SERVICE, _key(site, account)))
    if stored is None:
        raise UsageFault(Message("error-no-secret", account, site.host), Message("error-no-secret-remedy"),
                         code="no-secret")
    secret = json.loads(stored)
    return secret["login"], secret["password"]


def store(site: Site, account: str, login: str, password: str) -> None:
    """Keep a bot password, and read it back: a keyring that only pretends is found out here."""
    if site.is_practice:
        return
    key, secret = _key(site, account), json.dumps({"login": login, "password": password})

    def keep(backend: KeyringBackend) -> bool:
        backend.set_password(SERVICE, key, secret)
        return backend.get_password(SERVICE, key) == secret

    if not _asked(keep):
        raise EnvironmentFault(Message("error-keyring-forgets"), Message("error-keyring-remedy"),
                               code="keyring-forgets")


def remove(site: Site, account: str) -> bool:
    """Drop a bot password; tells whether there was one."""
    if site.is_practice:
        return False
    key = _key(site, account)

    def drop(backend: KeyringBackend) -> bool:
        if backend.get_password(SERVICE, key) is None:
            return False
        backend.delete_password(SERVICE, key)
        return True

    return _asked(drop)


def _key(site: Site, account: str) -> str:
    return f"{site.id}:{account}"


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
