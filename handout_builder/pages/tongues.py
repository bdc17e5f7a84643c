"""How words in another language than the page's are told to screen readers."""

from markupsafe import Markup

from ..model import direction_of


def mark_of(language: str, page: str) -> Markup:
    """Give the attributes of an element whose words are in `language`; none where that is the page's."""
    if language.split("-")[0].casefold() == page.split("-")[0].casefold():
        return Markup("")
    direction = direction_of(language)
    turn = Markup("") if direction == direction_of(page) else Markup(' dir="{}"').format(direction)
    return Markup(' lang="{0}" xml:lang="{0}"').format(language) + turn
