"""`check` in a clinic's folder: what it prints, what it ends with, and what a build tells of it."""

from datetime import date

import pytest
from lxml import html

from handout_builder.builder.proving import Judge
from handout_builder.model import Article
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder

FRONT = "---\ntitle: {}\nauthor: Jane Roe\nreviewed: 2099-01-01\nreviewer: Mary Major\nsource_url: https://a.example/\n---\n\n"
ENOUGH = "Words enough for an article that nobody would call short, for they go on and on. " * 4
GOOD = FRONT.format("Good") + ENOUGH
DOSED = FRONT.format("Dosed") + ENOUGH + "\n\nTake 50 mg of it.\n\n[Here](#nowhere) it ends.\n"


@pytest.fixture
def two(paperless: ClinicFolder) -> ClinicFolder:
    paperless.write("sources/good.md", GOOD)
    paperless.write("sources/dosed.md", DOSED)
    return paperless


def test_it_says_file_line_words_what_to_do_and_code(two: ClinicFolder) -> None:
    done = two.call("check")
    assert done.code == 0
    dose, link = done.out.splitlines()
    assert dose.startswith('sources/dosed.md, line 11: a dose: "50 mg". Have a prescriber look')
    assert dose.endswith("[S204]")
    assert link.startswith('sources/dosed.md, line 13: the link of "Here" leads nowhere')
    assert done.err == "2 articles checked: 2 things could be better.\n"


def test_it_writes_nothing(two: ClinicFolder) -> None:
    before = {path: path.stat().st_mtime_ns for path in two.path.rglob("*")}
    assert two.call("check").code == 0
    assert {path: path.stat().st_mtime_ns for path in two.path.rglob("*")} == before


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 0), (["--strict"], 3), (["--strict", "good"], 0), (["--strict", "dosed"], 3)]
)
def test_it_fails_only_when_it_is_strict_and_something_was_found(
    two: ClinicFolder, arguments: list[str], code: int
) -> None:
    assert two.call("check", *arguments).code == code


def test_json_gives_an_object_a_finding(two: ClinicFolder) -> None:
    two.write("sources/dosed.md", DOSED.replace("---\n\n", "excused:\n  X101: known\n---\n\n"))
    dose, link = two.call("check", "--json").receipts()
    assert dose == {
        "file": "sources/dosed.md",
        "line": 13,
        "code": "S204",
        "family": "safety",
        "words": "50 mg",
        "message": "a dose",
        "todo": dose["todo"],
        "guidance": dose["guidance"],
        "excused": "",
    }
    assert "prescriber" in dose["todo"]
    assert dose["guidance"]
    assert (link["code"], link["family"], link["excused"]) == ("X101", "layout", "known")


def test_what_is_excused_is_shown_to_who_asks_for_it(two: ClinicFolder) -> None:
    two.write("sources/dosed.md", DOSED.replace("---\n\n", 'excused: {S204: "as on the label", X101: known}\n---\n\n'))
    done = two.call("check", "--strict")
    assert (done.code, done.out) == (0, "")
    assert done.err == "2 articles checked: nothing could be better, 2 excused.\n"
    assert 'Excused: "as on the label". [S204]' in two.call("check", "-v").out


def test_with_verbose_it_says_where_the_advice_comes_from(two: ClinicFolder) -> None:
    assert "Guidance: " not in two.call("check").out
    assert "Guidance: A dose that is misread" in two.call("check", "--verbose").out


def test_what_cannot_be_read_is_told_and_the_others_are_checked(two: ClinicFolder) -> None:
    two.write("sources/broken.md", "---\ntitle: T\n")
    two.write("sources/good.txt", "Twice\n\nJane Roe\n\nThe same name.\n")
    done = two.call("check")
    assert done.code == 3
    assert "sources/broken.md, line 1: the front matter has no end" in done.err
    assert "sources/good.md: its handouts would have the same name" in done.err
    assert "[S204]" in done.out
    assert done.err.endswith("1 article checked: 2 things could be better, 3 files could not be read.\n")


def test_an_article_in_another_language_says_only_with_verbose_that_its_words_are_passed_over(
    two: ClinicFolder,
) -> None:
    two.write("sources/bon.md", FRONT.format("Bon\nlanguage: fr") + ENOUGH + "\n\nClick here. Miracle!\n")
    assert two.call("check", "bon").err == "1 article checked: nothing could be better.\n"
    assert 'sources/bon.md: in "fr" there are no lists of words' in two.call("check", "bon", "-v").err


