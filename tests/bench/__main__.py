"""Measure everything in turn, print the table and keep it as JSON.

Every side is a whole program, so that starting Python and importing count everywhere.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import clinics, floor, parts, rivals
from .costs import HOME, Cost, best, build, cost, script
from .table import Table

PROCESSES = 2
_OLD = 4
"""Seconds."""


def main() -> None:
    """Run the bench."""
    options = argparse.ArgumentParser(description="Measure builds beside the engine's floor.")
    options.add_argument("--articles", type=int, default=200, help="articles of the first build")
    options.add_argument("--many", type=int, default=1000, help="articles of the builds that change little")
    options.add_argument("--runs", type=int, default=3, help="runs of each side in turn; the cheapest counts")
    options.add_argument(
        "--grow", type=int, nargs="*", default=[100, 500], help="articles of builds that tell the growth"
    )
    asked = options.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        _first_build(table, Path(name), asked.articles, asked.runs)
        _small_changes(table, Path(name), asked.many, asked.grow)
        _photos(table, Path(name))
    table.keep(HOME / ".cache" / "bench.json")


def _first_build(table: Table, folder: Path, articles: int, runs: int) -> None:
    clinic = clinics.write_clinic(folder / "clinic", articles)
    program = floor.write_floor(clinic, folder / "floor")
    engine, ours, single = [], [], []
    for _ in range(runs):
        # In turn, so that what else the machine is at slows all of them.
        engine.append(cost([sys.executable, program, program.parent, str(PROCESSES)]))
        ours.append(_first(clinic, PROCESSES))
        single.append(_first(clinic, 1))
    base, built, alone = best(engine), best(ours), best(single)
    table.head(f"{articles} articles, {PROCESSES} processes", "floor")
    table.row(f"WeasyPrint alone: {articles} PDFs", base, base)
    table.row(f"Our build: {articles} PDFs, {articles} ePubs, the bundle, all proved", built, base)
    table.row("Our build in one process", alone, base)
    table.row("Reading the articles, which is part of it", script(parts.READ, clinic), base)
    proof = best([parts.proof(clinic) for _ in range(runs)])
    table.row("Proving every handout, which is part of it", proof, base)
    table.say(f"CPU of our build / floor: {built.cpu / base.cpu:.2f}")
    table.say(f"Two processes are {alone.wall / built.wall:.2f} times as fast as one.")
    table.say(f"The proof is {proof.cpu / built.cpu:.1%} of the build.")
    some = min(articles, 20)
    few = clinics.write_clinic(folder / "few", some)
    table.head(f"{some} articles, instead", "ours")
    mine = build(few, "--jobs", "1")
    table.row("Our build in one process", mine, mine)
    for title, other in rivals.rivals(few / "sources", folder / "floor", folder / "rivals", some):
        table.row(title, other, mine)


def _first(clinic: Path, processes: int) -> Cost:
    """Measure a build that knows nothing of an earlier one."""
    shutil.rmtree(clinic / "handouts", ignore_errors=True)
    return build(clinic, "--jobs", str(processes))


def _small_changes(table: Table, folder: Path, many: int, grow: list[int]) -> None:
    growth = {number: build(clinics.write_clinic(folder / f"grow-{number}", number), "--jobs", "2") for number in grow}
    clinic = clinics.write_clinic(folder / "many", many)
    growth[many] = build(clinic, "--jobs", str(PROCESSES))
    # Files that were just written are read once more before a build trusts a glance at them.
    time.sleep(_OLD)
    looked = build(clinic)
    click = best([script("import click") for _ in range(5)])
    nothing = best([build(clinic) for _ in range(5)])
    table.head(f"{many} articles, nothing changed", "click")
    table.row('python -c "import click"', click, click)
    table.row("Our build, nothing changed", nothing, click)
    table.row("The first of them, which reads all contents", looked, click)
    single = clinics.write_clinic(folder / "single", 1)
    alone = best([build(single, "--force") for _ in range(3)])
    changed = best([_change(clinic, number) for number in range(1, 4)])
    table.head(f"{many} articles, one changed", "alone")
    table.row("That article alone: PDF, ePub, a bundle of one", alone, alone)
    table.row("Its PDF, its ePub, the bundle of all", changed, alone)
    table.head("First builds", f"{many}")
    for number, one in sorted(growth.items()):
        table.row(f"{number} articles, CPU an article: {one.cpu / number * 1000:.1f} ms", one, growth[many])


def _change(clinic: Path, number: int) -> Cost:
    source = clinics.source_of(clinic, number)
    source.write_text(source.read_text("utf-8") + "\n\nOne more sentence of the author.\n", "utf-8")
    return build(clinic)


def _photos(table: Table, folder: Path) -> None:
    clinic = clinics.write_photos(folder / "photos")
    made = build(clinic, "--jobs", "1")
    table.head(f"{clinics.PHOTOS} photos of 12 megapixels in one article", "")
    table.row("Our build in one process", made, made)
    sizes = {
        path.name: path.stat().st_size for path in (clinic / "handouts").rglob("photos.*") if path.suffix != ".html"
    }
    for title, size in sorted(sizes.items()):
        table.say(f"{title}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
