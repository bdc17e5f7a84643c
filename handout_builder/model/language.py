"""What is known of a language by its tag alone."""

from typing import Literal

_RIGHT_TO_LEFT = frozenset("ar dv fa he ps sd ug ur yi".split())
_HAN_FORMS = {"hant": "TC", "tw": "TC", "hk": "HK", "mo": "HK", "yue": "HK", "ja": "JP", "ko": "KR"}


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Give the direction of a language's script; `language` is a BCP 47 tag."""
    return "rtl" if language.split("-")[0].casefold() in _RIGHT_TO_LEFT else "ltr"


def han_forms(language: str) -> str:
    """Give the forms in which a language's readers know Chinese characters: SC, TC, HK, JP or KR, as fonts say it."""
    parts = reversed(language.casefold().split("-"))
    return next((_HAN_FORMS[part] for part in parts if part in _HAN_FORMS), "SC")
