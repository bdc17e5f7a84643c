"""A real server of handouts on this machine, and a plain reader to ask it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import uvicorn

from handout_builder.delivery.server import application, listen, make_server


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Running:
    """A server at work."""

    port: int
    root: Path
    server: uvicorn.Server
    said: list[str]

    def get(self, path: str, method: str = "GET", **asked: str) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {name.replace("_", "-"): value for name, value in asked.items()}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        reply = Reply(response.status, told, response.read())
        connection.close()
        return reply

    def raw(self, request: bytes) -> bytes:
        """Say bytes as they are, and read until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as talk:
            talk.sendall(request)
            return b"".join(iter(lambda: talk.recv(65536), b""))

    def status_of(self, target: bytes) -> int:
        reply = self.raw(b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return int(reply.split(b" ")[1])

    def is_lonely(self, seconds: float) -> bool:
        """Wait until nobody is connected any more."""
        end = time.monotonic() + seconds
        while self.server.server_state.connections and time.monotonic() < end:
            time.sleep(0.02)
        return not self.server.server_state.connections


@contextmanager
def running(root: Path, *, is_open: bool = False) -> Iterator[Running]:
    said: list[str] = []
    listening = listen(0, is_open=False)
    port = listening.getsockname()[1]
    server = make_server(application(root, is_open=is_open, said=said.append))
    at_work = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    at_work.start()
    try:
        yield Running(port, root, server, said)
    finally:
        server.should_exit = True
        at_work.join(10)
        assert not at_work.is_alive()
