"""What a clinic could use instead, on the same articles: a PDF and an ePub of each, where these programs are installed."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .costs import Cost, cost

WEASYPRINT = Path(sys.executable).with_name("weasyprint")


def rivals(sources: Path, floor: Path, work: Path, articles: int) -> Iterator[tuple[str, Cost | None]]:
    """Give the cost of each rival for some articles; None for one that is not installed."""
    work.mkdir()
    texts = sorted(sources.glob("*.txt"))[:articles]
    markdown = [_as_markdown(path, work) for path in texts]
    pages = sorted(floor.glob("*.html"))[:articles]
    for engine in ("typst", "weasyprint"):
        name = f"pandoc with {engine}: PDF and ePub"
        program = shutil.which(engine) or (str(WEASYPRINT) if engine == "weasyprint" else None)
        able = shutil.which("pandoc") and program
        yield name, _shell(work, [_pandoc(path, str(program)) for path in markdown]) if able else None
    commands = [f"'{WEASYPRINT}' -s '{floor / 'page.css'}' '{page}' '{work / page.stem}.pdf'" for page in pages]
    yield "the weasyprint command: PDF only", _shell(work, commands) if WEASYPRINT.exists() else None


def _as_markdown(path: Path, work: Path) -> Path:
    """Mark title and author up by hand, as these programs need it."""
    title, byline, body = path.read_text("utf-8").split("\n\n", 2)
    marked = work / f"{path.stem}.md"
    author = re.sub(r"^By ", "", byline).strip()
    marked.write_text(f"---\ntitle: {title.strip()!r}\nauthor: {author!r}\n---\n\n{body}", "utf-8")
    return marked


def _pandoc(path: Path, engine: str) -> str:
    return f"pandoc '{path}' -s --pdf-engine='{engine}' -o '{path.stem}.pdf' && pandoc '{path}' -o '{path.stem}.epub'"


def _shell(work: Path, commands: list[str]) -> Cost | None:
    program = work / "run.sh"
    program.write_text("set -e\n" + "\n".join(commands) + "\n", "utf-8")
    try:
        return cost(["sh", program], work)
    except RuntimeError:
        return None
