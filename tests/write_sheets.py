"""Write docs/sheets.md from the forms themselves: `python -m tests.write_sheets`."""

from handout_builder.checks.sheets import FORMS, Form

from .conftest import HOME

PAGE = HOME / "docs" / "sheets.md"

_HEAD = """# Score sheets

`python make_handouts.py sheets` writes two score sheets for each article, on up to four pages to print, into `sheets/` in
the clinic's folder: PEMAT-P, which tells how easy a handout is to understand and to act on, and the CDC Clear Communication
Index. They are for those who rate the handouts, and never go into `handouts/`.

A program can count, and see what is not there; it cannot judge. So an item is answered only where that is enough. All
others are left open and show the words of the article that may help a person to judge. Even what is answered is a
suggestion, in a column of its own: raters copy or correct it in theirs, so that a filed sheet tells whose each tick is.
That a word is not found proves nothing: no item is answered for that. No score is worked out before a person has answered
the rest. The items stand in our own few words; the guides have them in full.

Words are looked at in English, and partly in Spanish; in other languages the items that need them are left open.

This page is made from the forms by `python -m tests.write_sheets`.
"""


def page() -> str:
    """Give the page's text."""
    return "\n".join([_HEAD, *map(_section, FORMS)])


def _section(form: Form) -> str:
    lines = [
        f"## {form.name}\n",
        f"{form.source} ({form.place}). Score: points ÷ items that apply × 100; {form.passes} passes.\n",
        "| item | in our words | what the program's answer rests on |\n|---|---|---|",
    ]
    for _, parts in form.scales:
        lines += [f"| {q.number} | {q.words} | {q.rests_on} |" for part in parts for q in part.questions]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
