"""What is to happen unless it is called off in time, watched by one thread for all: a Timer starts one for each."""

import time
from collections.abc import Callable
from math import inf
from threading import Condition, Thread


class Alarms:
    """Acts, each with a time by which it is called off or done."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._acts: dict[int, tuple[float, Callable[[], None]]] = {}
        self._at_work: set[int] = set()
        self._numbers = 0
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
                self._thread = Thread(target=self._watch, daemon=True)
                self._thread.start()
            # It looks by itself for what is due later than it wakes.
            if due < self._wakes_at:
                self._changed.notify_all()
            return self._numbers

    def call_off(self, number: int) -> None:
        """Have it not done any more; when this returns, it is done or will never be."""
        with self._changed:
            self._acts.pop(number, None)
            while number in self._at_work:
                self._changed.wait()

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for number in [number for number, (due, _) in self._acts.items() if due <= now]:
                    _, act = self._acts.pop(number)
                    self._at_work.add(number)
                    # A thread of its own: it may wait for what the next one does.
                    Thread(target=self._do, args=(number, act), daemon=True).start()
                self._wakes_at = min((due for due, _ in self._acts.values()), default=inf)
                self._changed.wait(None if self._wakes_at == inf else self._wakes_at - now)

    def _do(self, number: int, act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            with self._changed:
                self._at_work.discard(number)
                self._changed.notify_all()


ALARMS = Alarms()
"""Those of this process."""
