"""What can be said of what the reader is to do, and of what may come of it."""

from .form import Judged, counted, is_or_are, quoted, sentence
from .seen import Seen
from .shape import numbered_lists
from .wording import passives

_SURE = 2
"""Sentences that tell the reader to do something; one alone may be misread."""


def action(seen: Seen) -> Judged:
    """Tell whether the reader is told to do something."""
    found = seen.actions
    if len(found) >= _SURE:
        return "yes", f"{sentence(counted(len(found), 'sentence'))} tell the reader what to do: {quoted(found, 2)}."
    return "open", _few(seen)


def direct_address(seen: Seen) -> Judged:
    """Show what is said to the reader, and what of patients in general."""
    if indirect := seen.phrases("indirect"):
        return "open", f"Said of others: {quoted(indirect)}; to the reader: {counted(len(seen.actions), 'sentence')}."
    return "open", f"Spoken to the reader: {quoted(seen.actions, 2)}." if len(seen.actions) >= _SURE else _few(seen)


def steps(seen: Seen) -> Judged:
    """Show what stands in steps."""
    found = numbered_lists(seen)
    if found:
        return "open", f"{sentence(found[0])}" + (f", and {len(found) - 1} more." if found[1:] else ".")
    others = f" of steps; {counted(len(seen.lists), 'other list')}" if seen.lists else ""
    return "open", f"No numbered list{others}."


def directions(seen: Seen) -> Judged:
    """Show what says how to do it."""
    times = seen.phrases("times")
    often = f" How often: {quoted(times)}." if times else ""
    return "open", f"{steps(seen)[1]}{often}"


def tool(seen: Seen) -> Judged:
    """Show what a reader could fill in or take along."""
    blanks = sum(table.has_blanks for table in seen.tables)
    parts = [f"{counted(blanks, 'table')} with cells to write into"] if blanks else []
    if found := seen.headings_of("tools") or seen.phrases("tools"):
        parts.append(f"named: {quoted(found)}")
    return "open", f"{sentence('; '.join(parts))}." if parts else "No checklist, plan or table to fill in was found."


def active_message(seen: Seen) -> Judged:
    """Show whether message and call to action may be passive (Index item 6)."""
    if seen.language != "en":
        return "open", "Not looked at: the passive is known in English only."
    found = passives(seen)
    told = f"{len(found) or 'No'} sentence{'s' * (len(found) > 1)} {is_or_are(max(1, len(found)))} passive"
    return "open", f"{told}: {quoted(found)}." if found else f"{told}, in all of the text."


def importance(seen: Seen) -> Judged:
    """Show what may say why it matters."""
    return "open", _said_of("What it is good for", seen, "benefits")


def science(seen: Seen) -> Judged:
    """Show what is said of what is known and not known (Index item 11)."""
    if not seen.has_words:
        return "open", _UNKNOWN_LANGUAGE
    known, unknown = seen.phrases("known"), seen.phrases("unknown")
    told = f"Known: {quoted(known)}." if known else "No word was found of research or experts."
    rest = f"Not known: {quoted(unknown)}." if unknown else "No phrase was found such as ‘not yet known’."
    return "open", f"{told} {rest}"


def nature_of_risk(seen: Seen) -> Judged:
    """Show what is said of risks; that no known word of them stands there proves nothing."""
    return "open", _said_of("Risks", seen, "risks")


def both_sides(seen: Seen) -> Judged:
    """Show what is said of risks and benefits."""
    if not seen.has_words:
        return "open", _UNKNOWN_LANGUAGE
    return "open", f"{_said_of('Risks', seen, 'risks')} {_said_of('Benefits', seen, 'benefits')}"


def _said_of(what: str, seen: Seen, name: str) -> str:
    if not seen.has_words:
        return _UNKNOWN_LANGUAGE
    found = seen.phrases(name)
    return f"{what}: {quoted(found)}." if found else f"{what}: no word of it was found."


def _few(seen: Seen) -> str:
    if not seen.has_words:
        return _UNKNOWN_LANGUAGE
    if seen.actions:
        return f"One sentence may tell the reader what to do: {quoted(seen.actions)}."
    return "No sentence was found that begins with what to do, such as ‘Ask’ or ‘Call’."


_UNKNOWN_LANGUAGE = "Not looked at: words are known in English and Spanish only."
