"""Jobs go to the printer, and are followed until they are printed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...errors import DeliveryError
from .connection import NoAnswerError, UnclearError, UnreachedError
from .conversation import BUSY, FAULTS, NOT_FOUND, RefusedError, ask_job, ask_printer, cancel, print_document, validate
from .messages import Attributes, Sent
from .orders import Order, Run
from .printer import Printer
from .reasons import in_words

_HELD, _STOPPED, _CANCELLED, _ABORTED, _COMPLETED = 4, 6, 7, 8, 9
"""States of a job that does not go on, or is over (RFC 8011, 5.3.7)."""
_FIRST_LOOK, _LAST_LOOK = 0.2, 2.0
"""Seconds between two looks at a job, at first and in the end."""
_JOB = ("job-state", "job-state-reasons", "job-state-message", "job-printer-state-message")
_PRINTER = ("printer-state-reasons",)

_SAYS_NOTHING = ("none", "aborted-by-system", "canceled-at-device", "job-stopped", "job-canceled-by-user")

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """A job that a printer has taken."""

    number: int
    name: str


def check_orders(printer: Printer, orders: list[Order]) -> Iterator[str]:
    """Ask the printer whether it would take every job; give what it would pass over. Raises DeliveryError."""
    for order in orders:
        passed_over: dict[str, None] = {}
        for run in order.runs:
            for copies in dict.fromkeys(run.copies):
                passed_over |= dict.fromkeys(validate(printer.line, order.leaf.slug, _wanted(run, copies)))
        if passed_over:
            yield f"{order.leaf.slug}: {printer.name} says that it will pass over: {', '.join(passed_over)}."


def send(printer: Printer, order: Order, run: Run, copies: int, data: bytes, seconds: float, tell: Tell) -> Job:
    """Hand a job to the printer, waiting while it is busy. Raises DeliveryError."""
    until = time.monotonic() + seconds
    name, is_told = order.leaf.slug, False
    while True:
        try:
            return Job(print_document(printer.line, name, _wanted(run, copies), data), name)
        except RefusedError as error:
            if error.status not in BUSY or time.monotonic() > until:
                raise
        except UnreachedError:
            raise
        except UnclearError as error:
            raise UnclearError(
                f"{error} It may have taken {name} all the same: look at the printer before you print it again."
            ) from error
        if not is_told:
            tell(f"{printer.name} is busy with something else; {name} waits for it.")
            is_told = True
        time.sleep(min(_LAST_LOOK, max(0.0, until - time.monotonic())))


def follow(printer: Printer, job: Job, seconds: float, tell: Tell) -> None:
    """Wait until a job is printed, saying what keeps the printer from it and what to do.

    Raises DeliveryError where it is not printed within the time, or never will be.
    """
    until = time.monotonic() + seconds
    pause, said = _FIRST_LOOK, ""
    while True:
        try:
            told = _ask_about(printer, job, tell)
            if told is None or _is_printed(printer, job, told, tell):
                return
            now = _trouble(printer, job, told)
        except NoAnswerError:
            now = "does not answer any more. See that it is on."
        except UnclearError:
            now = "gives answers that say nothing. Look at its display."
        if now and now != said:
            tell(f"{printer.name} {now}")
        said = now
        if time.monotonic() > until:
            raise DeliveryError(_still_waiting(printer, job, said))
        time.sleep(pause)
        pause = min(_LAST_LOOK, pause * 1.5)


def take_back(printer: Printer, job: Job) -> str:
    """Cancel a job and say what became of it."""
    try:
        cancel(printer.line, job.number)
    except DeliveryError as error:
        return f"{job.name} could not be cancelled and stays in the printer (job {job.number}). {error}"
    return f"{job.name} was cancelled in the printer (job {job.number}); sheets that are on their way still come out."


def _wanted(run: Run, copies: int) -> dict[str, Sent]:
    return {**run.attributes, "copies": copies} if copies > 1 else run.attributes


def _ask_about(printer: Printer, job: Job, tell: Tell) -> Attributes | None:
    """Ask about a job; give None where the printer has forgotten it, and nothing where it is busy."""
    try:
        return ask_job(printer.line, job.number, _JOB)
    except RefusedError as error:
        if error.status in FAULTS:
            return {}
        if error.status not in NOT_FOUND:
            raise DeliveryError(f"{error} {_handed_over(job)}") from error
    except UnclearError:
        raise
    except DeliveryError as error:
        raise DeliveryError(f"{error} {_handed_over(job)}") from error
    tell(f"{printer.name} knows nothing of {job.name} any more, as some printers do of what they have printed.")
    return None


def _is_printed(printer: Printer, job: Job, told: Attributes, tell: Tell) -> bool:
    state = next(iter(told.get("job-state", ())), 0)
    if state == _CANCELLED:
        raise DeliveryError(
            f"{job.name} was cancelled at {printer.name} (job {job.number}{_in_its_words(told)}). Print it "
            "again if need be."
        )
    if state == _ABORTED:
        raise DeliveryError(
            f"{printer.name} gave {job.name} up (job {job.number}{_in_its_words(told)}). Look at its display, then "
            "print it again."
        )
    if state == _COMPLETED and "job-completed-with-errors" in _reasons(told, "job-state-reasons"):
        tell(f"{printer.name} says that something went wrong with {job.name}. Look at the sheets.")
    return state == _COMPLETED


def _trouble(printer: Printer, job: Job, told: Attributes) -> str:
    """Say what keeps the printer from a job, in a sentence without its subject; empty where nothing does."""
    reasons: list[str] = []
    try:
        reasons = in_words(_reasons(ask_printer(printer.line, _PRINTER), "printer-state-reasons"))
    except UnclearError:
        raise
    except DeliveryError:
        # The job alone has to tell, then.
        reasons = []
    state = next(iter(told.get("job-state", ())), 0)
    if state in (_HELD, _STOPPED) and not reasons:
        does = "holds" if state == _HELD else "has stopped"
        return f"{does} {job.name} (job {job.number}{_in_its_words(told)}). Look at its display, or ask who runs it."
    return " ".join(reasons)


def _in_its_words(told: Attributes) -> str:
    """Give what the printer says of a job beyond its state, to stand in brackets."""
    messages = _reasons(told, "job-printer-state-message") + _reasons(told, "job-state-message")
    reasons = [reason for reason in _reasons(told, "job-state-reasons") if reason not in _SAYS_NOTHING]
    said = next(filter(None, messages), "") or ", ".join(reasons)
    return f'; it says: "{said}"' if said else ""


def _reasons(told: Attributes, name: str) -> list[str]:
    return [reason for reason in told.get(name, ()) if isinstance(reason, str)]


def _handed_over(job: Job) -> str:
    return f"It has {job.name} all the same (job {job.number}): look at the printer before you print it again."


def _still_waiting(printer: Printer, job: Job, said: str) -> str:
    why = f" {printer.name} {said}" if said else ""
    return (
        f"{job.name} is not printed yet and waits in {printer.name} (job {job.number}).{why} "
        "It stays there: do not send it again, but see to it at the printer."
    )
