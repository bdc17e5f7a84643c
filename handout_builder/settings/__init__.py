"""clinic.toml, clinicians.toml, glossary.toml and labels.toml become a Clinic; every mistake is reported at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from unicodedata import category

from ..errors import SettingsError
from ..model import Clinic, Clinician, GlossarySettings, MailSettings, PrinterSettings, SiteSettings, Term, one_line
from . import colours
from .fields import CLINIC, CLINICIAN, EXAMPLE_NAME, TERM, Setting
from .glossary import form_mistakes, keys_of, taken_together, term_mistakes
from .labels import LANGUAGE, load_labels
from .place import Place, load
from .starter import clinic_toml, clinicians_toml, glossary_toml

__all__ = [
    "CLINIC",
    "CLINICIAN",
    "CLINIC_FILE",
    "EXAMPLE_NAME",
    "TERM",
    "clinic_toml",
    "clinicians_toml",
    "glossary_toml",
    "load_clinic",
]

CLINIC_FILE = "layouts/clinic.toml"
CLINICIANS_FILE = "sources/clinicians.toml"
GLOSSARY_FILE = "sources/glossary.toml"

_TABLES = {
    "catalogue": ("catalogue", SiteSettings),
    "glossary": ("glossing", GlossarySettings),
    "mail": ("mail", MailSettings),
    "printer": ("printer", PrinterSettings),
}
"""Table of clinic.toml -> where and what its settings become; those of other tables stand beside the rest."""


def load_clinic(folder: Path) -> Clinic:
    """Read a clinic's settings files; a file that is not there means the defaults.

    Raises SettingsError, which lists every mistake of all files with file, line and a guess.
    """
    mistakes: list[str] = []
    values = _clinic_values(folder, mistakes)
    clinicians = _clinicians(folder, mistakes)
    glossary = _glossary(folder, values["language"], mistakes)
    labels = load_labels(folder, mistakes)
    if mistakes:
        raise SettingsError(mistakes)
    values = {key.removeprefix("colours."): value for key, value in values.items()}
    for name, (field, kind) in _TABLES.items():
        inside = {key for key in values if key.startswith(f"{name}.")}
        values[field] = kind(**{key.removeprefix(f"{name}."): values.pop(key) for key in inside})
    values["editions"] = values["editions"] or (values["paper"], "epub", "bundle")
    return Clinic(**values, clinicians=clinicians, glossary=glossary, labels=labels)


def _clinic_values(folder: Path, mistakes: list[str]) -> dict[str, Any]:
    raw, lines = load(folder / CLINIC_FILE, CLINIC_FILE, mistakes)
    flat: dict[str, Any] = {}
    tables = {setting.key.split(".")[0] for setting in CLINIC if "." in setting.key}
    for key, value in raw.items():
        if isinstance(value, dict) and key in tables:
            flat |= {f"{key}.{inner}": inner_value for inner, inner_value in value.items()}
        else:
            flat[key] = value
    place = Place(CLINIC_FILE, "", lines, mistakes)
    values = _checked(flat, CLINIC, place, folder / "layouts")
    for key, what in form_mistakes(values):
        place.add(key, what)
    return values


def _clinicians(folder: Path, mistakes: list[str]) -> tuple[Clinician, ...]:
    clinicians: list[Clinician] = []
    for here, entry in _entries(folder, CLINICIANS_FILE, "clinician", "person", mistakes):
        person = Clinician(**_checked(entry, CLINICIAN, here, folder / "sources"))
        if person.name and person.name.casefold() in {known.name.casefold() for known in clinicians}:
            here.add("name", f'"{person.name}" stands here a second time; keep one entry')
        if person.photo and (folder / "sources" / person.photo).is_file():
            person = replace(person, photo_data=(folder / "sources" / person.photo).read_bytes())
        clinicians.append(person)
    return tuple(clinicians)


def _glossary(folder: Path, language: str, mistakes: list[str]) -> tuple[Term, ...]:
    terms: list[Term] = []
    known: set[tuple[str, str]] = set()
    for here, entry in _entries(folder, GLOSSARY_FILE, "term", "term", mistakes):
        term = taken_together(_checked(entry, TERM, here, folder / "sources"), language)
        for key, what in term_mistakes(term, known):
            here.add(key, what)
        terms.append(term)
        known.update(keys_of(term))
    return tuple(terms)


def _entries(
    folder: Path, file: str, name: str, thing: str, mistakes: list[str]
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Give the tables of a name in a file that has no others, each with its place."""
    raw, lines = load(folder / file, file, mistakes)
    place = Place(file, "", lines, mistakes)
    place.unknown(raw, (name,))
    entries = raw.get(name, [])
    if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
        place.add(name, f"must be written [[{name}]], in double brackets, once for each {thing}")
        return
    for index, entry in enumerate(entries):
        yield Place(file, f"{name}.{index}", lines, mistakes), entry


def _checked(raw: dict[str, Any], settings: tuple[Setting, ...], place: Place, files: Path) -> dict[str, Any]:
    place.unknown(raw, [setting.key for setting in settings])
    values: dict[str, Any] = {}
    for setting in settings:
        value, mistake = _check(setting, raw[setting.key], files) if setting.key in raw else (setting.default, "")
        if not mistake and setting.required and _is_blank(value):
            mistake = "is missing"
        if mistake:
            place.add(setting.key, mistake)
        values[setting.key] = setting.default if mistake else value
    return values


