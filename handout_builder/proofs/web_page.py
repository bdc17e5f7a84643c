"""The proof of an article's pages on the web: its words as a browser finds them, its language, pictures and anchors."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urldefrag

from lxml import html

from ..model import Article, Glossing, direction_of
from .checks import Check, check
from .comparison import compare
from .documents import read_element
from .manuscript import manuscript_of, plain
from .reading import Reading

_TEXT = "text"
"""The class of the element that holds an article's body, or a part of it."""
_GLOSSARY = "glossary"
"""The class of the element that holds the terms that are explained."""


def prove_web_pages(
    pages: Mapping[str, bytes], article: Article, beside: Collection[str], glossing: Glossing | None = None
) -> list[Check]:
    """Compare the pages of an article, by their places in handouts/ and in order, with the article.

    `beside` are the pictures that come with them, `glossing` is what they explain.
    """
    roots = {path: html.document_fromstring(data, parser=_parser()) for path, data in pages.items()}
    others = [
        check("language", "the language and the title are told", "V117", list(_telling(roots, article))),
        check("pictures", "every picture is there and has its words", "V118", list(_pictures(roots, beside))),
        check("anchors", "every link inside leads somewhere", "V119", list(_anchors(roots))),
    ]
    # Last, since the pages are joined for it.
    return [*compare(_reading(list(roots.values())), manuscript_of(article, glossing)), *others]


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", huge_tree=True)


def _reading(roots: list[html.HtmlElement]) -> Reading:
    """Read the first page with the texts of the others where its own text ends, and what the last one explains."""
    first, *others = roots
    explained = [words for root in others for words in root.find_class(_GLOSSARY)]
    texts = [text for root in others for text in root.find_class(_TEXT)]
    for own in first.find_class(_TEXT)[-1:]:
        for text in texts:
            own.append(text)
    for words in explained:
        first.body.append(words)
    reading = Reading()
    read_element(first.body, reading)
    return reading.finish()


def _telling(roots: Mapping[str, html.HtmlElement], article: Article) -> Iterator[str]:
    for path, root in roots.items():
        told = (root.get("lang"), root.get("dir"))
        if told != (article.language, direction_of(article.language)):
            yield f"{path} says that it is in {told[0]} and runs {told[1]}."
        title = plain(root.findtext("head/title") or "")
        if not title.startswith(plain(article.title)):
            yield f'the title of {path} is "{title}".'


def _pictures(roots: Mapping[str, html.HtmlElement], beside: Collection[str]) -> Iterator[str]:
    for root in roots.values():
        for text in root.find_class(_TEXT):
            for image in text.iter("img"):
                name = unquote(image.get("src", ""))
                if name.removeprefix("../") not in beside:
                    yield f"the picture {name} is not there."
                if not image.get("alt"):
                    yield f"the picture {name} has no alternative text."


def _anchors(roots: Mapping[str, html.HtmlElement]) -> Iterator[str]:
    names = {path.rpartition("/")[2]: path for path in roots}
    ids = {path: Counter(root.xpath("//@id")) for path, root in roots.items()}
    for path, root in roots.items():
        yield from (f'the anchor "{name}" stands in {path} twice.' for name, count in ids[path].items() if count > 1)
        for link in root.iter("a"):
            place, anchor = urldefrag(link.get("href", ""))
            page = names.get(place) if place else path
            if page and anchor and anchor not in ids[page] and unquote(anchor) not in ids[page]:
                yield f'a link in {path} leads to "{anchor}", which is not there.'
