"""An article that takes too much is named by its file; all the others are made."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from typing import Any

import pytest

from handout_builder.builder import Claims, Place, make_plan, open_ledger
from handout_builder.builder.limits import Limits
from handout_builder.builder.make import make
from handout_builder.builder.one_state import read_one_state
from handout_builder.builder.printed_pages import PrintedPages
from handout_builder.builder.sources import find_sources
from handout_builder.builder.workers import Crew
from handout_builder.errors import TooLongError, WorkerError
from handout_builder.model import EDITIONS as EVERY_EDITION
from handout_builder.pages import load_layout
from handout_builder.settings import load_clinic

from .conftest import ClinicFolder
from .endless_article import ENDLESS, HEAD

EDITIONS = 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle"]\n'


DEEP = {
    "deep.md": HEAD.format("Deep") + ">" * 3000 + " x\n",
    "deeper.html": f"<article><h1>Deep</h1><p>By Jane Roe</p>{'<blockquote>' * 800}<p>{'A sentence. ' * 99}</article>",
}


def test_what_is_nested_too_deeply_is_a_clear_message(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS)
    for name, text in DEEP.items():
        clinic.write(f"sources/{name}", text)
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    done = clinic.run()
    assert done.code == 3
    for name in DEEP:
        assert f"sources/{name}: is nested too deeply" in done.err
    assert "RecursionError" not in done.err
    assert {"letter/calm.pdf", "epub/calm.epub", "test-clinic-handouts.epub"} <= set(clinic.made())


def test_an_endless_article_is_given_up_and_all_others_are_made(clinic: ClinicFolder) -> None:
    printed = 'editions = ["letter", "a4", "large-print", "clear-print", "greyscale", "booklet", "epub", "bundle"]\n'
    clinic.write("layouts/clinic.toml", f'name = "Test Clinic"\n{printed}time_limit = 8\n')
    clinic.write("sources/endless.md", ENDLESS)
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    done = clinic.run("--json")
    assert done.code == 3
    assert done.err.count("sources/endless.md: took longer than 8 seconds and was given up") == 1
    statuses = {receipt["path"]: receipt["status"] for receipt in done.receipts()}
    assert len(statuses) == 15
    assert {path for path, status in statuses.items() if status == "failed"} == {
        path for path in statuses if "endless" in path and path.endswith(".pdf")
    }


class Here(Executor):
    """Does every call in this process."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*arguments, **named))
        return future


class Failing(Executor):
    """Fails every call in the same way."""

    def __init__(self, error: Exception) -> None:
        self.asked: list[Future[Any]] = []
        self._error = error

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        self.asked.append(Future())
        self.asked[-1].set_exception(self._error)
        return self.asked[-1]


def test_what_took_too_long_is_not_tried_on_other_paper(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "a4", "booklet", "epub"]\n')
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    (clinic.path / "handouts").mkdir()
    settings = load_clinic(clinic.path)
    layout = load_layout(clinic.path, settings)
    renderers = Failing(TooLongError("took too long."))
    claims = Claims(clinic.path)
    place = Place(clinic.path, claims)
    with open_ledger(clinic.path / "handouts", place.make_safe) as ledger:
        plan = make_plan(clinic.path, settings, layout, ledger, claims=claims)
        made = list(
            make(
                plan,
                clinic.path,
                settings,
                layout,
                ledger,
                place,
                Crew(Here(), renderers, ahead=1),
                today=date(2026, 1, 1),
            )
        )
    assert [(receipt.edition, receipt.why) for receipt in made] == [
        (name, "sources/calm.md: took too long.") for name in ("letter", "a4", "booklet", "epub")
    ]
    # Once on paper, and the ePub, for which nothing is laid out on pages.
    assert len(renderers.asked) == 2


def test_an_article_whose_printed_pages_cannot_be_found_has_none(clinic: ClinicFolder) -> None:
    renderers = Failing(WorkerError("was killed."))
    clinic.write("sources/calm.md", HEAD.format("Calm"))
    (clinic.path / "handouts").mkdir()
    settings = load_clinic(clinic.path)
    (source,) = find_sources(clinic.path).sources
    reading = read_one_state(source, clinic.path, (), "en")
    with open_ledger(clinic.path / "handouts", Place(clinic.path, Claims(clinic.path)).make_safe) as ledger:
        letter = next(edition for edition in EVERY_EDITION if edition.name == "letter")
        layout = load_layout(clinic.path, settings)
        printed = PrintedPages(letter, settings, layout, ledger, Limits(300, 2000))
        for _ in range(2):
            assert printed.starts([reading], {}, renderers, lambda _: reading, lambda _: ()) == {"calm": ()}
    assert len(renderers.asked) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system holds no limit of memory")
def test_reading_is_held_to_the_limits_too(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS + "memory_limit = 1\n")
    clinic.write("sources/calm.md", HEAD.format("Calm") + "Breathe in, and out again. " * 40_000)
    done = clinic.run()
    assert done.code == 3
    assert "sources/calm.md: needs more than 1 MB of memory" in done.err
    assert "memory_limit in layouts/clinic.toml" in done.err
