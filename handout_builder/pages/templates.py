"""A layout's templates and stylesheets, rendered."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import SettingsError
from ..model import Clinic, Edition, Layout, direction_of, han_forms
from .labels import Labels, labels_for
from .stylesheets import css_string, mirrored, stylesheet_of
from .tints import tint

if TYPE_CHECKING:
    from jinja2 import Environment

_HALF_OF = {"letter": "5.5in 8.5in", "a4": "A5"}
"""Paper -> CSS size of a page, of which two stand side by side on it."""


def rendered(layout: Layout, name: str, context: dict[str, Any]) -> str:
    """Render a template of a layout. Raises SettingsError, which names the file and the line."""
    # A slow import, which a build that makes nothing does without.
    from jinja2 import TemplateError

    try:
        return _environment(layout).get_template(name).render(context)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"layouts/{layout.name}/{getattr(error, 'name', None) or name}" + (f", line {line}" if line else "")
        raise SettingsError([f"{where}: the template is wrong: {error}."]) from error


@lru_cache(maxsize=32)
def stylesheet_for(layout: Layout, clinic: Clinic, edition: Edition, labels: Labels, language: str) -> str:
    """Give the stylesheet of an edition with the clinic's values put in. Raises SettingsError."""
    given = {
        "--brand": clinic.brand,
        "--text": clinic.text,
        "--tint": tint(clinic.brand, 0.07),
        "--line": tint(clinic.brand, 0.35),
        "--paper": edition.paper,
        "--half-paper": _HALF_OF.get(edition.paper, ""),
        "--advice": css_string(_advice(labels_for(clinic.language, clinic))),
        "--clinic-name": css_string(clinic.name),
        "--page-word": css_string(labels.page),
        "--of-word": css_string(labels.of),
        "--han-font": css_string(f"Noto Sans CJK {han_forms(language)}"),
    }
    css = stylesheet_of(layout, edition.stylesheet, given)
    # In a binder all pages have their numbers on the same side.
    turns = direction_of(language) == "rtl" and edition.kind in ("pdf", "booklet") and not edition.part_of
    return mirrored(css) if turns else css


def _advice(labels: Labels) -> str:
    """Give the line on a booklet for the person at the printer."""
    return f"{labels.copy[0].upper()}{labels.copy[1:]}. {labels.advice}"


@lru_cache(maxsize=4)
def _environment(layout: Layout) -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    return Environment(
        loader=DictLoader(dict(layout.files)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
