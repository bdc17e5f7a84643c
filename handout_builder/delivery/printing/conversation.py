"""What is asked of a printer, and its refusals in plain words (RFC 8011, 4)."""

from collections.abc import Mapping
from dataclasses import replace

from ...errors import DeliveryError
from .connection import Line, OddAnswerError, UnreadError
from .messages import (
    CANCEL_JOB,
    CUPS_GET_PRINTERS,
    GET_JOB_ATTRIBUTES,
    GET_PRINTER_ATTRIBUTES,
    PRINT_JOB,
    VALIDATE_JOB,
    Answer,
    Attributes,
    Sent,
    read_answer,
    write_request,
)

USER = "handouts"
"""Who prints, as queues show it: no person's name."""
_REFUSED = 0x0100
_VERSION = 0x0503
_OLDER = (1, 1)
_UNKNOWN = 0x0501
FAULTS = range(0x0500, 0x0600)
BUSY = (0x0502, 0x0505, 0x0507)
NOT_FOUND = (0x0406, 0x0407)
_WHY = {
    0x0401: "does not let this computer print",
    0x0402: "wants a name and a password, which this program does not send",
    0x0403: "does not let this computer print",
    0x0404: "cannot do that just now",
    0x0406: "does not know of it",
    0x0408: "says that the handout is too large for it",
    0x040A: "cannot print PDF files",
    0x040B: "cannot print it in the way that was asked for",
    0x040E: "cannot do two of the things asked for at once",
    0x0410: "says that it cannot read the handout",
    0x0500: "had a fault of its own",
    0x0502: "is not ready to print",
    0x0504: "had a fault of its own; look at its display",
    0x0505: "is not ready to print",
    0x0506: "accepts no jobs at the moment; look at its display, or ask who runs it",
    0x0507: "is busy with something else",
    0x0508: "has cancelled the job",
}


class RefusedError(DeliveryError):
    """The printer said no."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


def ask_printer(line: Line, wanted: tuple[str, ...]) -> Attributes:
    """Give what a printer says of itself. Raises DeliveryError."""
    answer = _ask(line, GET_PRINTER_ATTRIBUTES, {"requested-attributes": wanted})
    if not answer.printers:
        raise DeliveryError(f"There is no printer at {line.address}: what answers there says nothing of itself.")
    return answer.printers[0]


def spoken(line: Line) -> Line:
    """Give the line with the version that the printer understands. Raises DeliveryError."""
    try:
        _ask(line, GET_PRINTER_ATTRIBUTES, {"requested-attributes": "printer-name"})
    except UnreadError:
        return replace(line, version=_OLDER)
    except RefusedError as error:
        return replace(line, version=_OLDER) if error.status == _VERSION else line
    return line


def ask_queues(line: Line, wanted: tuple[str, ...]) -> tuple[Attributes, ...]:
    """Give what a CUPS server says of each of its queues. Raises DeliveryError."""
    return _ask(line, CUPS_GET_PRINTERS, {"requested-attributes": wanted}).printers


def ask_job(line: Line, number: int, wanted: tuple[str, ...]) -> Attributes:
    """Give what a printer says of a job. Raises DeliveryError."""
    answer = _ask(line, GET_JOB_ATTRIBUTES, {"job-id": number, **_by_us(), "requested-attributes": wanted})
    return next(iter(answer.jobs), {})


def validate(line: Line, name: str, wanted: Mapping[str, Sent]) -> tuple[str, ...]:
    """Ask whether a job would be taken; give what of it would be passed over. Raises RefusedError."""
    try:
        return _ask(line, VALIDATE_JOB, _about_document(name), wanted).unsupported
    except RefusedError as error:
        # What no one can be asked about is seen when it is sent; who is busy now may be free then.
        if error.status in (_UNKNOWN, *BUSY):
            return ()
        raise


def print_document(line: Line, name: str, wanted: Mapping[str, Sent], document: bytes) -> int:
    """Send a PDF to be printed and give its job's number.

    Raises RefusedError, or UnclearError after which it may have been taken.
    """
    answer = _ask(line, PRINT_JOB, _about_document(name), wanted, document)
    number = next((job["job-id"][0] for job in answer.jobs if job.get("job-id")), None)
    if not isinstance(number, int):
        raise DeliveryError(f"{line.address} took the job, but does not tell its number. Look at the printer.")
    return number


def cancel(line: Line, number: int) -> None:
    """Take a job back. Raises DeliveryError."""
    _ask(line, CANCEL_JOB, {"job-id": number, **_by_us()})


def _by_us() -> dict[str, Sent]:
    return {"requesting-user-name": USER}


def _about_document(name: str) -> dict[str, Sent]:
    # A name may have 255 bytes (RFC 8011, 5.1.3).
    shown = name.encode("utf-8")[:255].decode("utf-8", "ignore")
    return {**_by_us(), "job-name": shown, "document-format": "application/pdf"}


def _ask(
    line: Line,
    operation: int,
    about: Mapping[str, Sent],
    job: Mapping[str, Sent] | None = None,
    document: bytes = b"",
) -> Answer:
    target = {"printer-uri": str(line.address), **about}
    answer = _exchange(line, write_request(operation, target, job or {}, version=line.version) + document)
    if answer.status >= _REFUSED:
        raise RefusedError(_refusal(line, answer), answer.status)
    return answer


def _exchange(line: Line, request: bytes) -> Answer:
    try:
        return read_answer(line.exchange(request))
    except ValueError as error:
        raise OddAnswerError(
            f"{line.address} answers as no printer does ({error}). Is it the right address?"
        ) from error


def _refusal(line: Line, answer: Answer) -> str:
    why = _WHY.get(answer.status, f"refuses it (0x{answer.status:04x})")
    said = next(iter(answer.operation.get("status-message", ())), "")
    about = [f'it says: "{said}"'] if said and isinstance(said, str) else []
    about += [f"it cannot do: {', '.join(answer.unsupported)}"] if answer.unsupported else []
    return f"The printer {why}" + (f" ({'; '.join(about)})" if about else "") + f". [{line.address}]"
