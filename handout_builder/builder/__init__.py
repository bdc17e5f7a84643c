"""Only what changed is made, several at once: plan, then make.

Importing this package loads what tells that nothing changed, and none of what makes handouts.
"""

from . import fingerprints
from .books import book_of, books_of, settled_digest, volume_of, volumes_of
from .claims import Claims
from .entry import receipt_of
from .ledger import Entry, Ledger, open_ledger, read_ledger
from .lock import only_build
from .placing import Place, not_written, remove, remove_stray, stray, why_gone
from .plan import REPORT, Plan, Task, is_about, make_plan, print_edition
from .site_files import SITE, SiteFiles
from .sources import check_folder, check_only, find_sources

__all__ = [
    "REPORT",
    "SITE",
    "Claims",
    "Entry",
    "Ledger",
    "Place",
    "Plan",
    "SiteFiles",
    "Task",
    "book_of",
    "books_of",
    "check_folder",
    "check_only",
    "find_sources",
    "fingerprints",
    "is_about",
    "make_plan",
    "not_written",
    "only_build",
    "open_ledger",
    "print_edition",
    "read_ledger",
    "receipt_of",
    "remove",
    "remove_stray",
    "settled_digest",
    "stray",
    "volume_of",
    "volumes_of",
    "why_gone",
]
