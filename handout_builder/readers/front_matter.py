"""Front matter: what a person says of an article at the top of its source, which wins over every guess."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from ..errors import SourceError
from ..model import Article, Byline, Clinician, Finding, Part, one_line, writable
from .bylines import as_clinician, parse_author
from .dates import parse_date
from .languages import Language, language_words

KEYS = (
    "title",
    "subtitle",
    "author",
    "reviewer",
    "editor",
    "language",
    "published",
    "reviewed",
    "updated",
    "summary",
    "key_points",
    "source_url",
    "topics",
    "excused",
)
_ALIASES = {
    "authors": "author",
    "reviewers": "reviewer",
    "editors": "editor",
    "lang": "language",
    "date": "published",
    "modified": "updated",
    "url": "source_url",
}
_PARTS: tuple[Part, ...] = ("author", "reviewer", "editor")
_FENCE = "---"
_KNOWN = re.compile(rf"(?:{'|'.join([*KEYS, *_ALIASES])})[ \t]*:", re.IGNORECASE)
_OPENING = re.compile(r"#|[A-Za-z_-]+[ \t]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WEB = re.compile(r"https?://[^\s/@:<>\"\\]+(:\d+)?(/[^\s<>\"\\]{0,400})?", re.IGNORECASE)


@dataclass(frozen=True)
class FrontMatter:
    """The fields given, by their names, and how many lines they take."""

    values: dict[str, Any]
    lines: int
    """Lines of the source up to and with the closing fence."""
    findings: tuple[Finding, ...] = ()

    def text(self, key: str) -> str:
        """Give a one-line text, spaces made single; empty where it is not given."""
        value = self.values.get(key)
        if isinstance(value, (list, dict)):
            raise SourceError(f"line 1: {key} in the front matter must be one text, not a list.")
        text = one_line(str(value or ""))
        form = {"language": _LANGUAGE, "source_url": _WEB}.get(key)
        if text and form and not form.fullmatch(text):
            example = {"language": "en, es or pt-BR", "source_url": "https://clinic.example/sleep"}[key]
            raise SourceError(f'line 1: {key} "{text[:60]}" in the front matter must be such as {example}.')
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; one text alone is a list of one."""
        value = self.values.get(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if any(isinstance(item, (list, dict)) for item in items):
            raise SourceError(f"line 1: {key} in the front matter must be a text or a list of texts.")
        return tuple(filter(None, (one_line(str(item)) for item in items)))

    def day(self, key: str) -> date | None:
        """Give a date; raises SourceError where it cannot be read as one."""
        text = self.text(key)
        if not text:
            return None
        day = parse_date(text, language_words(self.text("language") or "en"))
        if day is None:
            raise SourceError(f'line 1: {key} "{text}" in the front matter is no date. Write it as 2025-03-31.')
        return day

    def excuses(self) -> tuple[tuple[str, str], ...]:
        """Give code and reason of each finding that is left as it is; the reason is empty where none is given."""
        value = self.values.get("excused")
        # Without reasons they are a list, or one alone; "check" then asks for the reason.
        pairs = value.items() if isinstance(value, dict) else [(code, "") for code in _list(value)]
        if any(isinstance(part, (list, dict)) for pair in pairs for part in pair):
            raise SourceError('line 1: excused in the front matter must be such as {H204: "a poem"}.')
        return tuple((str(code).strip().upper(), " ".join(str(reason).split())) for code, reason in pairs)

    def people(self, words: Language, people: Sequence[Clinician]) -> tuple[Byline, ...]:
        """Give authors, then reviewers, then editors."""
        return tuple(_person(item, part, words, people) for part in _PARTS for item in _list(self.values.get(part)))


def is_web_address(text: str) -> bool:
    """Tell whether a text can stand as source_url."""
    return bool(_WEB.fullmatch(text))


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter at the top of a text; empty where there is none.

    It is YAML between two lines of three hyphens. A plain value may hold colons and number signs, which
    YAML alone would not allow. Raises SourceError where it cannot be understood.
    """
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), len(lines))
    # A text may open with a rule: a field right under it, and one that we know, make it front matter.
    first = next((line for line in lines[1:end] if line.strip()), "")
    is_front = lines[0].rstrip() == _FENCE and _OPENING.match(first) and any(map(_KNOWN.match, lines[1:end]))
    if not is_front or (end == len(lines) and not _KNOWN.match(first)):
        return FrontMatter({}, 0)
    if end == len(lines):
        raise SourceError('line 1: the front matter has no end. Put a line "---" under its last field.')
    _refuse_twice(lines[1:end])
    values = _load("\n".join(_plain_yaml(lines[1:end])))
    known: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in values.items():
        name = _ALIASES.get(str(key).casefold(), str(key).casefold().replace("-", "_"))
        if name in KEYS:
            known[name] = _writable(value)
        else:
            guess = get_close_matches(name, KEYS, 1, 0.6)
            hint = f"Did you mean {guess[0]}?" if guess else f"Known are: {', '.join(KEYS)}."
            line = next((n for n, line in enumerate(lines[:end], 1) if line.startswith(str(key))), 1)
            findings.append(
                Finding("M101", f'"{_writable(str(key))}" is not a front matter field and was not used. {hint}', line)
            )
    return FrontMatter(known, end + 1, tuple(findings))


def _writable(value: Any) -> Any:
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {_writable(key): _writable(item) for key, item in value.items()}
    return writable(value) if isinstance(value, str) else value


def write_front_matter(article: Article) -> str:
    """Write what was understood of an article as front matter, with its fences."""
    lines = [_FENCE, *_written("title", article.title), *_written("subtitle", article.subtitle)]
    for part in _PARTS:
        people = [byline for byline in article.bylines if byline.part == part]
        if len(people) == 1 and not people[0].role:
            lines += _written(part, people[0].signature)
        elif people:
            lines += [f"{part}:", *(line for byline in people for line in _written_person(byline))]
    lines += _written("language", article.language)
    days = (("published", article.published), ("reviewed", article.reviewed), ("updated", article.updated))
    for key, day in days:
        lines += _written(key, day.isoformat() if day else "")
    lines += _written("summary", article.summary)
    for key, items in (("key_points", article.key_points), ("topics", article.topics)):
        if items:
            lines += [f"{key}:", *(f"  - {_scalar(item)}" for item in items)]
    lines += _written("source_url", article.source_url)
    if article.excused:
        lines += ["excused:", *(f"  {_scalar(code)}: {_scalar(reason)}" for code, reason in article.excused)]
    return "\n".join([*lines, _FENCE]) + "\n"


def _written(key: str, value: str) -> list[str]:
    return [f"{key}: {_scalar(value)}"] if value else []


def _written_person(byline: Byline) -> list[str]:
    """Write a person of a list; one with a role as fields, since no comma tells a role from a name."""
    if not byline.role:
        return [f"  - {_scalar(byline.signature)}"]
    fields = [("name", byline.name), ("credentials", byline.letters), ("role", byline.role)]
    lines = [f"{key}: {_scalar(value)}" for key, value in fields if value]
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _scalar(value: str) -> str:
    """Write a text so that both YAML and a person read it as it is."""
    is_plain = re.fullmatch(r"[^\W_][^\n\"'#:\[\]{}&*!|>%@`\\]*", value) and value == value.strip()
    is_word_of_yaml = value.casefold() in ("true", "false", "yes", "no", "null", "on", "off")
    return value if is_plain and not is_word_of_yaml else json.dumps(value, ensure_ascii=False)


_FIELD = re.compile(r"(\s*(?:-\s+)?[A-Za-z_-]+\d*\s*:\s+)(\S.*?)\s*")
_ITEM = re.compile(r"(\s*-\s+)(\S.*?)\s*")
_PERSON = re.compile(r"\s*-\s+(?:name|credentials|role)\s*:")
_WHOLE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[.*\]|\{.*\}|[|>][+-]?|#.*")
"""A value that YAML itself delimits."""


def _plain_yaml(lines: list[str]) -> list[str]:
    """Quote plain values, so that "title: The brain: how it heals" is what it looks like."""
    quoted: list[str] = []
    in_block = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        is_indented = line.startswith((" ", "\t")) or not line.strip()
        in_block = in_block and is_indented
        goes_on = re.match(r"[ \t]+[^\s-]", below) and not re.match(r"[ \t]+[A-Za-z_-]+\d*\s*:\s", below)
        quoted.append(line if in_block or (goes_on and not line.strip().startswith("-")) else _quoted(line))
        in_block = in_block or bool(re.search(r":\s+[|>][+-]?\s*$", line))
    return quoted


def _quoted(line: str) -> str:
    is_item = re.match(r"\s*-\s", line) and not _PERSON.match(line)
    found = (_ITEM if is_item else _FIELD).fullmatch(line)
    if not found or _WHOLE.fullmatch(found[2]):
        return line
    return found[1].replace("\t", " ") + json.dumps(found[2], ensure_ascii=False)


def _refuse_twice(lines: list[str]) -> None:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=2):
        if found := _KNOWN.match(line):
            key = found[0].rstrip(" \t:").casefold()
            key = _ALIASES.get(key, key)
            if key in seen:
                raise SourceError(f"line {number}: {key} stands in the front matter a second time. Keep one.")
            seen.add(key)


def _load(text: str) -> dict[Any, Any]:
    # A slow import, and pasted text rarely has front matter.
    import yaml

    try:
        # Texts, lists and fields only: yes stays yes, and 12:30 stays 12:30.
        values = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes no objects
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise SourceError(
            f"line {line}: the front matter cannot be understood here. "
            'Write each field as "name: value" on a line of its own, with no space before it.'
        ) from error
    if not isinstance(values, dict):
        return {}
    return values


def _list(value: object) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item not in (None, "")]


def _person(item: object, part: Part, words: Language, people: Sequence[Clinician]) -> Byline:
    if isinstance(item, list) or (
        isinstance(item, dict) and any(isinstance(v, (list, dict)) for k, v in item.items() if k != "credentials")
    ):
        raise SourceError(f"line 1: each {part} in the front matter is a name, or has a name, credentials and a role.")
    if not isinstance(item, dict):
        return parse_author(str(item), words, part, people)
    unknown = set(item) - {"name", "credentials", "role"}
    if unknown or not item.get("name"):
        raise SourceError(f"line 1: each {part} in the front matter has a name and perhaps credentials and a role.")
    letters = item.get("credentials") or ()
    if isinstance(letters, dict):
        raise SourceError(f"line 1: the credentials of {item['name']} in the front matter must be a text or a list.")
    listed = letters if isinstance(letters, list) else re.split(r"\s*,\s*", str(letters)) if letters else ()
    byline = Byline(str(item["name"]), tuple(map(str, listed)), str(item.get("role") or ""), part)
    return as_clinician(replace(byline, name=" ".join(byline.name.split())), people)
