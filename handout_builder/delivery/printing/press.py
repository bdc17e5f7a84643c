"""Handouts are printed one after the other, each to its end, with a person's help where sheets have to be turned."""

from collections.abc import Callable, Iterator

from ...errors import DeliveryError
from .orders import Order, Run
from .printer import Printer
from .sending import Job, Tell, follow, send, take_back

Turn = Callable[[Order], bool]
"""Has a person turn the stack of front sides; gives whether its last sheet goes in first. Raises DeliveryError."""


def print_orders(
    printer: Printer, orders: list[Order], seconds: float, tell: Tell, turn: Turn
) -> Iterator[tuple[Order, list[int]]]:
    """Print handouts; give each with the numbers of its jobs when it is printed.

    A job may take `seconds`. Ctrl-C cancels the job that is in the printer. Raises DeliveryError, which tells what was
    not sent.
    """
    for place, order in enumerate(orders):
        left = [later.leaf.slug for later in orders[place + 1 :]]
        yield order, _print(printer, order, seconds, tell, turn, left)


def _print(printer: Printer, order: Order, seconds: float, tell: Tell, turn: Turn, left: list[str]) -> list[int]:
    jobs: list[int] = []
    for place, run in enumerate(order.runs):
        sent = 0
        try:
            data = run.data_last_first if run.side == "back" and turn(order) else run.data
            for copies in run.copies:
                sent += copies
                jobs.append(_print_job(printer, order, run, copies, data, seconds, tell))
        except (DeliveryError, KeyboardInterrupt) as error:
            rest = [*_left_of(order, place, order.copies - sent), *left]
            said = f"Not sent: {'; '.join(rest)}." if rest else ""
            if isinstance(error, DeliveryError):
                raise DeliveryError(f"{error} {said}".rstrip()) from error
            if said:
                tell(said)
            raise
    return jobs


def _print_job(printer: Printer, order: Order, run: Run, copies: int, data: bytes, seconds: float, tell: Tell) -> int:
    job: Job | None = None
    try:
        job = send(printer, order, run, copies, data, seconds, tell)
        follow(printer, job, seconds, tell)
    except KeyboardInterrupt:
        tell(take_back(printer, job) if job else f"{order.leaf.slug} was not sent whole; look at {printer.name}.")
        raise
    return job.number


def _left_of(order: Order, place: int, copies: int) -> Iterator[str]:
    """Name what of a handout was not sent, its run at `place` having `copies` to go."""
    sides = {"front": "front sides of ", "back": "back sides of ", "both": ""}
    name, run = order.leaf.slug, order.runs[place]
    if copies and copies < order.copies:
        yield f"{copies} of the {order.copies} copies of {sides[run.side]}{name}"
    elif copies:
        yield f"{sides[run.side]}{name}"
    for later in order.runs[place + 1 :]:
        yield f"{sides[later.side]}{name}"
