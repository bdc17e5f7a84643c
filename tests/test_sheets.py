"""The score sheets: what is answered and what is left open, the page to print, and the command."""

import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from handout_builder.checks.sheets import FORMS, sheets_of
from handout_builder.model import Article, SheetItem, Term
from handout_builder.programs import outloud, pango
from handout_builder.readers import read

from .conftest import HOME, SEED, ClinicFolder
from .long_article import long_article
from .open_pdf import Pdf
from .open_tags import TagTree
from .write_sheets import PAGE, page

LONG = "You can sleep well again. " * 90
STEPS = """---
title: What to do when you cannot sleep
author: Jane Roe
language: en
key_points: [Get up at the same time, The bed is for sleep]
---

## What to do tonight

1. Turn off the screens an hour before bed.
2. Ask your doctor about your pills.
3. Write down what is on your mind.

## Risks

A side effect may trouble 20% of people. Nobody knows why that is.

| Hour | What I did |
|---|---|
| 8 p.m. | |
"""

Asked = Callable[..., dict[int, SheetItem]]
"""A Markdown text, and the key of a sheet where it is not PEMAT-P -> its items by their numbers."""


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """Read a text and fill in a sheet."""

    def ask(text: str, key: str = "pemat-p") -> dict[int, SheetItem]:
        path = tmp_path / "sources" / "one.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return items(read(path, tmp_path)[0], key)

    return ask


def items(article: Article, key: str = "pemat-p", glossary: tuple[Term, ...] = ()) -> dict[int, SheetItem]:
    sheet = next(sheet for sheet in sheets_of(article, glossary) if sheet.key == key)
    return {item.number: item for scale in sheet.scales for item in scale.items}


def given(found: dict[int, SheetItem]) -> dict[int, str]:
    return {number: item.answer for number, item in found.items() if item.answer != "open"}


def test_the_forms_have_the_items_that_the_guides_have() -> None:
    pemat, index = ([[q for part in parts for q in part.questions] for _, parts in form.scales] for form in FORMS)
    assert [[q.number for q in scale] for scale in pemat] == [[*range(1, 13), *range(15, 20)], [*range(20, 27)]]
    assert [q.number for scale in pemat for q in scale if q.may_not_apply] == [6, 8, 9, 11, 16, 17, 18, 19, 24, 25]
    assert [q.number for scale in index for q in scale] == [*range(1, 21)]
    assert [q.number for scale in index for q in scale if q.may_not_apply] == [*range(12, 21)]
    assert [q.number for scale in index for q in scale if q.point_for == "no"] == [17]


def test_the_example_is_answered_where_it_can_be_counted() -> None:
    article = read(SEED, HOME)[0]
    assert given(items(article)) == {
        3: "no",
        4: "no",
        5: "yes",
        6: "not applicable",
        7: "yes",
        8: "yes",
        **dict.fromkeys((16, 17, 18, 19, 24, 25), "not applicable"),
    }
    index = items(article, "clear-communication-index")
    assert given(index) == {4: "no", 7: "no", 8: "no", **dict.fromkeys((15, 16, 17, 20), "not applicable")}
    assert "“glutamate”" in index[7].evidence


def test_an_article_with_steps_is_answered_by_them(asked: Asked) -> None:
    found = asked(STEPS)
    assert given(found) == {
        5: "yes",
        6: "no",
        8: "yes",
        11: "yes",
        12: "yes",
        17: "no",
        20: "yes",
        18: "not applicable",
    }
    assert found[6].evidence == "Shares are hard to picture: 20% (about 2 in 10)."
    assert found[22].evidence == "A numbered list of 3 under “What to do tonight”."
    assert found[23].evidence == "1 table with cells to write into."
    assert "4 sentences tell the reader what to do" in found[20].evidence


