"""What can be said of an article's order: its title, sections, headings, lists and stress."""

from .form import Judged, counted, quoted, sentence
from .seen import ListSeen, Seen

_SECTION, _PARAGRAPH = 300, 150
"""Words that a section and a paragraph may have; the checks of headings and of the layout tell of more."""
_LONGEST_LIST = 7
"""Items of a list without further lists in it (Index item 8)."""
_VERY_SHORT = "Very short: {}, on one page."


def purpose(seen: Seen) -> Judged:
    """Show what tells the purpose."""
    return "open", f"Title: {quoted([seen.article.title])}. {_top(seen)}"


def main_message(seen: Seen) -> Judged:
    """Show where a main message may stand."""
    return "open", _top(seen)


def message_first(seen: Seen) -> Judged:
    """Show what stands first."""
    return "open", _top(seen)


def message_stressed(seen: Seen) -> Judged:
    """Show what is stressed."""
    if seen.article.key_points:
        return (
            "open",
            f"A box holds {counted(len(seen.article.key_points), 'key point')}; look whether the message is there.",
        )
    return (
        "open",
        f"In bold: {quoted(seen.stressed)}." if seen.stressed else "No words are in bold, and no box holds key points.",
    )


def top_summary(seen: Seen) -> Judged:
    """Show whether the top sums up what matters."""
    return "open", _top(seen)


def distraction(seen: Seen) -> Judged:
    """Show what may lead away from the purpose."""
    if found := [*seen.phrases("promotion"), *seen.lines_of("leftovers")]:
        return "open", f"These may lead away from it: {quoted(found)}."
    words = f"{seen.words:,} words in " if seen.words else ""
    told = f"{sentence(words)}{counted(len(seen.sections), 'section')}"
    if not seen.has_words:
        return "open", f"{told}. Not looked at for advertising: words are known in English and Spanish only."
    return "open", f"{told}; no words of advertising were found."


def short_sections(seen: Seen) -> Judged:
    """Tell whether sections are short: none over a page, no paragraph over fourteen lines."""
    if very_short := _very_short(seen):
        return very_short
    if not seen.words:
        return "open", "Not counted: this language is written without spaces between words."
    heading, longest = max(seen.sections, key=lambda section: section[1])
    place = f"under {quoted([heading])}" if heading else "above the first heading"
    paragraph = max((len(block.text.split()) for block in seen.paragraphs), default=0)
    if not seen.headings:
        told = f"{seen.words} words without a heading; {counted(len(seen.lists), 'list')}."
        return ("no" if seen.words > _SECTION else "open"), told
    if longest > _SECTION:
        return "no", f"{longest} words stand {place} without another heading; {_SECTION} fill a page."
    if paragraph > _PARAGRAPH:
        return "no", f"A paragraph has {paragraph} words; seven lines hold about 90."
    return "yes", f"{sentence(counted(len(seen.sections), 'section'))}; the longest has {longest} words, {place}."


def informative_headings(seen: Seen) -> Judged:
    """Tell whether headings are informative: without any they are not."""
    if very_short := _very_short(seen):
        return very_short
    if not seen.headings:
        return "no", "There is no heading."
    return "open", f"{sentence(counted(len(seen.headings), 'heading'))}: {quoted(seen.headings, 5)}."


def chunks(seen: Seen) -> Judged:
    """Tell whether text stands in chunks with headings (Index item 9)."""
    if not seen.headings:
        return "no", "There is no heading."
    if not seen.words:
        return "open", f"{sentence(counted(len(seen.headings), 'heading'))}."
    heading, longest = max(seen.sections, key=lambda section: section[1])
    place = quoted([heading]) if heading else "that above the first heading"
    return (
        "open",
        f"{sentence(counted(len(seen.headings), 'heading'))}; the longest section, {place}, has {longest} words.",
    )


def sequence(seen: Seen) -> Judged:
    """Show the order of thoughts."""
    order = seen.headings or [block.opening for block in seen.paragraphs]
    return "open", f"In this order: {quoted(order, 4)}." if order else "There is nothing to order."


def summary(seen: Seen) -> Judged:
    """Tell whether there is a summary: key points, a summary at the top, or a heading that says so."""
    if very_short := _very_short(seen):
        return very_short
    if seen.article.key_points:
        return "yes", f"A box at the top holds {counted(len(seen.article.key_points), 'key point')}."
    if found := [heading for heading in seen.headings_of("summaries") if len(heading.split()) < 6]:
        return "yes", f"Under the heading {quoted(found, 1)}."
    if seen.article.summary:
        return "open", f"At the top: {quoted([seen.article.summary])}; look whether it sums up all that matters."
    if found := seen.headings_of("conclusions"):
        return "open", f"Look whether it is under {quoted(found, 1)}. There are no key points."
    last = next((block.opening for block in reversed(seen.paragraphs)), "")
    return "open", f"No key points, and no heading that says so. The last paragraph begins {quoted([last])}."


def visual_cues(seen: Seen) -> Judged:
    """Tell whether cues draw the eye to key points: a box of them does; a page without any cue does not."""
    if seen.article.key_points:
        return "yes", f"A tinted box holds {counted(len(seen.article.key_points), 'key point')}."
    if not (seen.headings or seen.lists or seen.stressed or seen.pictures or seen.tables):
        return "no", "There are no key points, no heading, no list and no words in bold."
    cues = f"{counted(len(seen.headings), 'heading')}, {counted(len(seen.lists), 'list')}"
    bold = f"in bold: {quoted(seen.stressed)}" if seen.stressed else "no words in bold"
    return "open", f"No box of key points; {cues}, {bold}."


def lists(seen: Seen) -> Judged:
    """Tell whether lists are used well (Index item 8): not over seven items, nor only at the end or of sources."""
    if not seen.lists:
        return "no", "There is no list."
    telling = [one for one in seen.lists if not seen.is_of_sources(one.heading)]
    if not telling:
        return "no", "There are lists of sources only."
    if long := [one for one in telling if one.size > _LONGEST_LIST and not one.is_parted]:
        return "no", f"{sentence(_named(long[0]))} has more than {_LONGEST_LIST} items and is not parted."
    if all(one.is_last for one in telling):
        return "no", f"The only list, {_named(telling[0])}, stands at the end."
    parted = (
        "" if all(one.size <= _LONGEST_LIST for one in telling) else f" Those of more than {_LONGEST_LIST} are parted."
    )
    return "yes", f"{sentence(counted(len(telling), 'list'))}, such as {_named(telling[0])}.{parted}"


def _named(one: ListSeen) -> str:
    place = f" under {quoted([one.heading])}" if one.heading else ""
    return f"a {'numbered ' if one.is_numbered else ''}list of {one.size}{place}"


def numbered_lists(seen: Seen) -> list[str]:
    """Name the numbered lists of more than one item."""
    return [
        _named(one) for one in seen.lists if one.is_numbered and one.size > 1 and not seen.is_of_sources(one.heading)
    ]


def _very_short(seen: Seen) -> Judged | None:
    if not seen.is_very_short or not seen.words:
        return None
    return "not applicable", _VERY_SHORT.format(counted(len(seen.paragraphs), "paragraph"))


def _top(seen: Seen) -> str:
    article = seen.article
    if article.summary:
        return f"Summary at the top: {quoted([article.summary])}."
    if article.key_points:
        return f"Key points at the top: {quoted(article.key_points, 2)}."
    first = next((block.text for block in seen.paragraphs), "")
    return f"The text begins {quoted([first])}." if first else "There is no text."