@pytest.mark.parametrize("named", ["dosed", "sources/dosed.md", "dosed.md", "handouts/letter/dosed.pdf", "dosed.epub"])
def test_an_article_may_be_named_by_its_file_or_one_of_its_handouts(named: str, two: ClinicFolder) -> None:
    assert two.call("check", named).err.startswith("1 article checked: ")


def test_an_unknown_name_is_refused_with_a_guess(two: ClinicFolder) -> None:
    done = two.call("check", "dose")
    assert (done.code, done.out) == (4, "")
    assert done.err == "dose: no article has this name. Did you mean dosed?\n"


def test_a_build_says_in_one_line_that_things_could_be_better(two: ClinicFolder) -> None:
    done = two.run()
    lines = [line for line in done.err.splitlines() if "could be better" in line]
    assert lines == [f'1 thing could be better: python make_handouts.py check --folder "{two.path}"']
    assert "[S204]" not in done.err
    assert "could be better" not in two.run().err
    report = html.fromstring((two.path / "handouts" / "report.html").read_text("utf-8"))
    (details,) = report.iter("details")
    assert "open" not in details.attrib
    assert [" ".join(item.text_content().split()) for item in details.iter("li")] == ["A dose: “50 mg” [S204]"]


def test_a_strict_build_refuses_what_readers_found_and_not_what_checks_advise(two: ClinicFolder) -> None:
    done = two.run("--strict", "--only", "dosed")
    assert done.code == 3
    assert "not made because of 1 finding (--strict)" in done.err
    two.write("sources/dosed.md", DOSED.replace("---\n\n", "excused: {X101: known}\n---\n\n"))
    done = two.run("--strict", "--only", "dosed")
    assert done.code == 0, done.err
    assert "[X101]" not in done.err
    assert two.run("--strict", "--only", "dosed").code == 0


def test_a_check_that_goes_wrong_keeps_no_handout_from_being_made() -> None:
    broken = Article("a", "sources/a.md", "A", "<p>no end", "en")
    (finding,) = Judge(load_clinic(HOME), date(2026, 1, 1)).findings([broken])
    assert (finding.code, finding.advice) == ("X109", False)


def test_an_article_is_checked_once_however_many_its_editions(two: ClinicFolder) -> None:
    done = two.run("--edition", "epub", "--edition", "kobo", "--only", "dosed", "--json")
    found = [[one["code"] for one in receipt["findings"]] for receipt in done.receipts()]
    assert sorted(codes.count("S204") for codes in found) == [0, 1]


def test_it_tells_of_links_to_sources_that_are_not_there(two: ClinicFolder) -> None:
    two.write("sources/good.md", GOOD + "\n\nRead [on](dosed.md) or [here](gone.md).\n")
    (lost,) = two.call("check", "good").out.splitlines()
    assert lost.startswith('sources/good.md: a link leads to "gone.md"')
    assert lost.endswith("[X107]")
    two.write("sources/good.md", (two.path / "sources" / "good.md").read_text("utf-8").replace("gone.md", "good.md"))
    assert two.call("check", "good").out == ""


def test_it_tells_how_hard_each_article_is_to_read(two: ClinicFolder) -> None:
    two.write("sources/good.md", GOOD + "\n\n" + ENOUGH)
    spanish = "Duerma bien cada noche y camine un poco por la mañana. " * 15
    two.write("sources/bien.es.md", FRONT.format("Bien") + spanish)
    done = two.call("check")
    spanish_line, line = (each for each in done.out.splitlines() if "words." in each)
    assert line == "sources/good.md: grade 6.1 by Flesch-Kincaid and 11.2 by SMOG, in 128 words."
    assert spanish_line.startswith("sources/bien.es.md: 92 ")
    assert spanish_line.endswith("on Fernández Huerta's scale from 100, easy, to 0, in 165 words.")
    (grade,) = [one for one in two.call("check", "good", "--json").receipts() if "grade" in one]
    assert grade["file"] == "sources/good.md"
    assert grade["grade"] == {"words": 128, "sentences": 8, "fkgl": 6.1, "smog": 11.2, "huerta": None}
