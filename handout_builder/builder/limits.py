"""What one article may take: so many seconds, so much memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Limits:
    """What a task may take before it is given up."""

    seconds: int
    """By the clock."""
    megabytes: int
    """Of memory that a process writes to; held on Linux."""

    def times(self, number: int) -> "Limits":
        """Give the limits of a task for several articles."""
        return Limits(self.seconds * max(number, 1), self.megabytes * max(number, 1))


@dataclass(frozen=True)
class Work(Generic[P, T]):
    """A function, and what an executor that hands it to other processes should know of it."""

    do: Callable[P, T]
    limits: Limits
    shared: tuple[str | bytes, ...] = ()
    """Large values inside the arguments that many tasks have in common: they are sent once a worker."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it; whoever calls it so watches no limits."""
        return self.do(*args, **kwargs)
