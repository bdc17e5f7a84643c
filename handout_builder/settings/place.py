"""Where in a settings file a value stands, and the mistakes found so far."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from .toml_file import load_toml


class Place:
    """Where in a settings file we are, and the mistakes found so far."""

    def __init__(self, file: str, table: str, lines: dict[str, int], mistakes: list[str]) -> None:
        self.file = file
        self.table = table
        self.lines = lines
        self.mistakes = mistakes

    def add(self, key: str, what: str) -> None:
        """Note a mistake at a key, at its line where it is known."""
        full = f"{self.table}.{key}" if self.table else key
        # Of an array of tables that is no setting, the first one is told.
        names = (full, full.split(".")[0], self.table, f"{full}.0")
        line = next((self.lines[name] for name in names if name in self.lines), 0)
        where = f"{self.file}, line {line}" if line else self.file
        self.mistakes.append(f"{where}: {key} {what}" + "." * (not what.endswith("?")))

    def unknown(self, raw: Iterable[str], known: Iterable[str]) -> None:
        """Note each key that there is no setting for, with a guess."""
        known = tuple(known)
        for key in raw:
            if key not in known:
                guess = get_close_matches(key.casefold(), known, 1, 0.6)
                hint = f"did you mean {guess[0]}?" if guess else f"known are: {', '.join(known)}"
                self.add(key, f"is not a setting; {hint}")


def load(path: Path, shown: str, mistakes: list[str]) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a settings file and the line of each key; nothing where it is not there or cannot be read."""
    if not path.exists():
        return {}, {}
    try:
        return load_toml(path, shown)
    except SettingsError as error:
        mistakes += error.mistakes
        return {}, {}
