"""Only what changed is made, several at once: plan, then make."""

from .ledger import Entry, Ledger, open_ledger
from .make import make, remove, sweep, why_gone
from .plan import Plan, Task, books_of, make_plan, print_edition
from .preparing import is_about
from .workers import open_executor

__all__ = [
    "Entry",
    "Ledger",
    "Plan",
    "Task",
    "books_of",
    "is_about",
    "make",
    "make_plan",
    "open_executor",
    "open_ledger",
    "print_edition",
    "remove",
    "sweep",
    "why_gone",
]
