"""An article in which everything that can cross a page crosses one, in words that are no language's."""

from random import Random

SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo zu".split()


def long_article() -> str:
    """Write it as Markdown."""
    parts = [
        "---\ntitle: Everything crosses a page\nauthor: Jane Roe, LPCC\nlanguage: en\n---",
        f"An opening with a note.[^1] {_words('opening', 150)}",
        f"## A paragraph across three pages\n\n{_words('paragraph', 800)}",
        "## A nested list\n\n" + "\n".join(_item(number) for number in range(14)),
        "## A table\n\n| Day | Mood | Notes |\n|---|---:|---|\n"
        + "\n".join(f"| day{row} | {row} | {_words(f'row{row}', 9)} |" for row in range(75)),
        "## A quotation\n\n> " + _words("quoted", 420) + "\n>\n> " + _words("again", 40),
        *(f'{_words(f"before{n}", 45)}\n\n![Lines {n}](wide.jpg "Caption of picture {n}")' for n in range(6)),
        f'<p lang="es">{_words("palabra", 120)} <abbr title="terapia cognitiva">TCC</abbr></p>',
        f"A [link of {_words('linked', 60)}](https://www.example.org/guide) and the end.[^2]",
        f"[^1]: {_words('note', 160)}\n[^2]: Another note.",
    ]
    return "\n\n".join(parts) + "\n"


def _words(name: str, count: int) -> str:
    """Write a sentence, the same one for the same name on every run, that begins with its name."""
    choice = Random(name)  # noqa: S311 - nothing secret
    words = ("".join(choice.choices(SYLLABLES, k=choice.randint(1, 4))) for _ in range(count - 1))
    return f"{name} {' '.join(words)}."


def _item(number: int) -> str:
    inner = "\n".join(f"    {n + 1}. {_words(f'inner{number}x{n}', 20 + 7 * number)}" for n in range(2))
    return f"- {_words(f'item{number}', 30)}\n{inner}"
