"""Footnotes whose number stands in a line of its own on a web page: number and note become one."""

from typing import Any

from .parts import is_block, words_in

LONGEST_MARK = 5
"""Characters of the longest mark that leads to a note, such as 12 or [12]."""
NOTE = "data-note"
"""The mark of a box that holds a note."""


def join_notes(article: Any) -> None:
    """Put each note's number at the beginning of its note, and set the mark in the text as one."""
    links = [link for link in article.iter("a") if _is_mark(link)]
    named = {link.get("id"): link for link in links if link.get("id")}
    for link in links:
        mark = named.get(link.get("href")[1:])
        box, below = link.getparent(), link.getnext()
        leads_back = mark is not None and mark.get("href")[1:] == link.get("id") != mark.get("id")
        is_alone = not (box.text or link.tail or "").strip() and box[0] is link and below is not None
        if leads_back and is_alone and is_block(box) and is_block(below) and words_in(below):
            _join(link, below)
            box.tag = "div"
            box.set(NOTE, "yes")
            _raise(mark)


def gather_notes(article: Any) -> None:
    """Make one part of the notes that follow each other, as Markdown's footnotes are."""
    for box in list(article.iterdescendants("div")):
        if box.attrib.pop(NOTE, None) is None:
            continue
        above = box.getprevious()
        if above is not None and above.get("class") == "footnote" and not (above.tail or "").strip():
            above.extend(list(box))
            box.drop_tree()
        else:
            box.set("class", "footnote")


def _is_mark(link: Any) -> bool:
    return (link.get("href") or "").startswith("#") and 0 < len(words_in(link)) <= LONGEST_MARK


def _join(link: Any, below: Any) -> None:
    """Put a number before the first words below it."""
    place = below
    while not (place.text or "").strip() and len(place) and is_block(place[0]) and words_in(place[0]):
        place = place[0]
    link.drop_tree()
    link.tail = f" {(place.text or '').lstrip()}"
    place.text = None
    place.insert(0, link)


def _raise(mark: Any) -> None:
    mark.set("class", "footnote-ref")
    if any(above.tag == "sup" for above in mark.iterancestors()):
        return
    raised = mark.makeelement("sup", {"id": mark.attrib.pop("id")})
    mark.addprevious(raised)
    raised.tail, mark.tail = mark.tail, None
    raised.append(mark)
