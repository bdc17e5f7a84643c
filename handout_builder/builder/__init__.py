"""Only what changed is made, several at once: plan, then make."""

from .ledger import Entry, Ledger, open_ledger
from .make import make, remove, sweep, why_gone
from .plan import Plan, Task, make_plan
from .workers import open_executor

__all__ = [
    "Entry",
    "Ledger",
    "Plan",
    "Task",
    "make",
    "make_plan",
    "open_executor",
    "open_ledger",
    "remove",
    "sweep",
    "why_gone",
]
