"""The download page's own words: in the language of what they stand beside, else in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from ..labels import ENGLISH, Tables, site_words_for, words_for
from ..model import Clinic
from ..pages import mark_of, own_words


@dataclass(frozen=True)
class Words:
    """Words for one language; {} stands for a name or a number."""

    language: str
    """BCP 47 tag of the words: the one asked for, or English where there are none."""
    mark: Markup
    """Attributes of an element that holds them, where they are not in the language asked for."""
    by_name: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.by_name[name]


def words_in(language: str, clinic: Clinic) -> Words:
    """Give the words of a language; English where there are none."""
    own = own_words(clinic)
    if site_words_for(language, own):
        return Words(language, Markup(""), _by_name(language, own))
    return Words(ENGLISH, mark_of(ENGLISH, language), _by_name(ENGLISH, own))


def _by_name(language: str, own: Tables) -> Mapping[str, str]:
    # A volume is called what it calls itself.
    volume = words_for(language, own)["volume"]
    return MappingProxyType(site_words_for(language, own) | {"volume": volume})
