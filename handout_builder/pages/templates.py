"""A layout's templates and stylesheets, rendered."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import SettingsError
from ..model import Clinic, Edition, Layout
from .labels import Labels
from .stylesheets import css_string, resolve
from .tints import tint

if TYPE_CHECKING:
    from jinja2 import Environment


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
def stylesheet_for(layout: Layout, clinic: Clinic, edition: Edition, labels: Labels) -> str:
    """Give the stylesheet of an edition with the clinic's values put in. Raises SettingsError."""
    name = "handout.css" if edition.kind == "pdf" else "book.css"
    css = dict(layout.files).get(name)
    if css is None:
        raise SettingsError([f"layouts/{layout.name}: the file {name} is missing."])
    given = {
        "--brand": clinic.brand,
        "--text": clinic.text,
        "--tint": tint(clinic.brand, 0.07),
        "--line": tint(clinic.brand, 0.35),
        "--paper": edition.paper,
        "--clinic-name": css_string(clinic.name),
        "--page-word": css_string(labels.page),
        "--of-word": css_string(labels.of),
    }
    return resolve(css, given, f"layouts/{layout.name}/{name}")


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
