"""The settings files as `new` writes them: every setting with its default and its sentence."""

import json
from textwrap import wrap

from .fields import CLINIC, CLINICIAN, TERM, Setting

_EXAMPLES: dict[str, str | int | tuple[str, ...]] = {
    "tagline": "Care that listens",
    "logo": "logo.svg",
    "phone": "555-0142",
    "email": "hello@clinic.example",
    "web": "https://clinic.example",
    "address": ("12 River Street", "Springfield"),
    "editions": ("letter", "a4", "epub", "bundle"),
}


def clinic_toml() -> str:
    """Write layouts/clinic.toml for a new clinic."""
    lines = [
        "# How this clinic's handouts are signed and made. Each setting stands under the words that explain it.",
        "",
    ]
    table = ""
    for setting in CLINIC:
        key = setting.key
        if "." in key:
            name, key = key.split(".")
            if name != table:
                lines += [f"[{name}]", ""]
                table = name
        value = _EXAMPLES.get(setting.key, setting.default)
        lines += [*_comment(setting), f"{key} = {_written(value)}", ""]
    return "\n".join(lines)


def clinicians_toml() -> str:
    """Write sources/clinicians.toml for a new clinic, with one person to overwrite."""
    person: dict[str, str | tuple[str, ...]] = {
        "name": "Alex Example",
        "credentials": ("LCSW",),
        "role": "Psychotherapist",
        "bio": "Alex Example is who signs the first handout. Put your own clinicians here.",
        "link": "https://clinic.example/alex",
    }
    lines = [
        "# Who writes. An article whose byline names one of these people gets their credentials and role,",
        "# and closes with their bio. Copy the block for each person.",
        "#",
    ]
    for setting in CLINICIAN:
        lines += _comment(setting, f"{setting.key}: ")
    lines += ["", "[[clinician]]"]
    lines += [f"{setting.key} = {_written(person.get(setting.key, ''))}" for setting in CLINICIAN]
    return "\n".join(lines) + "\n"


def glossary_toml() -> str:
    """Write sources/glossary.toml for a new clinic, with one term to take the # from."""
    term: dict[str, str | tuple[str, ...]] = {
        "term": "dendrites",
        "plain": "the tiny branches of a nerve cell",
        "also": ("dendrite",),
    }
    lines = [
        "# Plain words for hard terms. A handout that uses one of these terms explains it at its end.",
        "# Copy the block for each term, without the # before its lines.",
        "#",
    ]
    for setting in TERM:
        lines += _comment(setting, f"{setting.key}: ")
    lines += ["", "# [[term]]", *(f"# {key} = {_written(value)}" for key, value in term.items())]
    return "\n".join(lines) + "\n"


def _comment(setting: Setting, prefix: str = "") -> list[str]:
    return [f"# {line}" for line in wrap(prefix + setting.sentence, 98)]


def _written(value: str | int | tuple[str, ...]) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
