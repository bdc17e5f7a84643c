"""The guess which language a text is in."""

import re
from collections import Counter

from .tables import known_languages, language_words

SAMPLE = 4_000
"""Characters that are looked at."""

_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("el", "\u0370-\u03ff"),
    ("ru", "\u0400-\u04ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
)
_OTHER_SCRIPT = re.compile(f"[{''.join(letters for _, letters in _SCRIPTS)}]")
_URDU = re.compile("[ٹڈڑںےہ]")
_PERSIAN = re.compile("[پچژگکی]")


def guess_language(text: str, default: str) -> str:
    """Guess a text's language from its script and its short words; `default` where neither tells."""
    sample = text[:SAMPLE]
    if _OTHER_SCRIPT.search(sample) and (tag := _by_script(sample)):
        return default if tag.split("-")[0] == default.split("-")[0] and "-" in default else tag
    counts = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    scores = {
        tag: sum(counts[word] for word in language.common & counts.keys())
        for tag, language in known_languages().items()
    }
    best = max(scores, key=lambda tag: (scores[tag], tag == default.split("-")[0]))
    if scores[best] < max(3, counts.total() / 5) or best == default.split("-")[0]:
        return default
    return best


def _by_script(sample: str) -> str:
    letters = len(re.findall(r"[^\W\d_]", sample))
    for tag, letters_of_script in _SCRIPTS:
        # Kana are sparse among the Chinese characters of a Japanese text, and Chinese ones say more than Latin.
        share = {"ja": 10, "zh": 5}.get(tag, 3)
        if len(re.findall(f"[{letters_of_script}]", sample)) > letters / share:
            finer = {"zh": _chinese, "ar": _arabic}.get(tag)
            return finer(sample) if finer else tag
    return ""


def _chinese(sample: str) -> str:
    """Tell the two ways of writing Chinese by the characters that only one of them has."""
    words = language_words("zh")
    simplified = sum(sample.count(character) for character in words.simplified)
    traditional = sum(sample.count(character) for character in words.traditional)
    if max(simplified, traditional) > 3 * min(simplified, traditional):
        return "zh-Hans" if simplified > traditional else "zh-Hant"
    return "zh"


def _arabic(sample: str) -> str:
    """Tell Persian and Urdu, which have letters that Arabic has not."""
    letters = len(re.findall("[\u0600-\u06ff]", sample))
    if len(_URDU.findall(sample)) > letters / 50:
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) > letters / 50 else "ar"
