"""What is to happen unless it is called off in time, by one thread for all: a Timer starts one for each."""

import time
from collections.abc import Callable
from math import inf
from threading import Condition, Thread


class Alarms:
    """Acts, each with a time by which it is called off or done."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._acts: dict[int, tuple[float, Callable[[], None]]] = {}
        self._numbers = 0
        self._at_work_on = 0
        self._wakes_at = inf
        self._thread: Thread | None = None

    def set(self, seconds: float, act: Callable[[], None]) -> int:
        """Have something done after so many seconds; give the number to call it off by."""
        due = time.monotonic() + seconds
        with self._changed:
            self._numbers += 1
            self._acts[self._numbers] = due, act
            # In a copy of this process the thread is not there.
            if self._thread is None or not self._thread.is_alive():
                self._wakes_at = inf
                self._thread = Thread(target=self._attend, daemon=True)
                self._thread.start()
            # It looks by itself for what is due later than it wakes.
            if due < self._wakes_at:
                self._changed.notify()
            return self._numbers

    def call_off(self, number: int) -> None:
        """Have it not done any more; when this returns, it is done or will never be."""
        with self._changed:
            self._acts.pop(number, None)
            while self._at_work_on == number:
                self._changed.wait()

    def _attend(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                number, (due, act) = min(self._acts.items(), key=_due, default=(0, (inf, _nothing)))
                if due <= now:
                    self._at_work_on = number
                    self._changed.release()
                    try:
                        # It may take a while, in which others are set and called off.
                        act()
                    finally:
                        self._changed.acquire()
                        self._at_work_on = 0
                        self._acts.pop(number, None)
                        self._changed.notify_all()
                else:
                    self._wakes_at = due
                    self._changed.wait(None if due == inf else due - now)


def _due(entry: tuple[int, tuple[float, Callable[[], None]]]) -> float:
    return entry[1][0]


def _nothing() -> None:
    pass


ALARMS = Alarms()
"""Those of this process."""
