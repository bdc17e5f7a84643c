"""`make bench`: what a build costs beside the engine's floor, both measured in one run.

The floor is the same pages through WeasyPrint alone: as many warm processes as the build has, one
FontConfiguration and one stylesheet shared by all pages of a process. Both sides are whole programs, so
that starting Python and importing count on both. CPU is user and system time of a program and its children.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from handout_builder.model import EDITIONS
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.settings import load_clinic

HOME = Path(__file__).resolve().parents[1]
ARTICLES = 100
PROCESSES = 2
RUNS = 4
"""Of each side in turn; the best counts, since other work on the machine only ever adds."""

_FLOOR = """
import json, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

def work(folder, names):
    from handout_builder.renderers.fonts import use_packaged_fonts
    use_packaged_fonts()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    fonts = FontConfiguration()
    style = CSS(filename=str(Path(folder) / "page.css"), font_config=fonts)
    for name in names:
        page = Path(folder) / name
        HTML(filename=str(page)).write_pdf(
            page.with_suffix(".pdf"), stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

if __name__ == "__main__":
    folder, count = sys.argv[1], int(sys.argv[2])
    names = sorted(path.name for path in Path(folder).glob("*.html"))
    with ProcessPoolExecutor(count, get_context("spawn")) as pool:
        list(pool.map(work, [folder] * count, [names[n::count] for n in range(count)]))
"""

_READ = """
import sys
from pathlib import Path
from handout_builder.readers import read
folder = Path(sys.argv[1])
for source in sorted((folder / "sources").glob("*.txt")):
    read(source, folder)
"""

_PROVE = """
import sys, time
from pathlib import Path
from handout_builder.model import EDITIONS
from handout_builder.readers import read

folder = Path(sys.argv[1])
articles = [read(source, folder)[0] for source in sorted((folder / "sources").glob("*.txt"))]
start = time.process_time()
from handout_builder.proofs import prove
for edition in EDITIONS:
    for article in articles:
        path = folder / "handouts" / edition.name / f"{article.slug}{edition.suffix}"
        if path.is_file():
            assert not prove(path.read_bytes(), [article], edition)
(bundle,) = (folder / "handouts").glob("*.epub")
assert not prove(bundle.read_bytes(), articles, next(edition for edition in EDITIONS if edition.kind == "bundle"))
print(time.process_time() - start)
"""


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    cpu: float
    """Seconds of user and system time, children included."""
    wall: float
    """Seconds."""


def main() -> None:
    """Measure floor and build in turn and print the best of each, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_clinic(folder / "clinic")
        _write_floor(folder / "clinic", folder / "floor")
        floor, build = [], []
        for _ in range(RUNS):
            floor.append(_cost([sys.executable, str(folder / "floor.py"), str(folder / "floor"), str(PROCESSES)]))
            build.append(_cost(_build_command(folder / "clinic", "--force", "--jobs", str(PROCESSES))))
        reading = _cost([sys.executable, "-c", _READ, str(folder / "clinic")])
        proof = min((_cost_of_proof(folder / "clinic") for _ in range(RUNS)), key=lambda cost: cost.cpu)
        nothing = _cost(_build_command(folder / "clinic"))
        cheapest = min(floor, key=lambda cost: cost.cpu), min(build, key=lambda cost: cost.cpu)
        _print(*cheapest, reading, proof, nothing)


def _cost_of_proof(folder: Path) -> Cost:
    """Measure what a build spends on proofs, loading the libraries for it included."""
    done = subprocess.run(
        [sys.executable, "-c", _PROVE, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOME)},
    )
    return Cost(float(done.stdout), float(done.stdout))


def _build_command(folder: Path, *options: str) -> list[str]:
    editions = ["--edition", "letter", "--edition", "epub", "--edition", "bundle"]
    return [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(folder), *editions, *options]


def _write_clinic(folder: Path) -> None:
    """Write a clinic with many articles the length of the example: its paragraphs, shuffled, under other titles."""
    example = next((HOME / "sources").glob("*.txt")).read_text("utf-8").split("\n\n")
    (folder / "sources").mkdir(parents=True)
    shuffle = random.Random(1)  # noqa: S311 - the same articles on every run
    for number in range(ARTICLES):
        body = example[2:-2]
        shuffle.shuffle(body)
        text = "\n\n".join([f"{example[0]} {number + 1}", example[1], *body])
        (folder / "sources" / f"article-{number + 1:03}.txt").write_text(text, "utf-8")


def _write_floor(clinic_folder: Path, floor: Path) -> None:
    """Write the pages that the build renders as plain HTML files for the engine alone."""
    clinic = load_clinic(clinic_folder)
    layout = load_layout(clinic_folder, clinic)
    floor.mkdir()
    (floor.parent / "floor.py").write_text(_FLOOR, "utf-8")
    for path in sorted((clinic_folder / "sources").iterdir()):
        page = lay_out(read(path, clinic_folder)[0], clinic, layout, EDITIONS[0])
        (floor / f"{page.slug}.html").write_text(page.documents[0].text, "utf-8")
        (floor / "page.css").write_text(page.stylesheet, "utf-8")
        for asset in page.assets:
            (floor / asset.name).write_bytes(asset.data)


def _cost(command: list[str]) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def _print(floor: Cost, build: Cost, reading: Cost, proof: Cost, nothing: Cost) -> None:
    rows = [
        (f"WeasyPrint alone, {ARTICLES} PDFs, {PROCESSES} processes", floor),
        (f"Our build, {ARTICLES} PDFs, {ARTICLES} ePubs and the bundle", build),
        (f"Reading {ARTICLES} articles", reading),
        ("Proving every handout, which is part of the build", proof),
        ("Our build again, nothing changed", nothing),
    ]
    print(f"{'':<58}{'CPU s':>8}{'wall s':>8}{'CPU / floor':>13}")  # noqa: T201
    for name, cost in rows:
        print(f"{name:<58}{cost.cpu:>8.2f}{cost.wall:>8.2f}{cost.cpu / floor.cpu:>13.2f}")  # noqa: T201
    print(f"The proof is {proof.cpu / build.cpu:.1%} of the build.")  # noqa: T201
    costs = {"floor": floor, "build": build, "reading": reading, "proof": proof, "nothing": nothing}
    figures = {"articles": ARTICLES} | {name: cost.__dict__ for name, cost in costs.items()}
    (HOME / ".cache").mkdir(exist_ok=True)
    (HOME / ".cache" / "bench.json").write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
