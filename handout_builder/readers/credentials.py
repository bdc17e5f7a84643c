"""Letters after a clinician's name: the list is in model/credentials.txt, others are told by their shape."""

import re

from ..model.credentials import PLACES, REGISTRATION, credentials, families, letters_of
from .languages import Language, known_languages
from .names import given_names, is_ordinary

_STATES = frozenset("CT DC DE LA MA MD ME MS MT NC ND OD PA RI SC SD".split())
"""Letters that are a state too: "Boston, MA"."""
LONGEST_WORD = 5
"""Letters of the longest unknown credential with a vowel: more letters are rather a name in capitals."""


def credentials_of(piece: str, words: Language) -> tuple[str, ...]:
    """Split `PhD LPCC` or `PsyD/LP` into credentials as written; empty where a word is none.

    "MFT Associate", "MA in Counseling", "LPC #1234" and "CRP 06/123456" are one each.
    """
    plain = re.sub(r"\s*\([^)]*\)$", "", piece)
    whole = letters_of(plain.replace(" ", ""))
    if (whole in credentials() and _is_capitals(plain)) or is_registration(piece):
        return (piece,)
    first, _, rest = plain.replace("-", " ", 1).partition(" ") if "-" in plain else plain.partition(" ")
    if is_known(first) and (rest.casefold() in words.byline.qualifiers or rest.casefold().startswith("in ")):
        return (piece,)
    if all(map(is_registration, registered := tuple(re.split(r"\s+[/|]\s+|\s*;\s*", piece)))):
        return registered
    found = credential_words(plain)
    return found if all(map(is_known, found)) else ()


def credential_words(piece: str) -> tuple[str, ...]:
    """Part letters at spaces and strokes, but not the /L of a licence: CCC-SLP/L."""
    return tuple(re.split(r"\s+/?\s*|/(?!L$|L\s)", piece))


def is_known(word: str) -> bool:
    """Tell whether a word is a credential of the list, in capitals as they are."""
    return letters_of(word) in credentials() and _is_capitals(word)


def is_clear(word: str) -> bool:
    """Tell whether a word is a credential of the list, and can be nothing else."""
    return is_known(word) and credentials()[letters_of(word)] != "ambiguous"


def is_registration(piece: str) -> bool:
    """Tell a number in a register: CRP 06/123456, CRM-SP 12345, Col. nº 12345, LPC #12345; not MD 20910."""
    sign = r"(?:n\.?\s?[ºo°]\.?|n[or]\.?|n[úu]m(?:ero|\.)?|number|#)"
    number = rf"{sign}?\s*(?=[\w./-]*\d\d)[A-Z]{{0,3}}-?\d[\d./-]*(?:-[A-Z\d]{{1,2}})?"
    word = r"([^\W\d_](?:\.?[^\W\d_])*)\.?(?:\s+prof\w*\.?|[-/ ][A-Z]{2})?"
    form = re.fullmatch(rf"(?:{sign}\s*(?:de\s+)?)?{word}\.?[\s:-]*{number}", piece, re.IGNORECASE)
    if form is None or form[1] in PLACES:
        return False
    return families().get(letters_of(form[1])) == REGISTRATION or is_clear(form[1])


def is_shaped(piece: str, words: Language, *, in_capitals: bool = False) -> bool:
    """Tell whether every word of a piece is known or has a credential's shape: letters that are mostly capitals.

    Not a name in capitals, an ordinary word or a place. `in_capitals` says that the whole byline is in capitals: then,
    and where there are several words, only what cannot be read aloud as a word can be one.
    """
    found = credential_words(piece)
    must_be_signs = in_capitals or len(found) > 1
    return all(is_known(word) or _is_shaped(word, words, must_be_signs=must_be_signs) for word in found)


def _is_shaped(word: str, words: Language, *, must_be_signs: bool) -> bool:
    word = word.removesuffix("/L")
    letters = re.sub(r"[\d.-]", "", word)
    if not re.fullmatch(r"[^\W\d_][^\W_.-]*(?:[.-][^\W_]+)*\.?", word) or not 2 <= len(letters) <= 10:
        return False
    capitals = sum(letter.isupper() for letter in letters)
    if capitals < 2 or capitals * 2 <= len(letters) or letters in PLACES:
        return False
    if re.fullmatch(r"[IVX]+", letters) or _is_word(word, words):
        return False
    is_sign = bool(re.search(r"\w[\d.-]\w", word)) or not re.search("[AEIOUYaeiouy]", letters)
    return is_sign or (not must_be_signs and len(letters) <= LONGEST_WORD)


def _is_word(word: str, words: Language) -> bool:
    """Tell a name or an ordinary word, of the article's language or of English."""
    plain = word.casefold().strip(".")
    languages = (words, known_languages()["en"])
    is_place = any(plain in language.places for language in languages)
    return is_place or plain in given_names() or any(is_ordinary(plain, language) for language in languages)


def is_where_held(piece: str, words: Language) -> bool:
    """Tell what stands in brackets after a credential and belongs to it: states, a number, how far it is held."""
    parts = re.split(r"\s*[,;&/]\s*|\s+and\s+", piece)
    qualifiers = words.byline.qualifiers + known_languages()["en"].byline.qualifiers
    is_held = piece.casefold() in qualifiers or all(part in PLACES for part in parts)
    return is_held or bool(re.fullmatch(r"(?:[A-Z]{2} ?)?#? ?\d[\d./-]+", piece)) or is_registration(piece)


def credential_at_end(
    piece: str, words: Language, *, is_beside: bool = False
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Part a name from credentials after it without a comma, "Jane Roe MA LPC"; those told by shape stand last.

    Letters that are other things too count beside clear ones; `is_beside` says that such stand around the piece.
    """
    tokens = piece.split()
    start = next((n for n in range(2, len(tokens)) if is_known(tokens[n]) and _goes_on(tokens[n:], words)), len(tokens))
    # In capitals, as in MARY ANN MA, a family name may be what looks like a degree.
    is_mixed = not " ".join(tokens[:start]).isupper()
    if not (is_mixed and (is_beside or any(map(is_clear, tokens[start:])))):
        while start < len(tokens) and not all(map(is_clear, tokens[start:])):
            start += 1
    after = tokens[start:]
    return " ".join(tokens[:start]), tuple(after), tuple(token for token in after if not is_known(token))


def _goes_on(tokens: list[str], words: Language) -> bool:
    return all(is_known(token) for token in tokens) or (is_clear(tokens[0]) and is_shaped(" ".join(tokens), words))


def is_state_only(letters: tuple[str, ...]) -> bool:
    """Tell whether what follows a name may be a state after a town."""
    return len(letters) == 1 and letters[0] in _STATES


def _is_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2
