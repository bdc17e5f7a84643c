"""What is known of a language by its tag alone."""

from typing import Literal

_RIGHT_TO_LEFT = frozenset("ar dv fa he ps sd ug ur yi".split())


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Give the direction of a language's script; `language` is a BCP 47 tag."""
    return "rtl" if language.split("-")[0].casefold() in _RIGHT_TO_LEFT else "ltr"
