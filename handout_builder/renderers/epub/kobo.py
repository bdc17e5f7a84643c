"""The mark-up that Kobo's own reader wants: a span around each sentence, which it counts and highlights by."""

import re
from dataclasses import replace
from itertools import count

from ...model import Document, Page

_TOKEN = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+""")
_SENTENCE = re.compile(r"""[^.!?…。！？]*[.!?…。！？]+["'”’»)]*\s*|[^.!?…。！？]+""")
_BLOCK = re.compile(r"<(?:p|h[1-6]|li|dt|dd|td|th|pre|figcaption|caption|blockquote|figure|div|section)\b")


def for_kobo(page: Page) -> Page:
    """Give a book with the spans that Kobo's reader wants; no letter changes."""
    return replace(page, documents=tuple(map(_spanned, page.documents)))


def _spanned(document: Document) -> Document:
    if not document.in_spine or document.landmark == "cover":
        return document
    head, opened, rest = document.text.partition("<body>")
    inside, closed, end = rest.partition("</body>")
    spans = _Spans()
    body = "".join(spans.around(token[0]) for token in _TOKEN.finditer(inside))
    return replace(
        document,
        text=f'{head}{opened}<div id="book-columns"><div id="book-inner">{body}</div></div>{closed}{end}',
    )


class _Spans:
    """Numbers the spans: by block, and by sentence within it."""

    def __init__(self) -> None:
        self._block = 0
        self._sentences = count(1)

    def around(self, token: str) -> str:
        """Give a token with its spans: a picture in one, a text in one a sentence."""
        if _BLOCK.match(token):
            self._block += 1
            self._sentences = count(1)
        if token.startswith("<img"):
            return self._span(token)
        if token.startswith("<") or not token.strip():
            return token
        return "".join(self._span(sentence) for sentence in _SENTENCE.findall(token))

    def _span(self, inside: str) -> str:
        return f'<span class="koboSpan" id="kobo.{self._block}.{next(self._sentences)}">{inside}</span>'
