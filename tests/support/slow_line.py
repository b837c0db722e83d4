"""A bad line to a server: slow, far away, and losing packets as TCP lets a program feel it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

SEGMENT = 1460
"""Bytes of a packet."""


@dataclass(frozen=True, slots=True)
class Line:
    """Bits a second in each direction, seconds there and back, and the part of packets that is lost on the way."""

    bits: float = 1_000_000
    round_trip: float = 0.3
    loss: float = 0.02


@contextlib.contextmanager
def behind(api: str, line: Line, *, seed: int = 1) -> Iterator[str]:
    """The address of a server as it is reached over such a line."""
    parts = urlsplit(api)
    loop = asyncio.new_event_loop()
    chance = random.Random(seed)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction: packets leave one after the other and arrive half a round trip later."""
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.ensure_future(arrive(on_the_way, writer))
        free = 0.0
        with contextlib.suppress(OSError):
            while data := await reader.read(8 * SEGMENT):
                packets = -(-len(data) // SEGMENT)
                lost = sum(chance.random() < line.loss for _ in range(packets))
                # A lost packet is noticed and sent again a round trip later; all behind it wait.
                free = max(free, loop.time()) + 8 * len(data) / line.bits + lost * line.round_trip
                on_the_way.put_nowait((free + line.round_trip / 2, data))
                await asyncio.sleep(max(0.0, free - loop.time() - line.round_trip))
        on_the_way.put_nowait((free + line.round_trip / 2, b""))
        await arriving

    async def arrive(on_the_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while (packet := await on_the_way.get())[1]:
                await asyncio.sleep(max(0.0, packet[0] - loop.time()))
                writer.write(packet[1])
                await writer.drain()
            writer.close()

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(line.round_trip)  # both sides greet each other
        there, back = await asyncio.open_connection(parts.hostname, parts.port)
        await asyncio.gather(carry(reader, back), carry(there, writer))

    server = loop.run_until_complete(asyncio.start_server(joined, "127.0.0.1", 0, limit=8 * SEGMENT))
    port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="line", daemon=True)
    thread.start()
    try:
        yield urlunsplit(parts._replace(netloc=f"127.0.0.1:{port}"))
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
