"""What may harm a patient, or does not belong in a patient's hands (family S)."""

import re
from collections.abc import Iterator
from datetime import date

from ..model import Article, Clinic, Finding
from .blocks import Block, blocks_of
from .phrases import distinct, found_phrases
from .rules import Rule

CRISIS = Rule(
    "S201",
    "A crisis is spoken of, and the handout does not say where to turn in one",
    'Write where to turn into "crisis" in layouts/clinic.toml; it stands on every handout.',
    "SAMHSA's wording for the 988 Lifeline: help is named where struggling or crisis is",
)
NO_988 = Rule(
    "S202",
    "A crisis is spoken of, and neither the article nor the clinic's crisis text names 988",
    "Put 988, by call, text and 988lifeline.org, into crisis in layouts/clinic.toml.",
    "SAMHSA's wording for the 988 Lifeline; asked of clinics in the United States only",
)
OLD_NUMBER = Rule(
    "S203",
    "The crisis number that was in use before 988",
    "Write 988 in its place: it is shorter and takes texts too.",
    "SAMHSA: 988 is the Lifeline's number; the old one still leads there",
)
PHONE = Rule(
    "S204",
    "A phone number that is not the clinic's own",
    "Call it, and see that it is answered by whom the article says.",
    "A printed number cannot be corrected: whoever needs it has to reach somebody",
)
DOSE = Rule(
    "S205",
    "A dose, or how often a medicine is taken",
    "Have a prescriber look at it again, and say that the patient's own prescription goes before it.",
    "A dose that is misread, or right for another patient only, does harm",
)
PROMISE = Rule(
    "S206",
    "A promise that no treatment can keep",
    "Say what is known: for how many it helps, and how much.",
    "PIF TICK: sources are named for what is claimed, and promotional lines are a warning sign",
)
PROMOTION = Rule(
    "S207",
    "Advertising",
    "Take it out, or say in plain words how to reach the clinic.",
    "PIF TICK: promotional lines are a warning sign in information for patients",
)
RULES = (CRISIS, NO_988, OLD_NUMBER, PHONE, DOSE, PROMISE, PROMOTION)

_OLD_NUMBER = re.compile(
    r"(?<!\d)(?:\+?1[\s.‐‑–-]*)?\(?800\)?[\s.‐‑–-]*273[\s.‐‑–-]*(?:8255|TALK)(?!\w)", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\w./$-])(?:(?:\+?1[\s.‐‑-])?(?:\(\d{3}\)\s?|\d{3}[\s.‐‑-])?\d{3}[.‐‑-]\d{4}|\+\d{1,3}(?:[\s.‐‑-]?\(?\d{1,4}\)?){2,6})"
    r"(?![\w/-]|[.,]\d)"
)
_AMOUNT = re.compile(
    r"(?<![\w.,])\d[\d,.]*(?:\s?(?:[-–—]|to|a)\s?\d[\d,.]*)?\s?"
    r"(?:mg|mcg|µg|μg|ml|milligrams?|micrograms?|millilit(?:er|re)s?|miligramos|microgramos|mililitros|IU|units|unidades)"
    r"(?:/(?:kg|day|día))?(?!\w)(?!\s+(?:of|de)\s+(?:water|alcohol|agua))",
    re.IGNORECASE,
)
_UNITED_STATES = ("en", "en-us")


def check_safety(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for a crisis without help, numbers and doses worth a second look, promises and advertising."""
    blocks = blocks_of(article.body)
    yield from _crisis(article, blocks, clinic)
    for words in distinct(found[0] for block in blocks for found in _OLD_NUMBER.finditer(block.text)):
        yield OLD_NUMBER.found("the crisis number from before 988", words)
    for words in distinct(_phones(blocks, clinic)):
        yield PHONE.found("a phone number", words)
    for words in distinct(found for block in blocks for found in _doses(block.text, article.language)):
        yield DOSE.found("a dose", words)
    for words in distinct(found for block in blocks for found in _promises(block.text, article.language)):
        yield PROMISE.found("a promise that no treatment can keep", words)
    for words in distinct(
        found[0] for block in blocks for found in found_phrases(block.text, article.language, "promotion")
    ):
        yield PROMOTION.found("advertising", words)


def _crisis(article: Article, blocks: list[Block], clinic: Clinic) -> Iterator[Finding]:
    texts = [article.title, *(block.text for block in blocks)]
    words = next((found[0] for text in texts for found in found_phrases(text, article.language, "crisis")), "")
    if not words:
        return
    if not clinic.crisis:
        yield CRISIS.found("a crisis is spoken of, and nothing says where to turn in one", words)
    elif clinic.language.casefold() in _UNITED_STATES and not any(
        re.search(r"(?<!\d)988(?!\d)", text) for text in [clinic.crisis, *texts]
    ):
        yield NO_988.found("a crisis is spoken of, and 988 is not named", words)


def _phones(blocks: list[Block], clinic: Clinic) -> Iterator[str]:
    own = _digits(clinic.phone)
    for block in blocks:
        for found in _PHONE.finditer(block.text):
            digits = _digits(found[0])
            if digits != own and len(digits) >= 7 and not _OLD_NUMBER.search(found[0]):
                yield found[0]


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits.removeprefix("1") if len(digits) == 11 else digits


def _doses(text: str, language: str) -> Iterator[str]:
    yield from (found[0] for found in _AMOUNT.finditer(text))
    if next(found_phrases(text, language, "medicines"), None):
        yield from (found[0] for found in found_phrases(text, language, "times"))


def _promises(text: str, language: str) -> Iterator[str]:
    """Give promises that are not taken back in the same breath, as in "there is no miracle"."""
    for found in found_phrases(text, language, "promises"):
        before = " ".join(re.split(r"[.!?;:]", text[: found.start()])[-1].split()[-3:])
        if not next(found_phrases(before, language, "negations"), None):
            yield found[0]
