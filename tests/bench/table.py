"""The table of a bench, as it is printed and as it is kept."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .costs import Cost


class Table:
    """Prints rows as they come and remembers them."""

    def __init__(self) -> None:
        self._kept: list[dict[str, Any]] = []

    def head(self, title: str, base: str) -> None:
        """Begin a part; `base` is what its rows are compared to."""
        print(f"\n{title:<66}{'CPU s':>8}{'wall s':>8}{'MB':>6}  {f'CPU / {base}' if base else '':>11}", flush=True)  # noqa: T201
        self._kept.append({"part": title, "base": base, "rows": [], "said": []})

    def row(self, title: str, one: Cost | None, base: Cost) -> None:
        """Add a row; None for what could not be measured here."""
        figures = (
            f"{one.cpu:8.2f}{one.wall:8.2f}{one.memory:6.0f}  {one.cpu / base.cpu:11.2f}" if one else "  not installed"
        )
        print(f"{title:<66}{figures}", flush=True)  # noqa: T201
        ratio = one.cpu / base.cpu if one else None
        self._kept[-1]["rows"].append({"row": title, "ratio": ratio} | (asdict(one) if one else {}))

    def say(self, sentence: str) -> None:
        """Add a sentence."""
        print(sentence, flush=True)  # noqa: T201
        self._kept[-1]["said"].append(sentence)

    def keep(self, place: Path) -> None:
        """Write everything as JSON."""
        place.parent.mkdir(exist_ok=True)
        place.write_text(json.dumps(self._kept, indent=1), "utf-8")
