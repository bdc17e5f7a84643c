"""Words of specialists that nothing explains, and words for which there are plainer ones."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ...model import Finding
from ..rules import Rule
from .frequency import familiarity, forms_of, zipf
from .listing import listed
from .prose import Prose, Sentence

UNEXPLAINED = Rule(
    "L208",
    "Words that few readers know are not explained",
    'Explain each at its first place, as in "dendrites, the tiny branches of a nerve cell", or in '
    "sources/glossary.toml for all articles, or use an everyday word.",
    "PEMAT-P item 4 (AHRQ): medical terms are used only to familiarize the audience with them, and are defined",
)
PLAINER = Rule(
    "L209",
    "There are plainer words",
    "Use the everyday word where it says the same.",
    "PEMAT-P item 3 (AHRQ): everyday language; the words are those of the CDC's Plain Language Thesaurus (2009)",
)

_RARE, _RARE_CLINICAL = 2.2, 3.05
"""Zipf frequencies below which a word is taken for a specialist's: once in some six, or one, million words."""
_EVERYDAY = frozenset(
    "admin aftermath afternoon afternoons afterward afterwards anemia anorexia antidepressant antidepressants "
    "arthritis clinician clinicians copay cybersecurity dryness everytime fentanyl guideline guidelines hashtag "
    "headphone headphones helpline helplines homemaker hormone hormones hyphen immune insomnia intro landline "
    "laptop leukaemia leukemia livestream lockdown medicaid medicare menopause naloxone onsite opioid opioids "
    "pharmacist pharmacists pharmacy playlist podcast procrastination psychologist psychologists screenshot "
    "selfie smartphone smartphones smartwatch telehealth vaping webinar wellbeing whiteboard wifi worksheet "
    "worksheets yourselves".split()
)
"""Words that films say less often than patients do, that are younger than most films, or that the list lacks."""
_CLINICAL = re.compile(
    r"neur|psych|cogni|corti[cs]|amyg|melaton|circad|insomn|bipol|hypert|hypot|apnea|arrhyth|dissociat|"
    r"prefront|intraven|inhibitor|efficac|hippoc|seroton|dopam|hormon|pharm|toxic|patho|immun|cardi|hepat|gastr|derm|anesth|"
    r"analges|synap|recept|somat|transmit|metabol|inflam|symptomat|"
    r"(?:itis|osis|oses|emia|pathy|tomy|scopy|oid|amine|azole|epine|ology|ological|ologist|genic|trophic|tropic|cyte|plasty)s?$"
)
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,45}(?![^\W\d_])")
_POSSESSIVE, _CONTRACTION = re.compile(r"['’]s?$"), re.compile(r"['’](?!s?$)")


@dataclass(frozen=True)
class Term:
    """A word that few readers know, at its first place in a sentence."""

    word: str
    """In lower case."""
    written: str
    """As it stands there."""
    is_explained: bool
    is_in_heading: bool
    """Whether a heading that comes before uses it."""


@lru_cache(maxsize=1)
def plain_words() -> Mapping[str, str]:
    """Give everyday words for those that have them."""
    table: dict[str, str] = tomllib.loads((files(__package__) / "plain_words.toml").read_text("utf-8"))["words"]
    return table


def unexplained_terms(prose: Prose) -> Iterator[Finding]:
    """Look for words that few readers know and that are not explained where they are first used."""
    terms = [term for term in terms_of(prose) if term.is_in_heading or not term.is_explained]
    never = [_with_plain(term.word) for term in terms if not term.is_explained]
    late = [term.word for term in terms if term.is_explained]
    parts = [f"few readers know {listed(never, 8)}, which nothing explains"] if never else []
    parts += [f"a heading uses {listed(late, 5)} before the text explains {_them(late)}"] if late else []
    if parts:
        yield UNEXPLAINED.found("; ".join(parts), terms[0].written)


def _them(words: list[str]) -> str:
    return "it" if len(words) == 1 else "them"


def plainer_words(prose: Prose) -> Iterator[Finding]:
    """Look for words for which the CDC has plainer ones; those that need explaining anyway are left out."""
    told = {term.word for term in terms_of(prose)}
    found: dict[str, str] = {}
    for sentence in prose.sentences:
        for word in sentence.words:
            plain = _plain(word.casefold())
            if plain and word.casefold() not in told:
                found.setdefault(plain, word)
    if found:
        pairs = [f"{word.casefold()} ({plain})" for plain, word in found.items()]
        message = f"everyday words may say the same as {listed(pairs, 6)}"
        yield PLAINER.found(message, next(iter(found.values())), advice=False)


@lru_cache(maxsize=1)
def terms_of(prose: Prose) -> tuple[Term, ...]:
    """Give the words that few readers know, each family of words once, in the order of their first use."""
    spoken_small = {word for sentence in prose.sentences for word in _small_words(sentence)}
    terms: dict[str, Term] = {}
    begun: set[str] = set()
    headings: list[str] = []
    for section in prose.sections:
        headings.append(section.heading.casefold())
        sentences = section.sentences
        for number, sentence in enumerate(sentences):
            following = sentences[number + 1].text if number + 1 < len(sentences) else ""
            for written in _rare_words(sentence, spoken_small):
                word = written.casefold()
                family = _family(word)
                beginnings = {family[:size] for size in range(1, len(family) + 1)}
                if family not in begun and beginnings.isdisjoint(terms):
                    begun |= beginnings
                    in_heading = any(family in heading for heading in headings)
                    in_glossary = prose.is_in_glossary(word, sentence.text)
                    explained = in_glossary or is_explained(word, sentence.text, following)
                    terms[family] = Term(word, written, explained, in_heading and not in_glossary)
    return tuple(terms.values())


