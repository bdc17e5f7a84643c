"""The report: one page that shows a clinic every handout, what was found, and that it was proved."""

import base64
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..model import EDITIONS, PICTURED_PAGES, WORDS_A_MINUTE, Clinic, Facts, Finding, Receipt

if TYPE_CHECKING:
    from jinja2 import Template

_AT_ONCE = 500
"""Pieces of text that are written together: words, values and what stands between them."""
_FIRST = "SRB"
"""Letters of the codes that matter most to a patient: safety, review, byline."""


@dataclass(frozen=True)
class _Sheet:
    """One article with its handouts, or the bundle."""

    slug: str
    title: str
    source: str
    words: int
    pictured: Receipt | None
    """The printed handout whose picture stands beside it, if there is one."""
    picture_of: str
    """The edition that the picture shows, and its pages."""
    handouts: tuple[tuple[Receipt, int], ...]
    """Each with the number of checks that its proof passed; 0 where it was not made."""
    findings: tuple[Finding, ...]
    """Of those who read and made it."""
    advice: tuple[Finding, ...]
    """What the checks advise, what matters most to a patient first."""

    @property
    def minutes(self) -> int:
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def failed(self) -> list[str]:
        return list(dict.fromkeys(receipt.why for receipt, _ in self.handouts if receipt.status == "failed"))


def write_report(
    clinic: Clinic, receipts: Sequence[Receipt], facts: Iterable[Facts], picture: Callable[[str, str], bytes]
) -> Iterator[str]:
    """Write the report as one HTML document that needs no other file, piece by piece.

    `receipts` are of every handout there is, and of those that could not be made. `picture` gives the picture of a
    handout by slug and edition, since all of them would be too many for memory. Equal input gives equal text.
    """
    known, pictured = {}, set()
    for fact in facts:
        known[fact.slug, fact.edition] = replace(fact, picture=b"")
        if fact.picture:
            pictured.add((fact.slug, fact.edition))
    by_slug: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_slug.setdefault(receipt.slug, []).append(receipt)
    sheets = [_sheet(slug, own, known, pictured) for slug, own in by_slug.items()]
    sheets.sort(key=lambda sheet: (not sheet.failed, not sheet.source, sheet.title.casefold(), sheet.slug))
    made = [receipt for receipt in receipts if receipt.status != "failed"]
    text = load().stream(
        clinic=clinic,
        sheets=sheets,
        made=len(made),
        proved=sum(checks > 0 for sheet in sheets for _, checks in sheet.handouts),
        failed=len(receipts) - len(made),
        findings=sum(len(sheet.findings) for sheet in sheets),
        size=size_text,
        picture=lambda receipt: _data_address(picture(receipt.slug, receipt.edition)),
    )
    text.enable_buffering(_AT_ONCE)
    return text


@lru_cache(maxsize=1)
def load() -> "Template":
    """Give the report's template, which takes a moment the first time."""
    # A slow import, which a build that makes nothing does without.
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        (files(__package__) / "report.html").read_text("utf-8")
    )


def _sheet(
    slug: str, receipts: Sequence[Receipt], known: dict[tuple[str, str], Facts], pictured: Container[tuple[str, str]]
) -> _Sheet:
    order = {edition.name: place for place, edition in enumerate(EDITIONS)}
    own = sorted(receipts, key=lambda receipt: order.get(receipt.edition, len(order)))
    facts = [known.get((slug, receipt.edition)) for receipt in own]
    shown = next((receipt for receipt in own if (slug, receipt.edition) in pictured), None)
    told = next((fact for fact in facts if fact), None)
    source = next((receipt.source for receipt in own if receipt.source), "")
    findings = [f for f in dict.fromkeys(finding for receipt in own for finding in receipt.findings) if not f.excused]
    advice = sorted(
        (f for f in findings if f.is_checked and f.advice), key=lambda f: (_FIRST + f.code[0]).index(f.code[0])
    )
    return _Sheet(
        slug=slug,
        title=(told.title if told else "") or source or "All articles together",
        source=source,
        words=told.words if told else 0,
        pictured=shown,
        picture_of=_pages_text(shown) if shown else "",
        handouts=tuple((r, f.checks if f else 0) for r, f in zip(own, facts, strict=True)),
        findings=tuple(finding for finding in findings if not finding.is_checked),
        advice=tuple(advice),
    )


def _data_address(picture: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii")


def _pages_text(receipt: Receipt) -> str:
    count = receipt.pages or 1
    pages = f"first {PICTURED_PAGES} of {count} pages" if count > PICTURED_PAGES else f"page{'s' * (count > 1)}"
    return f"The {pages} of the {receipt.edition} edition"


def size_text(size: int | None) -> str:
    """Write a size in bytes as people read it."""
    if not size:
        return ""
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
