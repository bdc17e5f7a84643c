"""Write docs/findings.md from the rules themselves: `python -m tests.write_findings`."""

from collections.abc import Iterable

from handout_builder.checks import FAMILIES, RULES
from handout_builder.checks.elsewhere import MAKING, READING

from .conftest import HOME

PAGE = HOME / "docs" / "findings.md"

_HEAD = """# Findings

What `python make_handouts.py check` says of an article, and what is said while it is read and made. Each finding has a code: the
letter tells what it is about. All of them are advice: a handout is made all the same.

To leave something as it is, write the code and the reason at the top of the article; from then on it is not told:

```
---
title: A poem about sleep
excused:
  H201: it is a poem
---
```

This page is made from the rules by `python -m tests.write_findings`.
"""


def page() -> str:
    """Give the page's text."""
    parts = [_HEAD]
    for letter, name in FAMILIES.items():
        rules = [rule for rule in RULES if rule.code.startswith(letter)]
        rows = [(rule.code, rule.title, rule.todo, rule.guidance) for rule in rules]
        if rows:
            parts.append(f"## {name.capitalize()}\n\n" + _table(("code", "what", "what to do", "guidance"), rows))
    parts.append("## Said while an article is read\n\n" + _table(("code", "what"), sorted(READING.items())))
    parts.append("## Said while a handout is made\n\n" + _table(("code", "what"), sorted(MAKING.items())))
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
