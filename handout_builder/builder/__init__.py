"""Only what changed is made, several at once: plan, then make.

Importing this package loads what tells that nothing changed, and none of what makes handouts.
"""

from .ledger import Entry, Ledger, open_ledger
from .placing import remove, sweep, why_gone, write_beside
from .plan import Plan, Task, books_of, is_about, make_plan, print_edition

__all__ = [
    "Entry",
    "Ledger",
    "Plan",
    "Task",
    "books_of",
    "is_about",
    "make_plan",
    "open_ledger",
    "print_edition",
    "remove",
    "sweep",
    "why_gone",
    "write_beside",
]
