"""Copies are proven, whole or not there, and never replace anything."""

import contextlib
import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minoties_desktop.domain.errors import EnvironmentFault, Refused
from minoties_desktop.media import digest as module
from minoties_desktop.media.digest import PART, Cancelled, Digest, copy_verified, digest, sweep

BYTES = bytes(range(256)) * 12_000  # 3 MB: three blocks


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "card" / "IMG_1.JPG"
    path.parent.mkdir()
    path.write_bytes(BYTES)
    os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "originals"
    path.mkdir()
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_both_hashes_in_one_pass(source: Path) -> None:
    assert digest(source) == Digest(hashlib.sha1(BYTES).hexdigest(), hashlib.sha256(BYTES).hexdigest(), len(BYTES))


def test_a_copy_is_equal_durable_and_keeps_its_time(source: Path, folder: Path) -> None:
    heard = []
    result = copy_verified(source, folder / "a.jpg", progress=heard.append)
    assert (folder / "a.jpg").read_bytes() == BYTES
    assert (result.sha1, result.size) == (hashlib.sha1(BYTES).hexdigest(), len(BYTES))
    assert sum(heard) == len(BYTES)
    assert (folder / "a.jpg").stat().st_mtime_ns == source.stat().st_mtime_ns
    assert _names(folder) == ["a.jpg"]


def test_it_says_whether_the_device_was_read(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "preadv", _not_in_memory)
    assert copy_verified(source, folder / "cold.jpg").cold
    monkeypatch.setattr(os, "preadv", lambda *_: 1)
    assert not copy_verified(source, folder / "warm.jpg").cold


def _not_in_memory(*_: object) -> int:
    raise BlockingIOError


def test_an_existing_file_is_never_replaced(source: Path, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        copy_verified(source, folder / "a.jpg")
    assert (folder / "a.jpg").read_bytes() == b"mine"
    assert _names(folder) == ["a.jpg"]


def test_nor_where_there_are_no_hard_links(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _raising(errno.EPERM))
    (folder / "a.jpg").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        copy_verified(source, folder / "a.jpg")
    copy_verified(source, folder / "b.jpg")
    assert (folder / "a.jpg").read_bytes() == b"mine"
    assert (folder / "b.jpg").read_bytes() == BYTES
    assert _names(folder) == ["a.jpg", "b.jpg"]


def test_many_threads_after_one_name_give_one_file(tmp_path: Path, folder: Path) -> None:
    won = []

    def run(number: int) -> None:
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(bytes([number]) * 50_000)
        with contextlib.suppress(FileExistsError):
            copy_verified(path, folder / "a.jpg")
            won.append(bytes([number]) * 50_000)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [(folder / "a.jpg").read_bytes()]
    assert _names(folder) == ["a.jpg"]


def test_a_bit_that_flips_on_the_disk_is_noticed(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop = module._drop_cache

    def flip(handle: int, size: int) -> bool:
        [part] = folder.glob(f".*{PART}")
        with part.open("r+b") as file:
            file.seek(1_234_567)
            byte = file.read(1)
            file.seek(1_234_567)
            file.write(bytes([byte[0] ^ 4]))
        return drop(handle, size)

    monkeypatch.setattr(module, "_drop_cache", flip)
    with pytest.raises(EnvironmentFault) as caught:
        copy_verified(source, folder / "a.jpg")
    assert caught.value.code == "differs"
    assert _names(folder) == []


def _raising(number: int):
    def fail(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(("number", "code"), [
    (errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EIO, "disk"), (errno.EROFS, "readonly"),
    (errno.EFBIG, "too-big")])
def test_a_failing_target_disk_is_the_machines_fault(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str,
) -> None:
    write, written = os.write, []

    def fail_later(handle: int, data: memoryview) -> int:
        written.append(len(data))
        if len(written) > 1:
            raise OSError(number, os.strerror(number))
        return write(handle, data[:1000])

    monkeypatch.setattr(os, "write", fail_later)
    with pytest.raises(EnvironmentFault) as caught:
        copy_verified(source, folder / "a.jpg")
    assert caught.value.code == code
    assert _names(folder) == []
    assert source.read_bytes() == BYTES


@pytest.mark.parametrize("call", ["fsync", "link", "utime"])
def test_a_disk_that_dies_late_leaves_nothing(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str,
) -> None:
    monkeypatch.setattr(os, call, _raising(errno.EIO))
    with pytest.raises(EnvironmentFault):
        copy_verified(source, folder / "a.jpg")
    assert _names(folder) == []


def test_a_disk_that_forgets_the_name_leaves_nothing(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "sync_folder", _raising(errno.EIO))
    with pytest.raises(EnvironmentFault):
        copy_verified(source, folder / "a.jpg")
    assert _names(folder) == []


def test_short_writes_are_gone_on_with(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:300_001]))
    copy_verified(source, folder / "a.jpg")
    assert (folder / "a.jpg").read_bytes() == BYTES


def test_space_is_looked_at_first(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10_000_000}))
    monkeypatch.setattr(os, "write", _raising(errno.EIO))
    with pytest.raises(EnvironmentFault) as caught:
        copy_verified(source, folder / "a.jpg")
    assert caught.value.code == "full"
    assert caught.value.remedy.args == (27,)  # 32 MiB are kept free, and 3 MB are to come


