"""What a mail carries: its names, and how large it may become."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...errors import DeliveryError
from ...model import Article, Edition

MEGABYTE = 1024 * 1024
ONE_AT_MOST = MEGABYTE
"""Bytes of one handout that a mailbox on a telephone takes with ease."""
WARN_ABOVE = 10 * MEGABYTE
REFUSE_ABOVE = 14 * MEGABYTE
"""Bytes before they are encoded for the mail, which adds more than a third; many servers take 20 MB in all."""
KINDLE_FILES = 25
KINDLE_BYTES = 50 * MEGABYTE

_MEDIA_TYPES = {".pdf": "application/pdf", ".epub": "application/epub+zip"}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_LETTERS = 80
_BYTES = 200


@dataclass(frozen=True)
class Attachment:
    """A handout as it is attached."""

    name: str
    """File name as the person sees it."""
    media_type: str
    data: bytes = field(repr=False)

    @property
    def kind(self) -> str:
        """Give the name of its format."""
        return "PDF" if self.media_type == "application/pdf" else "ePub"


def attachment_of(
    article: Article, edition: Edition, data: bytes, *, neutral: int = 0, shared: bool = False
) -> Attachment:
    """Name a handout for its reader, by its title, or with `neutral` by that number alone.

    `shared` tells that another edition of the article, of the same format, is attached too.
    """
    ending = edition.suffix.rpartition(".")[2]
    name = f"handout-{neutral}" if neutral else _file_name(article.title) or article.slug
    if shared:
        name = f"{name} ({edition.name})"
    return Attachment(f"{name}.{ending}", _MEDIA_TYPES[f".{ending}"], data)


def told_apart(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Give names that come twice a number: two articles may have one title."""
    seen: dict[str, int] = {}
    apart = []
    for each in attachments:
        count = seen[each.name.casefold()] = seen.get(each.name.casefold(), 0) + 1
        stem, dot, ending = each.name.rpartition(".")
        name = f"{stem} {count}{dot}{ending}" if count > 1 else each.name
        apart.append(Attachment(name, each.media_type, each.data))
    return apart


def size_of(attachments: Iterable[Attachment]) -> int:
    """Give the bytes of all attachments."""
    return sum(len(each.data) for each in attachments)


def in_megabytes(size: int) -> str:
    """Write a size as people read it."""
    return f"{size / 1024:.0f} KB" if size < MEGABYTE else f"{size / MEGABYTE:.1f} MB"


def check_sizes(attachments: Sequence[Attachment], *, for_kindle: bool = False) -> list[str]:
    """Give advice on what is rather large. Raises DeliveryError where it is too large, or too much for a Kindle."""
    size = size_of(attachments)
    if for_kindle and len(attachments) > KINDLE_FILES:
        raise DeliveryError(
            f"{len(attachments)} files are more than the {KINDLE_FILES} that Send to Kindle takes at once. Send fewer."
        )
    most = KINDLE_BYTES if for_kindle else REFUSE_ABOVE
    if size > most:
        instead = "Send fewer" if for_kindle else _instead(attachments)
        raise DeliveryError(
            f"The handouts have {in_megabytes(size)} together; above {in_megabytes(most)} they would not arrive. "
            f"{instead}."
        )
    return list(_advice(attachments, size))


def _instead(attachments: Sequence[Attachment]) -> str:
    several = "Send fewer at once, " if len(attachments) > 1 else "Send "
    epub = "" if all(each.kind == "ePub" for each in attachments) else "the ePub (--edition epub), "
    return f"{several}{epub}or tell people the address of your download page"


def _advice(attachments: Sequence[Attachment], size: int) -> Iterator[str]:
    for each in attachments:
        if len(each.data) > ONE_AT_MOST:
            yield (
                f"{each.kind}: {in_megabytes(len(each.data))} is large for one handout; "
                "on a telephone it takes long to open. Smaller pictures help."
            )
    if size > WARN_ABOVE:
        yield f"The handouts have {in_megabytes(size)} together: some mailboxes refuse that. Better send fewer at once."


def _file_name(title: str) -> str:
    """Make a title fit for the name of a file on any system."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split())
    if len(name) > _LETTERS:
        name = name[: _LETTERS + 1].rpartition(" ")[0] or name[:_LETTERS]
    name = name.encode()[:_BYTES].decode(errors="ignore").strip(" .,;:-–—")
    return f"_{name}" if _RESERVED.match(name) else name
