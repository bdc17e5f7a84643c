"""What was made -> e-readers and phones, over HTTP: the folder handouts/, to be read and nothing else."""

import socket

import uvicorn
from starlette.applications import Starlette

from .application import application
from .listening import HOME, USUAL, listen, listen_from, own_addresses
from .patience import PatientProtocol

__all__ = ["HOME", "USUAL", "application", "listen", "listen_from", "make_server", "own_addresses", "serve"]

_AT_ONCE = 100
"""Connections beyond which a reader is asked to come again."""
_IDLE = 5
"""Seconds that a connection is kept for another request."""
_FAREWELL = 3
"""Seconds that downloads may go on when the server is stopped."""


def make_server(served: Starlette) -> uvicorn.Server:
    """Make the server of an application; it logs nothing, and so nobody's address."""
    return uvicorn.Server(
        uvicorn.Config(
            served,
            http=PatientProtocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_FAREWELL,
        )
    )


def serve(served: Starlette, port: socket.socket) -> None:
    """Serve until Ctrl-C, which is then raised as KeyboardInterrupt."""
    make_server(served).run(sockets=[port])
