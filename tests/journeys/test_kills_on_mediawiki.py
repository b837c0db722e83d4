"""The same deaths on a real MediaWiki: what the practice Commons was told about its stash must be so."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.states import WORKING
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.services import queueing
from minoties_desktop.services.library import Library
from tests.support.arrived import once_on_mediawiki, rows
from tests.support.client import Client
from tests.support.dying import Syncs
from tests.support.mediawiki import MediaWiki
from tests.support.queues import CHUNKED, LARGE, SMALL, ready
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal

pytestmark = pytest.mark.xdist_group("mediawiki")


@pytest.fixture
def syncs(mediawiki: MediaWiki, secret_service: SecretService, tmp_path: Path) -> Iterator[Syncs]:
    terminal = Terminal(tmp_path / "any", secret_service.environment)
    assert terminal.do("account", "add", "Uploader@minoties", "--site", mediawiki.api, typed=f"{SECRET}\n").code == 0
    warm = Syncs(mediawiki.api, "Uploader", secret_service.environment)
    yield warm
    warm.clean()
    warm.close()


def _queued(folder: Path, api: str, seed: int) -> list[str]:
    """Three photographs, of 60 kB, 9 MB and 12 MB, queued; their ids."""
    sizes = {f"Weaver {seed}": SMALL, f"Loom {seed}": CHUNKED, f"Wool {seed}": LARGE}
    return list(ready(folder, sizes, author="Uploader", seed=seed, site=api).values())


def _all_arrived(folder: Path, api: str) -> None:
    found, wiki = rows(folder), Client(api)
    assert {row.state for row in found} == {"done"} and len(found) == 6
    for row in found:
        if row.target == "commons_file":
            once_on_mediawiki(wiki, row)


def test_processes_that_live_for_one_request_each_bring_all_in_the_end(
    mediawiki: MediaWiki, syncs: Syncs, tmp_path: Path,
) -> None:
    _queued(tmp_path / "library", mediawiki.api, seed=7)
    died_in: Counter[str] = Counter()
    while (life := syncs.run(tmp_path / "library", die_at=2)).killed:
        died_in[life.stored[-1][1]] += 1
        assert died_in.total() < 100
    _all_arrived(tmp_path / "library", mediawiki.api)
    assert set(died_in) == {*WORKING, "done"} - {"checking", "describing"}, died_in
    assert died_in["stashing"] <= 2 * 4 + 2, "a chunk that had arrived was sent again"


@pytest.mark.torture
def test_killed_at_random_and_with_replies_lost_every_file_arrives_once(
    mediawiki: MediaWiki, syncs: Syncs, tmp_path: Path, full_measure: bool, tell: Callable[[str], None],
) -> None:
    wanted = 40 if full_measure else 6
    died_in: Counter[str] = Counter()
    files = 0
    for seed in range(1, 1000):
        chance, folder = random.Random(seed), tmp_path / str(seed)
        items = _queued(folder, mediawiki.api, 10 + seed)
        for _ in range(chance.randint(3, 6)):
            mediawiki.clear_faults()
            if chance.random() < 0.5:
                mediawiki.fault(*chance.choice((("lose", "1 upload"), ("reject", "503:1 upload"))))
            if chance.random() < 0.2:
                mediawiki.expire_stash()
            if chance.random() < 0.5:
                life = syncs.run(folder, die_at=chance.randint(1, 9))
            else:
                life = syncs.start(folder)
                time.sleep(chance.random() * 2)
                syncs.kill_if_alive(life)
            if life.killed:
                died_in[life.stored[-1][1] if life.stored else "before the first"] += 1
            library = Library(folder)
            queueing.retry(library, items)
            library.close()
        mediawiki.clear_faults()
        syncs.run(folder)
        _all_arrived(folder, mediawiki.api)
        files += len(items)
        if died_in.total() >= wanted:
            break
    tell(f"on MediaWiki {died_in.total()} syncs killed over {files} files: 0 lost, 0 doubled, 0 written over; "
         f"in hand at death {dict(died_in)}")
