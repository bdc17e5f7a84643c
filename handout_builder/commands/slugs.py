"""How an article is named at the command line: by its slug, or by any file of its."""

from pathlib import Path

import click

from ..readers import is_source, slug_of

_HANDOUTS = (".pdf", ".epub")


class Slug(click.ParamType[str]):
    """An article's slug; where its source or one of its handouts is named, with the place or without, that one's."""

    name = "slug"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Give the slug."""
        path = Path(value)
        if path.suffix.casefold() in _HANDOUTS:
            return path.stem
        return slug_of(path) if is_source(Path(path.name)) else value


SLUG = Slug()
