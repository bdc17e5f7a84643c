"""What a reader is told of links: their words, where they lead, and that they are printed."""

from typing import Any

import pydyf

from .elements import Element, Note


def describe_links(root: Element) -> None:
    """Give each link's annotations its words and its address (ISO 14289-1, 7.18.5)."""
    for link in root.walk():
        if link.tag == "Link":
            words = " ".join("".join(link.source.itertext()).split())
            for kid in link.kids:
                if isinstance(kid, Note):
                    kid.annotation["Contents"] = pydyf.String(_description(link.source, words, kid.annotation))
                    # The flag that it is printed (ISO 14289-1, 7.18.1).
                    kid.annotation["F"] = 4


def _description(source: Any, words: str, annotation: Any) -> str:
    purpose = " ".join((source.get("title") or "").split())
    if not purpose and "A" in annotation:
        purpose = annotation["A"]["URI"].string
    shown = purpose.removeprefix("mailto:").removeprefix("tel:")
    if not words or words in (purpose, shown):
        return words or purpose
    return f"{words} ({purpose})" if purpose else words


def drop_strays(pdf: Any, root: Element) -> None:
    """Take away annotations that no element owns: those of running headers and of headers printed again."""
    owned = {kid.annotation.number for element in root.walk() for kid in element.kids if isinstance(kid, Note)}
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        if "Annots" in page:
            page["Annots"][:] = [reference for reference in page["Annots"] if int(bytes(reference).split()[0]) in owned]
