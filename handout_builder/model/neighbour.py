"""A neighbour: an article that another one names and that is offered at its end."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Neighbour:
    """What a handout tells of another article."""

    slug: str
    title: str
    language: str
    """BCP 47 tag."""
    byline: str = ""
    """Its authors, as one line in its language."""
    address: str = ""
    """Where it can be read on the web; empty where that is not known."""
