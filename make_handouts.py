"""The front door: `python make_handouts.py` makes every handout that is not up to date."""

import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path

NEEDED = (
    "babel",
    "click",
    "ebooklib",
    "jinja2",
    "lxml",
    "mammoth",
    "markdown",
    "nh3",
    "PIL",
    "rich",
    "segno",
    "starlette",
    "uvicorn",
    "weasyprint",
    "yaml",
)


def _go_on_in_own_environment() -> None:
    """Go on in the .venv that `make` set up: another Python may have some of the libraries, and other versions."""
    # Resolved to the end, since a .venv that is a link would else be gone into again and again.
    home = (Path(__file__).resolve().parent / ".venv").resolve()
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and Path(sys.prefix).resolve() != home:
        os.execv(str(python), [str(python), *sys.argv])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    _go_on_in_own_environment()
    if sys.version_info < (3, 11) or not all(map(find_spec, NEEDED)):
        sys.stderr.write("The handout builder is not set up yet. Run `make` in this folder once; README.md says how.\n")
        sys.exit(5)
    from handout_builder.commands import main

    code = main()
    # What lives until now would else be gone through once more, for what nobody holds.
    gc.freeze()
    sys.exit(code)
