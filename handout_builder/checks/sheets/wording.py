"""What can be said of an article's words and numbers."""

from ..language import percentages
from ..language.abbreviations import undefined_abbreviations
from ..language.grading import grades_of
from ..language.passive import passive_in
from ..language.terms import Term, terms_of
from .form import Judged, counted, is_or_are, quoted, sentence
from .seen import Seen

_MEASURED = ("en",)
"""Languages in which terms, abbreviations and the passive are known."""
_RIGHT = 0.9
"""How many of the passives that are found are some, and how many of all are found (language/passive.py)."""
_MANY = 3
"""Words without an explanation from which on a text is not in everyday language nearly all of the time."""
_NOT_MEASURED = "Not looked at: words are looked at in English only."
_NO_NUMBERS = "No number was found besides days, times, years and phone numbers."


def everyday_words(seen: Seen) -> Judged:
    """Tell whether everyday words are used: not where abbreviations or several rare words go unexplained."""
    if seen.language not in _MEASURED:
        return "open", _NOT_MEASURED
    short, rare = list(undefined_abbreviations(seen.prose)), _unexplained(seen)
    if short or len(rare) >= _MANY:
        return "no", _strange(short, rare)
    grade = grades_of(seen.prose).whole
    told = "" if grade.fkgl is None else f"Grade {grade.fkgl:g} by Flesch-Kincaid, {grade.smog:g} by SMOG. "
    return "open", f"{told}{_strange(short, rare)}"


def explained_terms(seen: Seen) -> Judged:
    """Tell whether the terms of specialists are explained: not where one is not."""
    if seen.language not in _MEASURED:
        return "open", _NOT_MEASURED
    terms = terms_of(seen.prose)
    if rare := _unexplained(seen):
        return "no", _strange([], rare)
    if terms:
        return "open", f"Explained where they first stand: {quoted((term.written for term in terms), 5)}."
    return "open", "No word was found that few readers know."


def audience_words(seen: Seen) -> Judged:
    """Tell whether the words are always the audience's: not where any goes unexplained."""
    if seen.language not in _MEASURED:
        return "open", _NOT_MEASURED
    short, rare = list(undefined_abbreviations(seen.prose)), _unexplained(seen)
    return "no" if short or rare else "open", _strange(short, rare)


def active_voice(seen: Seen) -> Judged:
    """Tell whether at least four of five sentences are active; near that limit nobody knows but a person."""
    if seen.language not in _MEASURED:
        return "open", "Not looked at: the passive is known in English only."
    total = len(seen.prose.sentences)
    if not total:
        return "open", "There is no sentence to look at."
    found = passives(seen)
    examples = f": {quoted(found, 2)}" if found else ""
    told = f"{len(found) or 'none'} of {counted(total, 'sentence')} {is_or_are(len(found) or 1)} passive{examples}."
    if len(found) * 5 <= total * _RIGHT:
        return "yes", f"{sentence(told)} The limit is one in five."
    if len(found) * 5 * _RIGHT > total:
        return "no", f"{sentence(told)} That is more than one in five."
    return "open", f"{sentence(told)} That is near the limit of one in five: count again."


def passives(seen: Seen) -> list[str]:
    """Give the words of each sentence that are in the passive."""
    return [words for one in seen.prose.sentences if (words := passive_in(one.text))]


def clear_numbers(seen: Seen) -> Judged:
    """Tell whether numbers are easy to understand: not where a share is in per cent only."""
    if no_numbers := without_numbers(seen):
        return no_numbers
    if hard := _hard_shares(seen):
        return "no", hard
    return "open", _numbers(seen)


def familiar_numbers(seen: Seen) -> Judged:
    """Tell whether numbers are those that the audience uses: not where a share is in per cent only."""
    return clear_numbers(seen)


def meaning_of_numbers(seen: Seen) -> Judged:
    """Show the numbers that need a meaning."""
    return without_numbers(seen) or ("open", _numbers(seen))


def spared_sums(seen: Seen) -> Judged:
    """Tell whether readers are spared sums (PEMAT-P item 7): they are where there are no numbers."""
    nothing = without_numbers(seen)
    if nothing and nothing[0] == "not applicable":
        return "yes", _NO_NUMBERS
    return nothing or ("open", _sums(seen))


def sums_asked(seen: Seen) -> Judged:
    """Show what may ask for sums (Index item 17)."""
    return without_numbers(seen) or ("open", _sums(seen))


def sums_shown(seen: Seen) -> Judged:
    """Tell whether sums are explained: without numbers there are none."""
    return without_numbers(seen) or ("open", _sums(seen))


def explained_chances(seen: Seen) -> Judged:
    """Tell whether chances in figures are said in words too (Index item 20): without numbers there are none."""
    if seen.chances:
        return "open", f"Chances may be told by {quoted(seen.chances)}."
    return without_numbers(seen) or ("open", f"No chance such as 20% or 1 in 5 was found. {_numbers(seen)}")


def without_numbers(seen: Seen) -> Judged | None:
    """Tell that there are no numbers, where that is sure."""
    if seen.amounts or seen.phrases("numbers") or seen.phrases("calculations"):
        return None
    if not seen.has_words:
        return "open", "No figure was found; numbers in words are not known in this language."
    return "not applicable", _NO_NUMBERS


def _numbers(seen: Seen) -> str:
    found = [*seen.amounts, *seen.phrases("numbers")]
    return f"Numbers: {quoted(found, 6)}." if found else _sums(seen)


def _sums(seen: Seen) -> str:
    if found := seen.phrases("calculations"):
        return f"These may ask for sums: {quoted(found)}."
    if not seen.has_words:
        return "Not looked at: words for sums are known in English and Spanish only."
    return "No words were found that ask for sums, such as ‘add up’ or ‘divide’."


def _hard_shares(seen: Seen) -> str:
    if seen.language not in _MEASURED:
        return ""
    if found := next(percentages.percentages(seen.prose), None):
        return f"{sentence(found.message)}."
    tables = (" ".join(table.cells) for table in seen.tables)
    shares = [share for table in tables for share in percentages.hard_shares(table, table)]
    return f"In a table, {percentages.told_of(shares)}." if shares else ""


def _unexplained(seen: Seen) -> list[Term]:
    return [term for term in terms_of(seen.prose) if not term.is_explained]


def _strange(short: list[str], rare: list[Term]) -> str:
    parts = []
    if rare:
        them = "it" if len(rare) == 1 else "them"
        parts.append(f"Few readers know {quoted((term.written for term in rare), 6)}; nothing explains {them}.")
    if short:
        parts.append(f"Not spelled out: {quoted(short, 5)}.")
    return (
        " ".join(parts) or "Every abbreviation is spelled out, and no word was found unexplained that few readers know."
    )
