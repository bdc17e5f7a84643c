"""Ctrl-C while foreign code calls ours back: it would pass over the interrupt, and over the answer it asked for."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def heard_at_the_end() -> Iterator[None]:
    """Hear Ctrl-C when all is done, not in the middle. Only the main thread hears it at all."""
    if current_thread() is not main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard and callable(before):
            before(heard[0], None)
