"""Abbreviations that are not spelled out where they are first used."""

import re
from collections.abc import Iterator

from ...model import Finding
from ..rules import Rule
from .frequency import zipf
from .listing import listed
from .prose import Prose, Sentence

RULE = Rule(
    "L210",
    "Abbreviations are not spelled out",
    'Write the words first, then the letters: "cognitive behavioral therapy (CBT)".',
    "PEMAT-P item 3 (AHRQ): abbreviations are spelled out the first time, but for those of tests such as CT",
)

_KNOWN = frozenset(
    "US USA UK EU UN TV OK FAQ ID PDF AM PM DVD CD GPS DIY AIDS HIV DNA COVID CEO ZIP NASA FBI CIA IQ PIN RSVP ASAP "
    "ATM UV SMS WWW PhD MD RN TLC ABC NYC LA DC HR PC SOS VIP BBC CNN USB PJs TED YMCA ER CPR LGBT LGBTQ LGBTQIA PS "
    "VS QR URL IT FM AC DJ BC AD CE BCE EST PST GMT BBQ BFF PR HQ PO AI IRS DMV SUV LED GIF PNG JPEG SPF LEGO IKEA BMW "
    "NBA NFL MTV CBS NBC HBO FYI DOB TBD TBA BYOB MP GB MB WIFI HD CT CAT PET MRI EKG ECG EEG".split()
)
"""What everybody knows better by its letters than by its words; the last ones are tests."""
_ABBREVIATION = re.compile(
    r"(?<![\w.@/])[A-Z]{2,6}s?(?![\w@]|\.\w)|(?<![\w.@/])[A-Z][a-z]?[A-Z]{1,4}[a-z]?(?![\w@]|\.\w)"
)
_ALSO_WORDS = frozenset("ACT ADD ART MAT PACT SAD SPACE".split())
"""Therapies, programs and diagnoses whose letters make an everyday word."""
_BEFORE_WORD = re.compile(
    r"\b(?:can|could|do|don['’]t|feel|i|may|must|not|should|so|they|very|we|will|you)\s+$", re.IGNORECASE
)
"""What stands before such a word where it is stressed, and no abbreviation."""
_STRESSED = 3.5
"""Zipf frequency from which letters are rather a word in capitals: hardly an abbreviation is counted among words."""
_ROMAN = re.compile(r"[IVX]+")
_CREDENTIAL = re.compile(r"[A-Z][\w.’'-]+ [A-Z][\w.’'-]+(?:, [A-Z][A-Za-z./-]{1,9})*, $")
"""What stands before letters that follow a person's name."""
_EXPANSION = re.compile(
    r"s?[”\"’]?\s*\((?!see |for |e\.g|such )[^)]*[a-z]{2}[^)]*\s[^)]*\)"
    r"|,?\s+(?:which\s+|is\s+)?(?:stands?|short|means)\b"
)
"""What says after letters which words they stand for."""
_PLACE = re.compile(r"[A-Z]\w+, $")


def abbreviations(prose: Prose) -> Iterator[Finding]:
    """Look for abbreviations whose first use does not say what they stand for."""
    found = list(undefined_abbreviations(prose))
    if found:
        message = (
            f"nothing says at the first use what {listed(found, 6)} {'stands' if len(found) == 1 else 'stand'} for"
        )
        yield RULE.found(message, found[0])


def undefined_abbreviations(prose: Prose) -> Iterator[str]:
    """Give each abbreviation that its first use does not spell out, in order."""
    seen: set[str] = set()
    for sentence in prose.sentences:
        if _is_shouted(sentence):
            continue
        for match in _ABBREVIATION.finditer(sentence.text):
            letters = match[0].removesuffix("s")
            if letters in seen or _is_known(letters, prose) or _is_no_abbreviation(sentence.text, match):
                continue
            if _is_stressed(letters, sentence, sentence.text[: match.start()]):
                continue
            seen.add(letters)
            explained = prose.is_in_glossary(letters, sentence.text)
            if not explained and not is_spelled_out(letters, sentence.text, match.start(), match.end()):
                yield match[0]


def is_spelled_out(letters: str, sentence: str, start: int, end: int) -> bool:
    """Tell whether the words that letters stand for are right beside them: words (ABC), ABC (words), ABC stands for."""
    before, after = sentence[:start], sentence[end:]
    alternative = re.match(r"s?,? or (?:the |an? )?(\w)\w+ \w", after)
    if _EXPANSION.match(after) or (alternative and alternative[1].casefold() == letters[0].casefold()):
        return True
    if not re.search(r"(?:[(\[]|,? or |called |known as )[“\"]?(?:or |also |the )*$", before):
        return False
    # Of the words right before, so many as there are letters and a few small ones: one begins with the first letter.
    words = re.findall(r"[^\W\d_][\w’'-]*", before)[-2 * len(letters) - 2 :]
    return len(words) > 1 and any(word[0].casefold() == letters[0].casefold() for word in words)


def _is_shouted(sentence: Sentence) -> bool:
    words = [word for word in sentence.words if len(word) > 2]
    return len(words) > 1 and sum(word.isupper() for word in words) * 2 > len(words)


def _is_known(letters: str, prose: Prose) -> bool:
    expanded = letters in prose.expansions or f"{letters}s" in prose.expansions
    return letters in _KNOWN or letters in prose.letters or expanded


def _is_stressed(letters: str, sentence: Sentence, before: str) -> bool:
    """Tell an everyday word that stands in capitals for stress: "do NOT stop", but not "ACT is a therapy"."""
    if not letters.isupper() or not _is_word(letters):
        return False
    others = (word for word in sentence.words if len(word) > 2 and word.isupper() and word != letters)
    return letters not in _ALSO_WORDS or _BEFORE_WORD.search(before) is not None or any(map(_is_word, others))


def _is_word(letters: str) -> bool:
    return zipf(letters.casefold()) > (_STRESSED if len(letters) > 2 else 5) or letters in _ALSO_WORDS


def _is_no_abbreviation(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[max(0, match.start() - 60) : match.start()]
    if _ROMAN.fullmatch(match[0]) or re.match(r"[a-z]+[A-Z]", match[0]):
        return True
    is_state = len(match[0]) == 2 and _PLACE.search(before) is not None
    return is_state or _CREDENTIAL.search(before) is not None
