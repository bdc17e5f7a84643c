"""How long a reader may take: one that says nothing, or takes nothing, must not keep the others out."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from .listening import HOME

ASKING = 15.0
"""Seconds from the first word of a request, or from the greeting, to its last."""
TAKING = 60.0
"""Seconds in which a reader takes nothing of what is sent."""
MANY = 200
"""Connections at once; more are dropped before anything is read of them."""
MANY_OF_ONE = 32
"""The same of one device on the network; a browser has six. This machine may be asked by itself as it likes."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to patience: uvicorn itself waits for slow readers as long as they like."""

    # Two clocks: whoever says something while nothing is taken wins no time.
    _asking: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MANY or self._is_one_too_many():
            transport.abort()
        self._wait_for_asking()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_asking()
        self._stop_taking()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what was said, and wait for the rest of a request."""
        super().data_received(data)
        if self.cycle and not self.cycle.response_complete:
            self._stop_asking()
        elif self._asking is None:
            self._wait_for_asking()

    def pause_writing(self) -> None:
        """Wait until what was sent is taken."""
        super().pause_writing()
        self._wait_for_taking()

    def resume_writing(self) -> None:
        """Stop waiting: it was taken."""
        super().resume_writing()
        self._stop_taking()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection of which nothing more is heard, at last even if the last bytes are not taken."""
        super().timeout_keep_alive_handler()
        self._wait_for_taking()

    def _is_one_too_many(self) -> bool:
        peer = self.client and self.client[0]
        peers = [each.client and each.client[0] for each in self.connections if isinstance(each, PatientProtocol)]
        return peer != HOME and peers.count(peer) > MANY_OF_ONE

    def _wait_for_asking(self) -> None:
        self._asking = self.loop.call_later(ASKING, self.transport.abort)

    def _wait_for_taking(self) -> None:
        self._stop_taking()
        self._taking = self.loop.call_later(TAKING, self.transport.abort)

    def _stop_asking(self) -> None:
        if self._asking:
            self._asking.cancel()
            self._asking = None

    def _stop_taking(self) -> None:
        if self._taking:
            self._taking.cancel()
            self._taking = None
