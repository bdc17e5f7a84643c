"""Paragraphs of posts written without paragraph tags: a blank line ends one, a line's end is a line break."""

import re

_TOKEN = re.compile(r"(<!--.*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_HOLDERS = {"", "div", "blockquote", "section", "article", "aside", "main", "header", "footer", "center", "details"}
"""Where words stand in paragraphs; empty is the top."""
_ITEMS = {"li", "dd", "td", "th", "figcaption", "dt", "p"}
"""Where words stand alone, or in paragraphs if a blank line parts them."""
_VERBATIM = {"pre", "script", "style", "textarea", "noscript", "svg", "iframe", "object"}
_OTHERS = {
    *("table thead tbody tfoot tr caption ul ol dl figure form fieldset nav address summary".split()),
    *("h1 h2 h3 h4 h5 h6 video audio".split()),
}
_BLOCKS = _HOLDERS | _ITEMS | _VERBATIM | _OTHERS | {"hr"}


def add_paragraphs(html: str) -> str:
    """Put paragraphs and line breaks where blank lines and line ends stand for them."""
    out: list[str] = []
    run: list[str] = []
    open_tags: list[str] = []
    for token in _TOKEN.split(html):
        found = _NAME.match(token)
        name = found[2].lower() if found else ""
        inside = open_tags[-1] if open_tags else ""
        if not found or name not in _BLOCKS or (inside in _VERBATIM and name != inside):
            run.append(token)
            continue
        out.append(_in_paragraphs("".join(run), inside))
        run = []
        out.append(token)
        _follow(open_tags, name, is_end=found[1] == "/", is_empty=name == "hr" or token.endswith("/>"))
    return "".join([*out, _in_paragraphs("".join(run), open_tags[-1] if open_tags else "")])


def _follow(open_tags: list[str], name: str, *, is_end: bool, is_empty: bool) -> None:
    """Keep the list of open tags; a block ends the paragraph it stands in."""
    if is_end:
        if name in open_tags:
            while open_tags.pop() != name:
                pass
    elif not is_empty:
        if open_tags and open_tags[-1] == "p":
            open_tags.pop()
        open_tags.append(name)


def _in_paragraphs(text: str, inside: str) -> str:
    if not text.strip() or (inside not in _HOLDERS and inside not in _ITEMS):
        return text
    parts = [_with_breaks(part.strip(" \t\n")) for part in _BLANK_LINE.split(text) if part.strip()]
    if inside == "p":
        return "</p>\n<p>".join(parts)
    if inside in _ITEMS and len(parts) == 1:
        return parts[0]
    return "".join(f"<p>{part}</p>\n" for part in parts)


def _with_breaks(text: str) -> str:
    return re.sub(r"(?:<br\s*/?>)?[ \t]*\n", "<br>\n", text)