def test_the_index_is_answered_by_the_same_article(asked: Asked) -> None:
    found = asked(STEPS, "clear-communication-index")
    assert given(found) == {4: "no", 5: "yes", 8: "yes", 12: "yes", 15: "no"}
    assert found[18].evidence == "Risks: “Risks” and “side effect”."
    assert "“20%”" in found[20].evidence


@pytest.mark.parametrize(
    ("body", "number", "answer"),
    [
        ("He was seen. She was told. They were sent home. We eat.", 5, "no"),
        ("He was seen. We eat. We eat. We eat.", 5, "no"),
        ("He was seen. " + "We eat. " * 4, 5, "open"),
        ("He was seen. " + "We eat. " * 9, 5, "yes"),
        ("We eat at 8:30 on 3/4/2025, call 555-123-4567 since 1999.", 6, "not applicable"),
        ("We eat three apples.", 6, "open"),
        ("We eat for 10-15 minutes.", 6, "open"),
        ("We eat 3 apples.", 7, "open"),
        ("We eat apples.", 7, "yes"),
        ("One.\n\nTwo.", 8, "not applicable"),
        ("One.\n\nTwo.\n\nThree.", 8, "open"),
        (LONG, 8, "no"),
        (f"## A\n\n{LONG[:500]}\n\n## B\n\nWords.\n\nMore.", 8, "yes"),
        (f"## A\n\n{LONG}\n\n## B\n\nWords.\n\nMore.", 8, "no"),
        ("One.\n\nTwo.\n\nThree.", 9, "no"),
        ("## In short\n\nOne.\n\nTwo.\n\nThree.", 11, "yes"),
        ("## In other places\n\nOne.\n\nTwo.\n\nThree.", 11, "open"),
        ("One.", 12, "no"),
        ("One **word**.", 12, "open"),
        ("| A | B |\n|---|---|\n| c | d |", 19, "open"),
        ("| A | B | C | D | E | F | G |\n|---|---|---|---|---|---|---|\n| a | b | c | d | e | f | g |", 19, "no"),
        ("| Effect | People |\n|---|---|\n| Nausea | 20% |", 6, "no"),
        ("| Effect | People |\n|---|---|\n| Nausea | 2 in 10 (20%) |", 6, "open"),
        ("Ask your doctor. Bring your pills.", 20, "yes"),
        ("Ask your doctor.", 20, "open"),
        ("Call is a word. Find is another one.", 20, "open"),
        ("Ask your doctor. Bring your pills.", 21, "open"),
        ("Take 2000 mg.", 6, "open"),
        ("Take a dozen apples.", 6, "open"),
        ("Add up the points.", 7, "open"),
    ],
)
def test_an_answer_is_given_only_where_it_is_sure(asked: Asked, body: str, number: int, answer: str) -> None:
    assert asked(f"---\ntitle: One\nlanguage: en\n---\n\n{body}\n")[number].answer == answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("- a\n- b\n\nThe end.", "yes"),
        ("- a\n- b", "no"),
        ("\n".join("- a" for _ in range(8)) + "\n\nThe end.", "no"),
        ("\n".join("- a" for _ in range(8)) + "\n    - b\n\nThe end.", "yes"),
        ("## Sources\n\n- a\n- b\n\nThe end.", "no"),
        ("Words.", "no"),
    ],
)
def test_lists_count_by_their_size_and_place(asked: Asked, body: str, answer: str) -> None:
    text = f"---\ntitle: One\nlanguage: en\n---\n\n{body}\n"
    assert asked(text, "clear-communication-index")[8].answer == answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("It helps 1 in 5 people.", "open"),
        ("It helps two out of every ten.", "open"),
        ("Relief came to 5 in 2020.", "open"),
        ("Many people feel better.", "not applicable"),
    ],
)
def test_chances_are_found_however_they_are_told(asked: Asked, body: str, answer: str) -> None:
    text = f"---\ntitle: One\nlanguage: en\n---\n\nIt has risks. {body}\n"
    assert asked(text, "clear-communication-index")[20].answer == answer


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("It helps by giving the brain a chance to rest.", "Risks: no word of it was found."),
        ("You may feel dizzy. Do not drive.", "Risks: “dizzy” and “Do not drive”."),
        ("Call 911 at once if you think of hurting yourself.", "Risks: “Call 911”, “at once” and “hurting yourself”."),
        ("An overdose can make you stop breathing.", "Risks: “overdose”."),
    ],
)
def test_no_word_of_risk_is_no_proof_that_none_is_told(asked: Asked, body: str, told: str) -> None:
    index = asked(f"---\ntitle: One\nlanguage: en\n---\n\n{body}\n", "clear-communication-index")
    assert {index[number].answer for number in (18, 19)} == {"open"}
    assert index[18].evidence == told


