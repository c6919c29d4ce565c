"""A local proxy that makes every byte arrive later, as if the server were far away."""

import asyncio
import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

_CHUNK = 1 << 16
_END = b""  # what reading a closed connection returns


class DelayProxy:
    """Forwards TCP connections to a port of this machine; each way takes `one_way` seconds longer.

    Only the time of travel is added: bytes that follow each other closely arrive closely, so
    throughput stays what it is. The handshake of a new connection is not delayed.

    Parameters
    ----------
    target : int
        The port on 127.0.0.1 that connections go to.
    one_way : float
        Seconds each way; the round trip takes twice as much longer.

    Attributes
    ----------
    port : int
        Where the proxy listens, once it is entered as a context manager.
    """

    def __init__(self, target: int, one_way: float) -> None:
        self.target = target
        self.one_way = one_way
        self.port = 0
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="delay proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise RuntimeError(f"the proxy could not listen: {self._error}") from self._error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._error = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        with socket.create_server(("127.0.0.1", 0)) as listener, contextlib.ExitStack() as sockets:
            listener.setblocking(False)
            self.port = listener.getsockname()[1]
            self._ready.set()
            accepting = asyncio.create_task(self._accept(listener, sockets))
            await self._end.wait()
            accepting.cancel()
            await asyncio.wait([accepting])

    async def _accept(self, listener: socket.socket, sockets: contextlib.ExitStack) -> None:
        """Take connections until cancelled, which ends them all; their sockets go to `sockets`."""
        async with asyncio.TaskGroup() as connections:
            while True:
                near, _ = await asyncio.get_running_loop().sock_accept(listener)
                sockets.callback(near.close)  # a task cancelled before it begins closes nothing
                connections.create_task(self._connect(near))

    async def _connect(self, near: socket.socket) -> None:
        """Carry one connection until both sides have closed it or one is gone."""
        writers = []
        try:
            reader, writer = await asyncio.open_connection(sock=near)
            writers.append(writer)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            writers.append(far_writer)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry(reader, far_writer))
                both.create_task(self._carry(far_reader, writer))
        except* OSError:
            pass  # a side that is gone ends the connection, as it would without a proxy
        finally:
            for writer in writers:
                writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one direction: what is read goes into a queue with the time of its arrival."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        async with asyncio.TaskGroup() as both:
            both.create_task(self._deliver(under_way, writer))
            data = None
            while data != _END:
                data = await reader.read(_CHUNK)
                under_way.put_nowait((asyncio.get_running_loop().time() + self.one_way, data))

    async def _deliver(
        self, under_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        while True:
            arrival, data = await under_way.get()
            await asyncio.sleep(arrival - asyncio.get_running_loop().time())
            if data == _END:
                writer.write_eof()
                return
            writer.write(data)
            await writer.drain()