def _is_blank(value: Any) -> bool:
    """Tell whether a text shows nothing: spaces, joiners and marks that stand on no letter."""
    return all(category(letter)[0] in "CMZ" for letter in value)


def _check(setting: Setting, raw: object, files: Path) -> tuple[Any, str]:
    """Give the value and no mistake, or a mistake."""
    if setting.kind in ("lines", "choices"):
        return _check_list(setting, raw)
    if setting.kind == "switch":
        example = f"{_own_key(setting)} = {str(setting.default).lower()}"
        return raw, "" if isinstance(raw, bool) else f"must be true or false without quotes, such as {example}"
    if setting.kind == "number":
        is_right = isinstance(raw, int) and not isinstance(raw, bool) and raw >= setting.least
        above = f"above {setting.least - 1}" if setting.least else "from 0 on"
        example = f"{_own_key(setting)} = {setting.default}"
        return raw, "" if is_right else f"must be a whole number {above}, such as {example}"
    if not isinstance(raw, str):
        shown = str(raw).lower() if isinstance(raw, bool) else raw
        written = f'{_own_key(setting)} = "{shown}"'
        if isinstance(raw, (list, dict)):
            written = f'{_own_key(setting)} = "..."'
        return None, f"must be text in quotes, such as {written}"
    value = one_line(raw)
    if not value:
        return setting.default if setting.key in _NEVER_EMPTY else "", ""
    if setting.kind == "file":
        return value, _file_mistake(value, files, setting.choices)
    if setting.kind == "folder":
        return value, "" if re.fullmatch(r"[\w-]+", value) else f'"{value}" is not the name of a folder in layouts/'
    if setting.kind == "choice":
        return value.casefold(), _choice_mistake(value, setting.choices)
    if setting.kind == "colour":
        return _check_colour(value)
    if setting.kind == "email":
        looks_right = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)
        return (
            value,
            "" if looks_right else f'"{value}" is no e-mail address, such as front.desk@clinic.example',
        )
    if setting.kind == "web":
        looks_right = re.fullmatch(r"(https?://)?[^\s/@:]+\.[^\s/@:]+(:\d+)?(/\S*)?", value)
        return value, "" if looks_right else f'"{value}" is no web address, such as https://clinic.example'
    if setting.kind == "language":
        looks_right = LANGUAGE.fullmatch(value)
        return value, "" if looks_right else f'"{value}" is no language tag, such as en, es or pt-BR'
    return value, ""


def _own_key(setting: Setting) -> str:
    """Give the key as it stands in its table."""
    return setting.key.split(".")[-1]


_NEVER_EMPTY = ("name", "crisis", "language", "layout", "paper", "colours.brand", "colours.text", "mail.security")


def _check_list(setting: Setting, raw: object) -> tuple[tuple[str, ...], str]:
    if isinstance(raw, str):
        raw = [part for part in re.split(r"[,\n]" if setting.key != "address" else r"\n", raw) if part.strip()]
    if not (isinstance(raw, list) and all(isinstance(item, str) for item in raw)):
        return (), 'must be a list of texts, such as ["one", "two"]'
    items = tuple(filter(None, map(one_line, raw)))
    if setting.kind == "choices":
        items = tuple(dict.fromkeys(item.casefold() for item in items))
        for item in items:
            if mistake := _choice_mistake(item, setting.choices):
                return (), mistake
        items = tuple(choice for choice in setting.choices if choice in items)
    return items, ""


def _choice_mistake(value: str, choices: tuple[str, ...]) -> str:
    if value.casefold() in choices:
        return ""
    guess = get_close_matches(value.casefold(), choices, 1, 0.5)
    hint = f"did you mean {guess[0]}?" if guess else f"choose from {', '.join(choices)}"
    return f'has no "{value}"; {hint}'


def _check_colour(value: str) -> tuple[str, str]:
    colour = colours.parse(value)
    if colour is None:
        return "", f'"{value}" is no colour; write # and six digits, such as #1d5c63'
    ratio = colours.contrast_on_white(colour)
    if ratio < colours.READABLE:
        return "", (
            f"{value} cannot be read on white (contrast {ratio:.1f}:1, at least {colours.READABLE}:1 is needed); "
            f"the nearest shade that can is {colours.as_hex(colours.darkened(colour))}"
        )
    return colours.as_hex(colour), ""


def _file_mistake(value: str, folder: Path, endings: tuple[str, ...]) -> str:
    path = folder / value
    if len(value) > 200 or path.suffix.casefold() not in endings:
        return f'"{value[:60]}" is not a picture we can print ({", ".join(endings)})'
    if Path(value).is_absolute() or ".." in Path(value).parts:
        return f'"{value}" must lie inside {folder.name}/'
    if path.is_file():
        return ""
    others = sorted(file.name for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    guess = get_close_matches(Path(value).name, others, 1, 0.5)
    hint = f"did you mean {guess[0]}?" if guess else f"put the file into {folder.name}/ or leave {value!r} out"
    return f'there is no file "{value}" in {folder.name}/; {hint}'