def test_what_leads_away_is_a_whole_line_in_a_known_language(asked: Asked) -> None:
    def evidence(body: str, language: str = "en") -> str:
        return asked(f"---\ntitle: One\nlanguage: {language}\n---\n\n{body}\n")[2].evidence

    assert evidence("You feel better the next morning.") == "6 words in 1 section; no words of advertising were found."
    assert evidence("You feel better.\n\nNext »") == "These may lead away from it: “Next »”."
    assert evidence("You feel better. Book now.") == "These may lead away from it: “Book now”."
    french = evidence("Dormez bien.", "fr")
    assert french == (
        "2 words in 1 section. Not looked at for advertising: words are known in English and Spanish only."
    )


def test_shares_in_a_table_are_told_with_their_place(asked: Asked) -> None:
    table = "| Effect | People |\n|---|---|\n| Nausea | 20% |\n| Sleep | 5% |"
    found = asked(f"---\ntitle: One\nlanguage: en\n---\n\n{table}\n")
    assert found[6].evidence == "In a table, shares are hard to picture: 20% (about 2 in 10) and 5% (about 5 in 100)."


def test_risks_are_known_in_spanish_too(asked: Asked) -> None:
    text = "---\ntitle: Uno\nlanguage: es\n---\n\nSi siente mareos, no conduzca y llame de inmediato.\n"
    index = asked(text, "clear-communication-index")
    assert index[18].evidence == "Risks: “mareos”, “no conduzca” and “de inmediato”."


def test_a_very_long_article_is_told_in_few_words(asked: Asked) -> None:
    found = [*asked(long_article()).values(), *asked(long_article(), "clear-communication-index").values()]
    assert max(len(item.evidence) for item in found) < 400
    assert found[7].answer == "no"