def test_a_disk_that_is_really_too_small(tmp_path: Path, source: Path, folder: Path) -> None:
    """The operating system itself says no, in a process with a limit on its files."""
    limit = len(BYTES) // 2
    program = (
        "import sys\nfrom pathlib import Path\nfrom minoties_desktop.media.digest import copy_verified\n"
        "from minoties_desktop.domain.errors import EnvironmentFault\n"
        "try:\n    copy_verified(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except EnvironmentFault as fault:\n    sys.stdout.write(fault.code)\n")
    ended = subprocess.run(
        [sys.executable, "-c", program, str(source), str(folder / "a.jpg")], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[3],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert ended.stdout == "too-big"
    assert _names(folder) == []


def test_a_source_that_is_gone(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        copy_verified(tmp_path / "none.jpg", folder / "a.jpg")
    assert caught.value.code == "vanished"
    assert _names(folder) == []


def test_a_card_pulled_in_mid_file(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_blocks", _pulled)
    with pytest.raises(Refused) as caught:
        copy_verified(source, folder / "a.jpg")
    assert caught.value.code == "unreadable"
    assert _names(folder) == []


def _pulled(*_: object):
    yield memoryview(BYTES[:1 << 20])
    raise module.source_fault(OSError(errno.EIO, os.strerror(errno.EIO)))


def test_a_source_that_shrinks_or_changes_is_refused(source: Path, folder: Path) -> None:
    def shrink(count: int) -> None:
        os.truncate(source, 100)

    with pytest.raises(Refused) as caught:
        copy_verified(source, folder / "a.jpg", progress=shrink)
    assert caught.value.code == "changing"
    assert _names(folder) == []


def test_cancelling_leaves_nothing(source: Path, folder: Path) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        copy_verified(source, folder / "a.jpg", cancelled=cancelled)
    assert _names(folder) == []


def test_who_looks_at_the_copy_can_stop_it_before_it_has_a_name(source: Path, folder: Path) -> None:
    seen = []

    def accept(part: Path, found: Digest) -> None:
        seen.append((part.read_bytes() == BYTES, found.size, (folder / "a.jpg").exists()))
        raise KeyError

    with pytest.raises(KeyError):
        copy_verified(source, folder / "a.jpg", accept=accept)
    assert seen == [(True, len(BYTES), False)]
    assert _names(folder) == []


COPIER = """
import os, signal, sys
from pathlib import Path
from minoties_desktop.media.digest import copy_verified

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

source, folder, point = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if point == "progress" or point == "accept":
    copy_verified(source, folder / "a.jpg", **{point: die})
for number in range(10000):
    copy_verified(source, folder / f"{number}.jpg")
"""


def _copier(source: Path, folder: Path, point: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", COPIER, str(source), str(folder), point],
                            cwd=Path(__file__).parents[3])


@pytest.mark.parametrize("point", ["progress", "accept"])
def test_killed_in_mid_copy_there_is_no_file_of_that_name(source: Path, folder: Path, point: str) -> None:
    assert _copier(source, folder, point).wait() == -signal.SIGKILL
    [left] = folder.iterdir()
    assert left.name.endswith(PART)
    sweep(folder)
    copy_verified(source, folder / "a.jpg")
    assert (folder / "a.jpg").read_bytes() == BYTES
    assert _names(folder) == ["a.jpg"]


@pytest.mark.torture
def test_killed_at_any_moment_it_leaves_whole_files_only(source: Path, folder: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        with _copier(source, folder, "anywhere") as process:
            while not (folder / "3.jpg").exists():
                time.sleep(0.002)
            time.sleep(seed % 997 / 30_000)
            process.kill()
        finished = [path for path in folder.iterdir() if not path.name.endswith(PART)]
        assert len(finished) > 3
        assert all(path.read_bytes() == BYTES for path in finished)
        sweep(folder)
        assert set(folder.iterdir()) == set(finished)
        for path in finished:
            path.unlink()


@settings(max_examples=1000)
@given(data=st.binary(max_size=3000), chunk=st.integers(1, 700))
def test_originals_never_change_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, chunk: int,
) -> None:
    folder = _workbench(tmp_path_factory)
    source, target = folder / "source", folder / "target"
    source.write_bytes(data)
    before = source.stat()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHUNK", chunk)
        result = copy_verified(source, target)
    assert target.read_bytes() == source.read_bytes() == data
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert source.stat().st_mtime_ns == before.st_mtime_ns
    target.unlink()


def _workbench(factory: pytest.TempPathFactory, made: list[Path] = []) -> Path:  # noqa: B006
    if not made or not made[0].exists():
        made[:] = [factory.mktemp("bench")]
    return made[0]
