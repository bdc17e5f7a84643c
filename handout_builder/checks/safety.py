"""What may harm a patient, or does not belong in a patient's hands (family S)."""

import re
from collections.abc import Iterator
from datetime import date

from ..model import Article, Clinic, Finding
from .blocks import Block, blocks_of
from .phrases import each_of, found_phrases
from .rules import Rule

NO_988 = Rule(
    "S201",
    "A crisis is spoken of, and neither the article nor the clinic's crisis text names 988",
    "Put 988, by call, text and 988lifeline.org, into crisis in layouts/clinic.toml.",
    "SAMHSA's wording for the 988 Lifeline; asked of clinics in the United States only",
)
OLD_NUMBER = Rule(
    "S202",
    "The crisis number that was in use before 988",
    "Write 988 in its place: it is shorter and takes texts too.",
    "SAMHSA: 988 is the Lifeline's number; the old one still leads there",
)
PHONE = Rule(
    "S203",
    "A phone number that is not the clinic's own",
    "Call it, and see that it is answered by whom the article says.",
    "A printed number cannot be corrected: whoever needs it has to reach somebody",
)
DOSE = Rule(
    "S204",
    "A dose, or how often a medicine is taken",
    "Have a prescriber look at it again, and say that the patient's own prescription goes before it.",
    "A dose that is misread, or right for another patient only, does harm",
)
PROMISE = Rule(
    "S205",
    "A promise that no treatment can keep",
    "Say what is known: for how many it helps, and how much.",
    "PIF TICK: sources are named for what is claimed, and promotional lines are a warning sign",
)
PROMOTION = Rule(
    "S206",
    "Advertising",
    "Take it out, or say in plain words how to reach the clinic.",
    "PIF TICK: promotional lines are a warning sign in information for patients",
)
RULES = (NO_988, OLD_NUMBER, PHONE, DOSE, PROMISE, PROMOTION)

_OLD_NUMBER = re.compile(
    r"(?<!\d)(?:\+?1[\s.‐‑–-]*)?\(?800\)?[\s.‐‑–-]*273[\s.‐‑–-]*(?:8255|TALK)(?!\w)", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\w./$-])(?:(?:\+?1[\s.‐‑-])?(?:\(\d{3}\)\s?|\d{3}[\s.‐‑-])\d{3}[\s.‐‑-]\d{4}|[2-9]\d{2}[‐‑-]\d{4}"
    r"|\+\d{1,3}(?:[\s.‐‑-]?\(?\d{1,4}\)?){2,6})"
    r"(?![\w/-]|[.,]\d)"
)
_AMOUNT = re.compile(
    r"(?<![\w.,])\d[\d,.]*(?:\s?(?:[-–—]|to|a)\s?\d[\d,.]*)?\s?"
    r"(?:mg|mcg|µg|μg|ml|milligrams?|micrograms?|millilit(?:er|re)s?|miligramos|microgramos|mililitros|IU|units|unidades)"
    r"(?:/(?:kg|day|día))?(?!\w)(?!\s+(?:of|de)\s+(?:water|alcohol|agua))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NEAR = 60
"""Letters before a promise in which it may be denied."""
_UNITED_STATES = ("en", "en-us")


def check_safety(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for a crisis without help, numbers and doses worth a second look, promises and advertising."""
    blocks = blocks_of(article.body)
    yield from _crisis(article, blocks, clinic)
    language, texts = article.language, [block.text for block in blocks]
    numbered = [text for text in texts if _DIGIT.search(text)]
    old = (found[0] for text in numbered for found in _OLD_NUMBER.finditer(text))
    doses = (found for text in texts for found in _doses(text, language))
    promises = (found for text in texts for found in _promises(text, language))
    promotion = (found[0] for text in texts for found in found_phrases(text, language, "promotion"))
    yield from each_of(OLD_NUMBER, "the crisis number from before 988", old)
    yield from each_of(PHONE, "a phone number", _phones(numbered, clinic))
    yield from each_of(DOSE, "a dose", doses)
    yield from each_of(PROMISE, "a promise that no treatment can keep", promises)
    yield from each_of(PROMOTION, "advertising", promotion)


def _crisis(article: Article, blocks: list[Block], clinic: Clinic) -> Iterator[Finding]:
    texts = [article.title, *(block.text for block in blocks)]
    words = next((found[0] for text in texts for found in found_phrases(text, article.language, "crisis")), "")
    if not words:
        return
    says_988 = any(re.search(r"(?<!\d)988(?!\d)", text) for text in [clinic.crisis, *texts])
    if clinic.language.casefold() in _UNITED_STATES and not says_988:
        yield NO_988.found("a crisis is spoken of, and 988 is not named", words)


def _phones(texts: list[str], clinic: Clinic) -> Iterator[str]:
    own = _digits(clinic.phone)
    for text in texts:
        for found in _PHONE.finditer(text):
            digits = _digits(found[0])
            if digits != own and len(digits) >= 7 and not _OLD_NUMBER.search(found[0]):
                yield found[0]


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits.removeprefix("1") if len(digits) == 11 else digits


def _doses(text: str, language: str) -> Iterator[str]:
    if _DIGIT.search(text):
        yield from (found[0] for found in _AMOUNT.finditer(text))
    if not next(found_phrases(text, language, "medicines"), None):
        return
    for sentence in re.split(r"(?<=[.!?])\s", text):
        if next(found_phrases(sentence, language, "medicines"), None):
            yield from (found[0] for found in found_phrases(sentence, language, "times"))


def _promises(text: str, language: str) -> Iterator[str]:
    """Give promises that are not taken back in the same breath, as in "there is no miracle"."""
    for found in found_phrases(text, language, "promises"):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        before = " ".join(re.split(r"[.!?;:]", before)[-1].split()[-3:])
        if not next(found_phrases(before, language, "negations"), None):
            yield found[0]
