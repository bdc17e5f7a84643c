"""The body of a pasted text: its lines put together to headings, lists, tables, quotations, verse and paragraphs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .headings import Judgement
from .lists import TypedList, typed_list
from .outline import heading_levels
from .scene import Scene

SHORT_LINE = 50
"""Characters below which lines that stand together are an address or a verse."""
_NOTE = re.compile(r"(\[(\d{1,3}|\*{1,3})\])\s+\S")
_ATTRIBUTION = re.compile(r"[—–―-]{1,2}\s?[A-Z][^.!?]{2,60}$")
_QUOTED = re.compile(r"[“\"«„「『].+[”\"»“」』]$", re.DOTALL)


@dataclass
class _Writer:
    """Writes the lines one block after another."""

    scene: Scene
    levels: Mapping[int, int]
    notes: frozenset[str]

    def block(self, index: int) -> tuple[str, int]:
        """Write the block that begins at a line; give it and the index of the next."""
        if index in self.levels:
            level, text = self.levels[index], self.scene.lines[index].text
            return f"<h{level}>{self.inline(text)}</h{level}>", index + 1
        for write in (self.list_block, self.table, self.quotation, self.note):
            found = write(index)
            if found:
                return found
        return self.paragraph(index)

    def inline(self, text: str) -> str:
        """Escape a text, with links on the note marks in it."""
        link = r'<a href="#note-\2">\1</a>'
        escaped = escape(text, quote=False)
        return re.sub(r"(\[(\d{1,3})\])", lambda m: m.expand(link) if m[1] in self.notes else m[0], escaped)

    def list_block(self, index: int) -> tuple[str, int] | None:
        """Write a list with the lists nested in it by indent."""
        found = typed_list(self.scene.lines, index, self.levels)
        return (self._list(found[0]), found[1]) if found else None

    def _list(self, typed: TypedList) -> str:
        items = "".join(
            f"<li>{self.inline(self.scene.lines[index].plain)}{''.join(map(self._list, inner))}</li>"
            for index, inner in typed.items
        )
        if not typed.order:
            return f"<ul>{items}</ul>"
        kind = "" if typed.order == "1" else f' type="{typed.order}"'
        return f"<ol{kind}>{items}</ol>"

    def table(self, index: int) -> tuple[str, int] | None:
        """Write lines parted by tabs as a table; the first row is its head where its cells are short words."""
        end = index
        columns = self.scene.lines[index].text.count("\t")
        while end < len(self.scene.lines) and columns and self.scene.lines[end].text.count("\t") == columns:
            end += 1
        rows = [re.split(r"\t", line.text) for line in self.scene.lines[index:end]]
        if len(rows) < 2:
            return None
        has_head = len(rows) > 2 and _is_head(rows[0], rows[1:])
        cells = [
            "".join(f"<{kind}>{self.inline(cell.strip())}</{kind}>" for cell in row)
            for number, row in enumerate(rows)
            for kind in ["th" if has_head and not number else "td"]
        ]
        head = f"<thead><tr>{cells[0]}</tr></thead>" if has_head else ""
        body = "".join(f"<tr>{row}</tr>" for row in (cells[1:] if has_head else cells))
        return f"<table>{head}<tbody>{body}</tbody></table>", end

    def quotation(self, index: int) -> tuple[str, int] | None:
        """Write lines marked with > as a quotation, and a paragraph in quotes with the name under it."""
        lines = self.scene.lines
        end = index
        while end < len(lines) and lines[end].text.startswith(">") and end not in self.levels:
            end += 1
        if end > index:
            inner = _unwrapped([line.text.lstrip("> ") for line in lines[index:end]])
            return f"<blockquote>{''.join(f'<p>{self.inline(text)}</p>' for text in inner if text)}</blockquote>", end
        is_signed = (
            index + 1 < len(lines) and index + 1 not in self.levels and _ATTRIBUTION.match(lines[index + 1].text)
        )
        if is_signed and _QUOTED.match(lines[index].text):
            parts = "".join(f"<p>{self.inline(line.text)}</p>" for line in lines[index : index + 2])
            return f"<blockquote>{parts}</blockquote>", index + 2
        return None

    def note(self, index: int) -> tuple[str, int] | None:
        """Write a note at the end of the text, with the place that its mark links to."""
        text = self.scene.lines[index].text
        found = _NOTE.match(text)
        if not found or found[1] not in self.notes:
            return None
        rest = escape(text[found.end(1) :], quote=False)
        return f'<p id="note-{found[2]}">{found[1]}{rest}</p>', index + 1

    def paragraph(self, index: int) -> tuple[str, int]:
        """Write a paragraph; short lines together, such as an address or a verse, stay lines."""
        lines = self.scene.lines
        end = index + 1
        while (
            end < len(lines)
            and self.scene.is_spaced
            and not lines[end].blanks
            and end not in self.levels
            and len(lines[end].text) < SHORT_LINE
            and not self.list_block(end)
        ):
            end += 1
        if end > index + 1 and len(lines[index].text) < SHORT_LINE:
            return '<p class="verse">' + "<br>".join(self.inline(line.text) for line in lines[index:end]) + "</p>", end
        return f"<p>{self.inline(lines[index].text)}</p>", index + 1


def write_body(scene: Scene, judgements: Mapping[int, Judgement]) -> str:
    """Write an article's lines as HTML, every word in its order."""
    marks = [found[1] for line in scene.lines if (found := _NOTE.match(line.text))]
    text = "\n".join(line.text for line in scene.lines)
    notes = frozenset(
        mark for mark in marks if text.count(mark) > 1 and mark[1:-1].isdigit() and marks.count(mark) == 1
    )
    writer = _Writer(scene, heading_levels(scene, judgements), notes)
    parts: list[str] = []
    index = 0
    while index < len(scene.lines):
        part, index = writer.block(index)
        parts.append(part)
    return "\n".join(parts)


def _is_head(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell a table's head: short words without figures, or words over a column of figures."""
    cells = [cell.strip() for cell in row]
    if all(re.fullmatch(r"[^\d.]{1,40}", cell) for cell in cells):
        return True
    are_words = all(cell[:1].isalpha() and len(cell) <= 60 and cell[-1:] != "." for cell in cells)
    columns = zip(*below, strict=True)
    return are_words and any(all(cell.strip()[:1].isdigit() for cell in column) for column in columns)


def _unwrapped(texts: Sequence[str]) -> list[str]:
    """Join the lines of a quotation that was wrapped at a width."""
    joined: list[str] = []
    for text in texts:
        if joined and len(joined[-1]) >= 45 and text[:1].islower():
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined
