"""The builder's own words in each language: labels.toml, and what a clinic's layouts/labels.toml says otherwise.

The settings check the clinic's words against the shipped ones, and the pages print them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ENGLISH = "en"
"""What is printed where a language has no words, and what every table is held against."""

_SITE = "site_"
"""How the names begin of the words that only the download page needs."""

Tables = Mapping[str, Mapping[str, str]]
"""Key of a language -> name of each word -> the word."""

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def words_for(language: str, own: Tables) -> dict[str, str]:
    """Give a language's words on a handout, the clinic's own before the shipped ones; none where there are none."""
    return {name: word for name, word in _words(language, own).items() if not is_of_site(name)}


def site_words_for(language: str, own: Tables) -> dict[str, str]:
    """Give a language's words on the download page, by their names without site_; none where not all are there."""
    words = {name.removeprefix(_SITE): word for name, word in _words(language, own).items() if is_of_site(name)}
    wanted = sum(map(is_of_site, shipped()[ENGLISH]))
    return words if len(words) == wanted else {}


def is_of_site(name: str) -> bool:
    """Tell whether a word is one of the download page; a new language may do without them all."""
    return name.startswith(_SITE)


def _words(language: str, own: Tables) -> dict[str, str]:
    keys = _keys(language)
    tables = [tables.get(key, {}) for tables in (shipped(), own) for key in keys]
    return {name: word for table in tables for name, word in table.items()}


def mail_words_for(language: str) -> dict[str, str]:
    """Give the words of an e-mail in a language; none where there are none."""
    tables = [shipped_for_mail().get(key, {}) for key in _keys(language)]
    return {name: word for table in tables for name, word in table.items()}


def key_of(language: str) -> str:
    """Give the key of a language's table."""
    return _keys(language)[-1]


@cache
def shipped() -> dict[str, dict[str, str]]:
    """Read the shipped tables."""
    return tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))


@cache
def shipped_for_mail() -> dict[str, dict[str, str]]:
    """Read the shipped tables of the words of e-mails."""
    return tomllib.loads((files(__package__) / "mail.toml").read_text("utf-8"))


def _keys(language: str) -> list[str]:
    """Give the keys under which a language may have words, the most general first: pt, pt-br."""
    tag = language.casefold()
    if tag.split("-")[0] == "zh":
        # The two scripts have no words in common.
        script = "zh-hant" if tag.startswith(_TRADITIONAL) else "zh-hans"
        return [script] if tag in ("zh", script) else [script, tag]
    parts = tag.split("-")
    return ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]
