"""A TOML file with the line of each key, which the standard library's parser does not tell."""

import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import SettingsError

_TABLE = re.compile(r"^\s*\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*("[^"]+"|'[^']+'|[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")


def load_toml(path: Path, shown: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a file; give its values and the 1-based line of each key.

    Keys of a table are written `table.key`, those of the n-th entry of an array of tables `table.n.key`
    (n from 0). `shown` is the file's name for messages. Raises SettingsError.
    """
    try:
        # A pipe would be waited for.
        if path.exists() and not path.is_file():
            raise SettingsError([f"{shown}: is no file. Move it away, and save the settings as a file of this name."])
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), _lines(text)
    except OSError as error:
        raise SettingsError([f"{shown}: cannot be read ({error.strerror}). Check the file's permissions."]) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            [f"{shown}: the file is not saved as UTF-8. Save it again with the encoding UTF-8."]
        ) from error
    except RecursionError as error:
        raise SettingsError([f"{shown}: is nested too deeply."]) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([_syntax_message(shown, str(error))]) from error


def _syntax_message(shown: str, error: str) -> str:
    place = re.search(r"\(at line (\d+), column (\d+)\)", error)
    where = f"{shown}, line {place[1]}, column {place[2]}" if place else shown
    what = error.split(" (at ")[0].rstrip(".")
    return f'{where}: {what}. Text stands in straight quotes: name = "Our Clinic".'


def _lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    multiline = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if multiline:
            if multiline in line:
                multiline = ""
            continue
        if header := _TABLE.match(line):
            name = header[2].strip("\"'")
            if header[1]:
                table = f"{name}.{counts.setdefault(name, 0)}"
                counts[name] += 1
            else:
                table = name
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            name = re.sub(r"\s*\.\s*", ".", key[1].strip("\"'"))
            lines.setdefault(f"{table}.{name}" if table else name, number)
            value = line[key.end() :]
            for quotes in ('"""', "'''"):
                if value.count(quotes) == 1:
                    multiline = quotes
    return lines
