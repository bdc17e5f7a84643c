"""What stands in a mail, as plain text and as HTML; nothing in it is fetched from anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ...labels import ENGLISH, mail_words_for, words_for
from ...model import Clinic, direction_of
from .attachments import Attachment, in_megabytes
from .shades import DARK, readable_on_dark


@dataclass(frozen=True)
class Enclosed:
    """An article of which a mail brings handouts."""

    title: str
    byline: str
    """Empty where nobody signed."""
    language: str
    """BCP 47 tag."""
    attachments: tuple[Attachment, ...]

    @property
    def formats(self) -> str:
        """Give format and size of each file."""
        return ", ".join(f"{each.kind} {in_megabytes(len(each.data))}" for each in self.attachments)


@dataclass(frozen=True)
class Letter:
    """What a mail says, in one language."""

    clinic: Clinic
    enclosed: tuple[Enclosed, ...]
    language: str
    """BCP 47 tag of the builder's own words."""
    subject: str
    name: str = ""
    """Of the person who is greeted; empty for nobody in particular."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Give all files, in their order."""
        return tuple(each for one in self.enclosed for each in one.attachments)

    def to(self, name: str) -> "Letter":
        """Give the same letter to somebody."""
        return replace(self, name=name)


def language_of(languages: Sequence[str], clinic: Clinic) -> str:
    """Choose the language of a mail: the one of all handouts if it has words, else the clinic's, else English."""
    shared = set(map(_main_part, languages))
    wanted = [languages[0], clinic.language] if len(shared) == 1 else [clinic.language]
    return next((language for language in wanted if mail_words_for(language)), ENGLISH)


def subject_of(language: str, clinic: Clinic) -> str:
    """Give the subject that tells nothing of the handouts."""
    return mail_words_for(language)["subject"].format(clinic.name)


def text_of(letter: Letter) -> str:
    """Write a letter as plain text, a line a paragraph."""
    clinic, words = letter.clinic, _words(letter)
    parts = [words["greeting"], words["opening"]]
    parts += [
        "\n".join(filter(None, (f"* {one.title}", _indented(one.byline), f"  {one.formats}")))
        for one in letter.enclosed
    ]
    parts.append("\n".join([words["questions"], *_contact(clinic)]))
    parts.append(f"{words['crisis']}\n{clinic.crisis}")
    parts += [clinic.disclaimer] if clinic.disclaimer else []
    return "\n\n".join(parts) + "\n"


def html_of(letter: Letter) -> str:
    """Write a letter as one HTML document."""
    clinic = letter.clinic
    return str(
        _template().render(
            letter=letter,
            clinic=clinic,
            words=_words(letter),
            direction=direction_of(letter.language),
            own=_mark(clinic.language, letter.language),
            mark=lambda language: _mark(language, letter.language),
            web=_web(clinic.web),
            web_text=re.sub(r"^https?://(www\.)?|/$", "", clinic.web),
            phone=re.sub(r"[^\d+]", "", clinic.phone),
            dark=DARK,
            light=readable_on_dark(clinic.brand),
        )
    )


def _words(letter: Letter) -> dict[str, str]:
    """Give the builder's words that the letter needs, filled in; the clinic's own before the shipped ones."""
    own = {key: dict(words) for key, words in letter.clinic.labels}
    on_pages = words_for(letter.language, own) or words_for(ENGLISH, own)
    words = mail_words_for(letter.language)
    opening = words["one"] if len(letter.attachments) == 1 else words["many"]
    return {
        "greeting": words["hello_name"].format(letter.name) if letter.name else words["hello"],
        "opening": opening.format(letter.clinic.name),
        "questions": on_pages["questions"],
        "crisis": on_pages["crisis"],
    }


def _contact(clinic: Clinic) -> list[str]:
    return list(filter(None, (clinic.name, clinic.phone, clinic.email, _web(clinic.web), *clinic.address)))


def _web(address: str) -> str:
    return address if not address or re.match(r"https?://", address) else f"https://{address}"


def _indented(text: str) -> str:
    return f"  {text}" if text else ""


def _mark(language: str, around: str) -> dict[str, str]:
    """Give the attributes of words in another language than those around them."""
    return {} if _main_part(language) == _main_part(around) else {"lang": language, "dir": direction_of(language)}


def _main_part(language: str) -> str:
    return language.split("-")[0].casefold()


@cache
def _template() -> Any:
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "mail.html").read_text("utf-8"))
