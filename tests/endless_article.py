"""Short articles, and one that no engine lays out in a time that anybody waits."""

HEAD = "# {}\n\nBy Jane Roe, LPCC\n\nA paragraph that is long enough to be one.\n\n"

ENDLESS = HEAD.format("Endless") + "a" * 1_000_000 + "\n"
"""No line of a PDF holds this word, and the engine tries each of its letters."""
