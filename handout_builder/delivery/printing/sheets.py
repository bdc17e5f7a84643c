"""The pages of a PDF on sheets of paper: which of them are printed, and on which side."""

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from ...errors import DeliveryError


def count_pages(data: bytes) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def wanted_pages(ranges: str, count: int) -> list[int]:
    """Give the pages that are named, from 1, in their order. Raises DeliveryError where there is no such page."""
    if not re.fullmatch(r"\s*\d{1,9}(\s*-\s*\d{1,9})?(\s*,\s*\d{1,9}(\s*-\s*\d{1,9})?)*\s*", ranges):
        raise DeliveryError(f'"{ranges[:40]}" names no pages. Write them as 1-3,5.')
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        if int(last or first) < int(first):
            raise DeliveryError(f"--pages {part.strip()}: that goes backwards. Write the lower page first, as 1-3,5.")
        found |= set(range(int(first), min(int(last or first), count + 1) + 1))
    if not found or min(found) < 1 or max(found) > count:
        pages = f"has {count} pages" if count > 1 else "has one page"
        raise DeliveryError(f"--pages {ranges.strip()}: the handout {pages}. Write the pages as 1-3,5, from 1 on.")
    return sorted(found)


def fronts(pages: Sequence[int]) -> list[int]:
    """Give those that are printed first where a person turns the sheets over."""
    return list(pages[::2])


def backs(pages: Sequence[int]) -> list[int]:
    """Give those that are printed on their backs; 0 for the back of a last sheet that has none.

    That sheet goes through the printer too: in a stack of several copies others lie under it.
    """
    return list(pages[1::2]) + [0] * (len(pages) % 2)


def with_pages(data: bytes, numbers: Sequence[int]) -> bytes:
    """Give a PDF of some of the pages, from 1, in this order; 0 for a blank one."""
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.new() as chosen:
        for number in numbers:
            if number:
                chosen.pages.append(pdf.pages[number - 1])
            else:
                left, low, right, high = map(float, pdf.pages[0].mediabox)
                chosen.add_blank_page(page_size=(right - left, high - low))
        chosen.save(written, deterministic_id=True)
    return written.getvalue()
