"""How long a reader may take: one that says nothing, or takes nothing, must not keep the others out."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

ASKING = 15.0
"""Seconds from the first word of a request, or from the greeting, to its last."""
TAKING = 60.0
"""Seconds in which a reader takes nothing of what is sent."""
MANY = 200
"""Connections at once; more are dropped before anything is read of them."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to patience: uvicorn itself waits for slow readers as long as they like."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MANY:
            transport.abort()
        self._wait(ASKING)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what was said, and wait for the rest of a request."""
        super().data_received(data)
        if self.cycle and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait(ASKING)

    def pause_writing(self) -> None:
        """Wait until what was sent is taken."""
        super().pause_writing()
        self._wait(TAKING)

    def resume_writing(self) -> None:
        """Stop waiting: it was taken."""
        super().resume_writing()
        self._stop_waiting()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection of which nothing more is heard, at last even if the last bytes are not taken."""
        super().timeout_keep_alive_handler()
        self._wait(TAKING)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
