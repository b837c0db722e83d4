"""What scanimage says, read; and its own device for tests, driven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minoties_desktop.capture.scanner.sane import Sane, devices
from minoties_desktop.capture.scanner.sane_batch import failure_of
from minoties_desktop.capture.scanner.sane_options import colour_of, depths, parse, resolutions, way_of
from minoties_desktop.config import help as pages
from minoties_desktop.config.messages import languages
from minoties_desktop.domain.errors import AskPerson, EnvironmentFault
from minoties_desktop.domain.scanning import Area, Colour, Device, Failure, Setup, Way
from tests.support.sane import reference, sane
from tests.support.source import ROOT

__all__ = ["sane"]

TOLD = """
All options specific to device `epson2:libusb:001:004':
  Scan Mode:
    --mode Lineart|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --depth 8|16 [inactive]
        Number of bits per sample.
    --resolution 50|75|150|300|600dpi [50]
        Sets the resolution of the scanned image.
  Advanced:
    --preview[=(yes|no)] [no]
        Request a preview-quality scan.
  Geometry:
    -l 0..215.9mm [0]
        Top-left x position of scan area.
    -x 0..215.9mm (in steps of 0.1) [215.9]
        Width of scan-area.
  Optional equipment:
    --source Flatbed|Automatic Document Feeder|Transparency Unit [Flatbed]
        Selects the scan source (such as a document-feeder).
    --adf-mode Simplex|Duplex [inactive]
        Selects the ADF mode (simplex/duplex)
"""


def test_options_are_read() -> None:
    found = parse(TOLD)
    assert found["--mode"].choices == ("Lineart", "Gray", "Color")
    assert found["--depth"].inactive and depths(found["--depth"]) == (8,)
    assert resolutions(found["--resolution"]) == ((50, 75, 150, 300, 600), False)
    assert found["--preview"].choices == ("yes", "no") and found["--preview"].now == "no"
    assert (found["-x"].most, found["-x"].step) == (215.9, 0.1)
    assert found["--source"].choices[2] == "Transparency Unit"


@pytest.mark.parametrize(("name", "way"), [
    ("Flatbed", Way.GLASS), ("Automatic Document Feeder", Way.FEEDER), ("ADF Front", Way.FEEDER),
    ("ADF Back", None), ("ADF Duplex", Way.DUPLEX), ("Transparency Unit", None), ("Negative Film", None),
    ("Normal", Way.GLASS)])
def test_sources_are_ways(name: str, way: Way | None) -> None:
    assert way_of(name) is way


@pytest.mark.parametrize(("name", "colour"), [
    ("Color", Colour.COLOUR), ("24bit Color[Fast]", Colour.COLOUR), ("Gray", Colour.GRAY), ("True Gray", Colour.GRAY),
    ("Lineart", Colour.LINES), ("Black & White", Colour.LINES), ("Halftone", None), ("Gray[Error Diffusion]", None)])
def test_modes_are_colours(name: str, colour: Colour | None) -> None:
    assert colour_of(name) is colour


@pytest.mark.parametrize(("line", "failure"), [
    ("scanimage: sane_start: Document feeder jammed", Failure.JAM),
    ("scanimage: sane_read: Scanner cover is open", Failure.COVER),
    ("scanimage: open of device epson2:x failed: Invalid argument", Failure.UNPLUGGED),
    ("scanimage: open of device epson2:x failed: Device busy", Failure.BUSY),
    ("scanimage: sane_read: Error during device I/O", Failure.UNPLUGGED),
    ("scanimage: sane_start: Out of memory", Failure.UNKNOWN),
    ("scanimage: rounded value of br-x from 210 to 209.9", None),
    ("Scanning page 1", None)])
def test_failures_are_told_apart(line: str, failure: Failure | None) -> None:
    assert failure_of(line) is failure


def test_the_device_is_found_and_says_what_it_can(sane: str) -> None:
    assert [(one.id, one.name) for one in devices()] == [(sane, "Noname frontend-tester")]
    known = Sane(Device(sane)).capabilities()
    assert [tray.way for tray in known.trays] == [Way.GLASS, Way.FEEDER]
    tray = known.tray(Way.GLASS)
    assert tray.depths == (8, 16) and set(tray.colours) == set(Colour)
    assert (tray.width, tray.height, tray.between, tray.dpi[-1]) == (200, 200, True, 1200)


def test_a_page_does_not_begin_before_it_is_asked_for(sane: str, tmp_path: Path) -> None:
    pages = Sane(Device(sane)).pages(Setup(sane, way=Way.FEEDER, dpi=20), Area(0, 0, 50, 50), None, tmp_path)
    first = next(pages)
    assert first.name == "000001.pnm" and first.stat().st_size > 1000
    assert not list(tmp_path.glob("000002*"))
    assert next(pages).name == "000002.pnm"
    pages.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000001.pnm", "000002.pnm"]


def test_a_driver_that_never_ends_is_ended(sane: str, tmp_path: Path) -> None:
    setup = Setup(sane, dpi=20, extra=(("read-return-value", "SANE_STATUS_IO_ERROR"),))  # after it, the driver hangs
    with pytest.raises(AskPerson) as caught:
        list(Sane(Device(sane)).pages(setup, Area(0, 0, 50, 50), 1, tmp_path))
    assert caught.value.code == "scan-unplugged"
    assert not list(tmp_path.iterdir())


def test_an_unknown_device_is_unplugged(sane: str) -> None:
    with pytest.raises(AskPerson) as caught:
        Sane(Device("sane:test:7")).capabilities()
    assert caught.value.code == "scan-unplugged"


def test_without_the_program_there_are_no_devices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert devices() == []
    with pytest.raises(EnvironmentFault) as caught:
        Sane(Device("sane:test:0")).capabilities()
    assert caught.value.code == "no-sane"


@pytest.mark.parametrize(("option", "said"), [
    (("mode", "Bogus"), "scan-option-value"), (("device-name", "other"), "scan-option"),
    (("output-file", "somewhere"), "scan-option"), (("batch-start", "7"), "scan-option"), (("help", ""), "scan-option"),
    (("batch", "x%d.pnm"), "scan-option")])
def test_an_option_that_the_driver_does_not_take_is_named(
        sane: str, tmp_path: Path, option: tuple[str, str], said: str) -> None:
    with pytest.raises(AskPerson) as caught:
        list(Sane(Device(sane)).pages(Setup(sane, dpi=20, extra=(option,)), Area(0, 0, 20, 20), 1, tmp_path))
    assert (caught.value.code, caught.value.message.key) == ("scan-option", said)
    assert caught.value.remedy.key == "scan-option-remedy"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_scanner_that_the_help_tells_to_try_draws_something_to_look_at(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = re.findall("`([^`]+)`", pages.text("scan", language))
    for name in ("dll.conf", "test.conf"):
        (tmp_path / name).write_text(said[said.index(name) + 1])
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    assert {0, 255} <= set(reference(tmp_path / "page.pnm", "--resolution=50")), "not all black"
    *_, installed, checkout = said
    assert installed.endswith(" minoties-desktop") and (ROOT / checkout.split()[-2]).exists()
