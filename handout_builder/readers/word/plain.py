"""The words of a Word file by a walk of their own, a line a paragraph: what the page is held against at the end.

This walk knows nothing of styles, lists or tables and shares nothing with the way the body is made, so that
whatever gets lost on that way is missed here. It leaves out only what was deleted and what stands in the file
twice, and what is plainly hidden; contents are in it, and so must be reported.
"""

from dataclasses import dataclass, field

from .names import MC, Element, M, W, is_on

NUMBER = "paragraph"
"""Attribute that a walked paragraph carries: the number of its line, 1-based."""
_SKIPPED = {W + "del", W + "moveFrom", MC + "Fallback"}
_WORDS = {W + "t", M + "t"}
_EQUATIONS = {M + "oMath", M + "oMathPara"}
_GAPS = {W + "tab", W + "br", W + "cr", W + "ptab"}
_REFERENCES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_WANTED = {*_WORDS, *_GAPS, *_REFERENCES, W + "noBreakHyphen"}


@dataclass
class Plain:
    """The lines so far, and the notes they refer to."""

    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(footnotes or endnotes, id) in the order of the text."""
    _is_open: bool = False

    def walk(self, root: Element) -> None:
        """Take up the lines of a part, and number its paragraphs."""
        for paragraph in root.iter(W + "p"):
            if _is_skipped(paragraph):
                continue
            text = "".join(self._word(node, paragraph) for node in paragraph.iter())
            self._add(" ".join(text.split()))
            paragraph.set(NUMBER, str(max(len(self.lines), 1)))
            self._is_open = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None

    def _word(self, node: Element, paragraph: Element) -> str:
        if node.tag not in _WANTED or next(node.iterancestors(W + "p")) is not paragraph or _is_skipped(node):
            return ""
        if node.tag in _REFERENCES:
            note = (_REFERENCES[node.tag], node.get(W + "id", ""))
            if note not in self.notes:
                self.notes.append(note)
            return ""
        if node.tag in _WORDS:
            return " " * _begins_apart(node) + str(node.text or "")
        return "\u2011" if node.tag == W + "noBreakHyphen" else " "

    def _add(self, text: str) -> None:
        if self._is_open and self.lines and text:
            self.lines[-1] += text  # the mark between the two paragraphs was deleted
        elif text:
            self.lines.append(text)


def _begins_apart(word: Element) -> bool:
    """Tell a word that something without a space parts from the one before: an equation's edge, a fraction's line."""
    equation = next(word.iterancestors(M + "oMath"), None)
    if equation is None:
        run = next(word.iterancestors(W + "r"), None)
        before = run.getprevious() if run is not None else None
        return before is not None and before.tag in _EQUATIONS
    texts = list(equation.iter(M + "t"))
    place = texts.index(word)
    script = next(word.iterancestors(M + "sup", M + "sub"), None)
    if script is not None and next(script.iter(M + "t")) is word:
        return False
    return not place or _part_of_fraction(texts[place - 1]) is not _part_of_fraction(word)


def _part_of_fraction(word: Element) -> Element | None:
    return next(word.iterancestors(M + "num", M + "den"), None)


def _is_skipped(node: Element) -> bool:
    for above in (node, *node.iterancestors()):
        if above.tag == W + "r" and is_on(above.find(W + "rPr"), "vanish"):
            return True
        if above.tag in _SKIPPED and (above.tag != MC + "Fallback" or _has_choice(above)):
            return True
        if above.tag == W + "tr" and above.find(f"{W}trPr/{W}del") is not None:
            return True
    return False


def _has_choice(fallback: Element) -> bool:
    return any(choice.find(f".//{W}t") is not None for choice in fallback.getparent().findall(MC + "Choice"))