@pytest.mark.parametrize("letters", ["a", "1", "1,"])
def test_an_article_without_a_space_takes_no_longer_than_its_length(asked: Asked, letters: str) -> None:
    begun = time.process_time()
    asked("# A title\n\n" + letters * (100_000 // len(letters)) + "\n")
    assert time.process_time() - begun < 8


def test_what_needs_words_is_left_open_in_other_languages(asked: Asked) -> None:
    french = asked("---\ntitle: Dormir\nlanguage: fr\n---\n\nDemandez deux fois par jour. La dose est donnée.\n")
    assert {french[number].answer for number in (3, 4, 5, 6, 7, 20, 21)} == {"open"}
    assert "only" in french[20].evidence
    spanish = asked("---\ntitle: Dormir\nlanguage: es\n---\n\nLlame a su médico. Evite el café.\n")
    assert given(spanish).items() >= {6: "not applicable", 7: "yes", 20: "yes"}.items()
    assert {spanish[number].answer for number in (3, 4, 5)} == {"open"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """A clinic whose sheets are written, one article unreadable; what was said stands beside them."""
    folder = ClinicFolder(tmp_path_factory.mktemp("sheets"))
    folder.write("sources/steps.md", STEPS)
    folder.write("sources/dormir.md", "---\ntitle: Dormir\nlanguage: es\n---\n\nLlame a su médico. Evite el café.\n")
    folder.write("sources/empty.md", "")
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\npaper = "a4"\n')
    done = folder.call("sheets")
    folder.write("done.txt", f"{done.code}\n{done.out}\n{done.err}")
    return folder


def test_an_unreadable_article_is_told_and_the_others_are_made(written: ClinicFolder) -> None:
    code, *lines = (written.path / "done.txt").read_text("utf-8").splitlines()
    assert code == "3"
    assert [line.split()[0] for line in lines if line.endswith(" pages)")] == ["made", "made"]
    assert any(line.startswith("sources/empty.md: is empty.") for line in lines)
    assert any(line.startswith("Score sheets of 2 articles in ") for line in lines)
    assert sorted(path.name for path in (written.path / "sheets").iterdir()) == ["dormir.pdf", "steps.pdf"]


def test_a_sheet_has_every_item_in_its_table(written: ClinicFolder) -> None:
    pdf = Pdf(written.path / "sheets" / "steps.pdf")
    assert 2 <= len(pdf.pages) <= 4
    assert [round(side) for side in pdf.sizes[0]] == [595, 842]
    text = " ".join(pdf.text.split())
    questions = [q.words for form in FORMS for _, parts in form.scales for part in parts for q in part.questions]
    assert [words for words in questions if words not in text] == []
    assert all(form.source in text for form in FORMS)
    assert all(form.place in pdf.text.replace("\n", "") for form in FORMS)
    assert "Suggested: 7 of 17 items answered; 4 of the 6 that apply earn a point." in text
    tree = TagTree(pdf.path)
    tables = tree.root.every("Table")
    assert [len(table.every("TH")) for table in tables] == [5 + 17, 5 + 7, 5 + 20]
    rows = [cells for row in tables[0].every("TR") if len(cells := [cell.text for cell in row.every("TD")]) == 4]
    assert [rows[number][1].strip() for number in (4, 5, 16)] == ["Agree", "Disagree", "Yours to judge"]


def test_the_boxes_of_the_raters_are_empty(written: ClinicFolder) -> None:
    pdf = Pdf(written.path / "sheets" / "steps.pdf")
    assert not set("✓✔☑☒×✗") & set(pdf.text.replace("× 100", ""))
    tables = TagTree(pdf.path).root.every("Table")
    for row in (row for table in tables for row in table.every("TR") if len(row.every("TD")) == 4):
        first, second = (cell.text for cell in row.every("TD")[2:])
        assert first == second


def test_words_of_the_article_have_its_language(written: ClinicFolder) -> None:
    tree = TagTree(written.path / "sheets" / "dormir.pdf")
    spans = [tag for tag in tree.root.walk() if tag.facts.get("Lang") == "es"]
    assert tree.faults == []
    assert {"Dormir", "Llame a su médico."} <= {span.text for span in spans}


@pytest.mark.outside
def test_screen_readers_can_read_the_sheets(written: ClinicFolder) -> None:
    if outloud.missing():
        pytest.skip(outloud.missing())
    assert {path.name: outloud.faults(path) for path in (written.path / "sheets").iterdir()} == {
        "dormir.pdf": [],
        "steps.pdf": [],
    }


def test_equal_articles_give_equal_bytes_on_a_day_and_a_build_leaves_them(
    written: ClinicFolder, tmp_path: Path
) -> None:
    before = (written.path / "sheets" / "dormir.pdf").read_bytes()
    folder = written.copy(tmp_path / "copy")
    assert folder.call("sheets", "dormir").code == 0
    assert (folder.path / "sheets" / "dormir.pdf").read_bytes() == before
    assert not (folder.path / "handouts").exists()
    assert not any(path.suffix == ".part" for path in (folder.path / "sheets").iterdir())


def test_what_was_there_stays_until_its_replacement_is_whole(
    written: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written.copy(tmp_path / "copy")
    place = folder.path / "sheets" / "dormir.pdf"
    before = place.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = folder.call("sheets", "dormir")
    assert done.code == 3
    assert "dormir.pdf: cannot be written (No space left on device)" in done.err
    assert place.read_bytes() == before
    assert sorted(path.name for path in place.parent.iterdir()) == ["dormir.pdf", "steps.pdf"]


def test_nothing_is_written_over_that_is_no_score_sheet(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        (paperless.path / "sheets").mkdir()
        pdf.save(paperless.path / "sheets" / "sleep.pdf")
    before = (paperless.path / "sheets" / "sleep.pdf").read_bytes()
    done = paperless.call("sheets")
    assert done.code == 3
    assert "sleep.pdf: is no score sheet, and is left as it is." in done.err
    assert (paperless.path / "sheets" / "sleep.pdf").read_bytes() == before


@pytest.mark.parametrize("room", ["handouts", "handouts/letter", "sources", "layouts"])
def test_they_never_go_where_something_else_is_looked_for(paperless: ClinicFolder, room: str) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    done = paperless.call("sheets", "--to", str(paperless.path / room))
    assert done.code == 4
    assert "score sheets do not go there" in done.err
    assert not list(paperless.path.rglob("*.pdf"))


def test_they_never_go_into_another_clinic_or_a_dangling_link(paperless: ClinicFolder, tmp_path: Path) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    other = ClinicFolder(tmp_path)
    other.write("layouts/clinic.toml", 'name = "Another Clinic"\n')
    (paperless.path / "sheets").symlink_to(other.path / "handouts")
    for done in (paperless.call("sheets"), paperless.call("sheets", "--to", str(other.path / "sources" / "a"))):
        assert done.code == 4
        assert "score sheets do not go there" in done.err
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "link: is no folder" in paperless.call("sheets", "--to", str(tmp_path / "link")).err
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_folder_that_cannot_be_is_told(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    done = paperless.call("sheets", "--to", "")
    assert (done.code, "name a folder" in done.err) == (2, True)
    done = paperless.call("sheets", "--to", "a" * 300)
    assert (done.code, "is no folder (File name too long)" in done.err) == (4, True)
    (paperless.path / "sheets").mkdir()
    (paperless.path / "sheets" / "sleep.pdf").symlink_to("nowhere")
    assert "is no score sheet, and is left as it is" in paperless.call("sheets").err


def test_without_pango_nothing_is_begun(paperless: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    monkeypatch.setattr(pango, "missing", lambda: ["Pango"])
    done = paperless.call("sheets")
    assert done.code == 5
    assert "Pango not installed. To mend it: " in done.err
    assert paperless.call("sheets", "--json").code == 0


def test_an_unknown_slug_is_told_with_a_guess(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nGo to bed.\n")
    done = paperless.call("sheets", "sleeep")
    assert done.code == 4
    assert "sleeep: no article has this name. Did you mean sleep?" in done.err
    assert not (paperless.path / "sheets").exists()


def test_json_gives_an_object_an_item_and_writes_nothing(paperless: ClinicFolder) -> None:
    paperless.write("sources/line.txt", "One line only.\n")
    done = paperless.call("sheets", "--json")
    told = done.receipts()
    assert done.code == 0
    assert [(one["sheet"], one["number"]) for one in told] == [
        *(("pemat-p", number) for number in (*range(1, 13), *range(15, 27))),
        *(("clear-communication-index", number) for number in range(1, 21)),
    ]
    assert {one["file"] for one in told} == {"sources/line.txt"}
    assert all(one["evidence"] and one["question"] for one in told)
    assert not (paperless.path / "sheets").exists()


def test_the_page_on_sheets_is_written_from_the_forms() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_what_the_glossary_explains_counts_as_explained(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text(
        "# Sleep\n\nYour brain's glutamate falls at night. It is a quiet time for body and mind.\n", "utf-8"
    )
    (one,) = read(path, tmp_path)
    terms = (Term("glutamate", "a messenger of the brain", languages=("en",)),)
    assert items(one)[4].answer == "no"
    assert items(one, glossary=terms)[4].answer != "no"
