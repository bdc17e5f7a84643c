"""The links of a feed's page: to itself, the root, the feed above and the pages beside it."""

from collections.abc import Iterator

from ...model import media_type_of
from .places import file_name, path_of
from .shelves import ROOT, FeedPage


def links_of(page: FeedPage, suffix: str) -> Iterator[tuple[str, str, str]]:
    """Give relation, address and media type of each (RFC 5005, section 3, for the pages)."""
    feed = page.feed
    ways = [("self", feed.stem, page.number), ("start", ROOT, 1)]
    if feed.stem != ROOT:
        ways.append(("up", feed.up, 1))
    if page.last > 1:
        ways += [("first", feed.stem, 1), ("last", feed.stem, page.last)]
    if page.number > 1:
        ways.append(("previous", feed.stem, page.number - 1))
    if page.number < page.last:
        ways.append(("next", feed.stem, page.number + 1))
    for rel, stem, number in ways:
        name = file_name(stem, suffix, number)
        yield rel, name, media_type_of(path_of(name))
