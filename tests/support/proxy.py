"""A TCP proxy in front of a server, which can stop passing anything on: the server seems frozen, its connections stay open."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Proxy:
    """Passes bytes on between its own port and a server, until it is frozen."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._server = server
        self._open: list[socket.socket] = []
        self._flows = threading.Event()
        self._flows.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Pass nothing on any more, in either direction."""
        self._flows.clear()

    def thaw(self) -> None:
        """Pass on again, first what has waited."""
        self._flows.set()

    def close(self) -> None:
        """Close every connection."""
        self.thaw()
        for one in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                self._open += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=[source, target], daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def proxy(server: tuple[str, int]) -> Iterator[Proxy]:
    """A proxy for as long as the block runs."""
    running = Proxy(server)
    try:
        yield running
    finally:
        running.close()
