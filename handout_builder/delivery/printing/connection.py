"""The line to a printer: a request goes there, its answer comes back, each within a time (RFC 8010, 4).

The certificate of an encrypted line is checked as a browser does. Most printers have made theirs themselves; such a one
is taken only where its fingerprint is the one that a person has seen and named.
"""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import (
    BAD_REQUEST,
    INTERNAL_SERVER_ERROR,
    OK,
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from socket import SHUT_RDWR, socket
from threading import Event, Timer

from ...errors import DeliveryError
from .addresses import Address
from .words import printable

PATIENCE = 10.0
"""Seconds in which a printer has to say something."""
_SLOWEST = 20_000
"""Bytes a second that a document goes over the line at least."""
_LONGEST = 2_000_000
"""Bytes of an answer; that of a big copier has some ten thousand."""
_TYPE = "application/ipp"


class UnclearError(DeliveryError):
    """What became of a request is not known: what it asked for may have been done."""


class OddAnswerError(UnclearError):
    """What came back is no answer of a printer's."""


class UnreadError(OddAnswerError):
    """What answers there could make nothing of the request, as a printer may of a newer version."""


class NoAnswerError(UnclearError):
    """Nobody answers there; it may be otherwise in a moment."""


class UnreachedError(NoAnswerError):
    """Nobody takes the call, so that nothing was sent."""


@dataclass(frozen=True)
class Line:
    """How a printer is reached."""

    address: Address
    fingerprint: str = ""
    """SHA-256 of the one certificate that is taken unchecked, as hexadecimal digits; empty for none."""
    patience: float = PATIENCE
    """Seconds."""
    version: tuple[int, int] = (2, 0)
    """Of IPP, as the printer understands it."""

    def exchange(self, request: bytes) -> bytes:
        """Send a request and give the answer. Raises DeliveryError, NoAnswerError where another try may do."""
        connection = self._connected()
        # A printer that says a little now and then would keep us waiting for ever.
        is_over = Event()
        limit = Timer(4 * self.patience + len(request) / _SLOWEST, _hang_up, [connection.sock, is_over])
        limit.daemon = True
        limit.start()
        try:
            answer = self._answer(connection, request)
            if is_over.is_set():
                # Without a length, what was cut off looks whole.
                raise TimeoutError
            return answer
        except (OSError, HTTPException, DeliveryError) as error:
            # What was cut off may look like an answer.
            if isinstance(error, DeliveryError) and not is_over.is_set():
                raise
            why = "it took too long" if is_over.is_set() else _why(error)
            raise NoAnswerError(
                f"{self.address} stopped answering ({why}). See that the printer is on and awake, then try again."
            ) from error
        finally:
            limit.cancel()
            connection.close()

    def _connected(self) -> HTTPConnection:
        connection = self._open(_unchecked() if self.fingerprint else None)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            raise DeliveryError(self._about_certificate(error.verify_message)) from error
        except ssl.SSLError as error:
            raise DeliveryError(
                f"{self.address}: no encrypted line can be had ({_why(error)}). Try its address with ipp:// instead."
            ) from error
        except OSError as error:
            raise UnreachedError(
                f"No printer answers at {self.address} ({_why(error)}). See that it is on and in the clinic's network; "
                "`printers` lists those that can be found."
            ) from error
        if self.fingerprint and self.address.is_encrypted and _fingerprint(connection) != self.fingerprint:
            connection.close()
            raise DeliveryError(
                f"{self.address} has another certificate than the one named with --trust-certificate: "
                f"{_fingerprint(connection)}. Nothing was sent. Is it the right printer?"
            )
        return connection

    def _open(self, trust: ssl.SSLContext | None) -> HTTPConnection:
        host, port = self.address.host, self.address.port
        if self.address.is_encrypted:
            return HTTPSConnection(host, port, timeout=self.patience, context=trust or ssl.create_default_context())
        return HTTPConnection(host, port, timeout=self.patience)

    def _about_certificate(self, why: str) -> str:
        connection = self._open(_unchecked())
        with suppress(OSError):
            connection.connect()
            seen = _fingerprint(connection)
            connection.close()
            return (
                f"{self.address} cannot prove who it is ({why}), as most printers cannot; nothing was sent. Compare "
                "this fingerprint with the one on the printer's own pages, and if it is the same, add "
                f"--trust-certificate {seen}"
            )
        return f"{self.address} cannot prove who it is ({why}); nothing was sent."

    def _answer(self, connection: HTTPConnection, request: bytes) -> bytes:
        # What is refused at once is refused before it has all been sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", self.address.path, request, {"Content-Type": _TYPE, "Accept": _TYPE})
        response = connection.getresponse()
        if response.status != OK or response.headers.get_content_type() != _TYPE:
            raise _kind(response.status)(self._about_refusal(response))
        answer = response.read(_LONGEST + 1)
        if len(answer) <= _LONGEST and response.length:
            raise IncompleteRead(answer, response.length)
        if len(answer) > _LONGEST:
            raise OddAnswerError(f"{self.address} answers as no printer does: its answer does not end.")
        return answer

    def _about_refusal(self, response: HTTPResponse) -> str:
        if response.status in (401, 407):
            return f"{self.address} wants a name and a password, which this program does not send. Ask who runs it."
        if response.status == 403:
            return f"{self.address} lets nobody print from this computer. Ask who runs it."
        if response.status == 426:
            return f"{self.address} wants an encrypted line. Write its address with ipps:// instead of ipp://."
        if response.status >= INTERNAL_SERVER_ERROR:
            return f"{self.address} has a fault of its own (HTTP {response.status}). Look at the printer's display."
        return (
            f"There is no printer at {self.address}: what answers there is something else (HTTP {response.status}). "
            "`printers` lists the addresses of those that can be found."
        )


def _kind(status: int) -> type[DeliveryError]:
    """Give the error of an HTTP status; a refusal is clear, whatever else may mean that the request was done."""
    if status == BAD_REQUEST:
        return UnreadError
    return OddAnswerError if status == OK or status >= INTERNAL_SERVER_ERROR else DeliveryError


def _hang_up(line: socket, is_over: Event) -> None:
    # The connection lets go of its socket when an answer has no length, and reads on.
    is_over.set()
    with suppress(OSError):
        line.shutdown(SHUT_RDWR)


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _fingerprint(connection: HTTPConnection) -> str:
    sock = connection.sock
    seen = sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
    return sha256(seen or b"").hexdigest()


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, IncompleteRead):
        return "its answer was cut off"
    return printable(str(getattr(error, "strerror", "") or error)) or type(error).__name__