def is_explained(word: str, sentence: str, following: str = "") -> bool:
    """Tell whether a sentence, or the one that follows it, says what a word means; `word` is in small letters."""
    place = sentence.casefold().find(word)
    # What is explained is explained nearby; some sentences are as long as an article.
    near = sentence[max(0, place - _NEAR) : place + _NEAR]
    marked = _QUOTED_WORD.sub(lambda found: _TERM if found[1].casefold().startswith(word) else found[0], near)
    if _ENDS_WITH_IT.search(marked) and _GOES_ON.match(following):
        return True
    return any(pattern.search(marked) for pattern in _EXPLANATIONS)


_TERM = "\ue000"
"""Stands for the word that may be explained: a pattern made for each word would take long where many are rare."""
_NEAR = 300
"""Letters before and after a word within which it may be explained."""
_QUOTED_WORD = re.compile(r"[“\"']?(\w+)[”\"']?")
_ENDS_WITH_IT = re.compile(rf"{_TERM}\W*$")
_GOES_ON = re.compile(
    r"(?:(?:this|that|it|these|they) (?:is|are|means?|refers?)|in other words|simply put)\b", re.IGNORECASE
)
_NO_NAME = r"(?!(?:what|how|why|when|where|whether|if|which|who|that|to|you|we|they|take|use|try|ask|about)\b)"
"""After "or" another name of the same thing follows, unless it goes on so."""
_KIND = r"(?:\s+(?:receptors?|cells?|nerves?|glands?|system|syndrome|disorder|disease|therapy))?"
_EXPLANATIONS = tuple(
    re.compile(pattern.replace("TERM", _TERM), re.IGNORECASE)
    for pattern in (
        r"TERM\s*\((?=[^)]*\s)[^)]+\)",
        r"\w+\s+\((?:or |also |the |called )*TERM\)",
        r"\b(?:called|named|termed|known as|referred to as)\s+(?:an?\s+|the\s+)?(?:\w+[\s-]){0,1}TERM(?=\W|$)",
        rf"(?:(?:^|\w[\s-])\w+\s?,|[(—–])\s*or\s+{_NO_NAME}(?:an?\s+|the\s+)?(?:\w+[\s-])?TERM{_KIND}\s*(?:[,.;:)—–]|$)",
        r"TERM,?\s+(?:which|that)\s+(?:means?|is|are|refers?)\b",
        r"TERM,?\s+(?:means|refers?\s+to|stands?\s+for|describes?|happens?\s+when)\b",
        r"TERM\s+(?:is|are)\s+(?:an?|the|when|where|how|your|our|one|any|what|tiny|small|natural)\b",
        r"TERM(?:,|\s*[—–:])\s*(?:or|an?|the|also|which|that is|meaning|i\.e\.|one of|your|our)\b",
        r"TERM,\s+(?:once\s+|often\s+|usually\s+|mainly\s+|also\s+)*(?:used|known|called|given|found|made)\b",
    )
)


def _small_words(sentence: Sentence) -> Iterator[str]:
    return (word for word in sentence.words if word[:1].islower())


def _rare_words(sentence: Sentence, spoken_small: set[str]) -> Iterator[str]:
    """Give the rare words of a sentence; what is written only with a capital is taken for a name."""
    for place, whole in enumerate(sentence.words):
        if not _has_rare(whole):
            continue
        if whole[:1].isupper() and whole.casefold() not in spoken_small and (place or not _is_clinical(whole)):
            continue
        yield from _rare_parts(whole)


@lru_cache(maxsize=20_000)
def _has_rare(whole: str) -> bool:
    return bool(_rare_parts(whole))


def _rare_parts(whole: str) -> list[str]:
    # What is before an apostrophe is a word of its own in "brain's" only.
    parts = _WORD.findall(_POSSESSIVE.sub("", whole)) if not _CONTRACTION.search(whole) else ()
    return [part for part in parts if not part[1:].isupper() and part.isascii() and _is_rare(part.casefold())]


@lru_cache(maxsize=20_000)
def _is_clinical(word: str) -> bool:
    return _CLINICAL.search(word.casefold()) is not None


@lru_cache(maxsize=20_000)
def _is_rare(word: str) -> bool:
    limit = _RARE_CLINICAL if _is_clinical(word) else _RARE
    # Most words are common as they stand, and need not be taken apart.
    return word not in _EVERYDAY and zipf(word) < limit and familiarity(word) < limit


def _family(word: str) -> str:
    """Give what the words of a family have in common at their beginning: synapse, synapses, synaptic."""
    return word[: max(5, len(word) - (4 if len(word) > 9 else 2))]


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    return next((plain_words()[form] for form in _near_forms(word) if form in plain_words()), "")


def _near_forms(word: str) -> Iterator[str]:
    """Give the forms of a word that differ from it by an ending only."""
    return (form for form in forms_of(word) if form[:3] == word[:3])


def _with_plain(word: str) -> str:
    plain = _plain(word)
    return f"{word} ({plain})" if plain else word
