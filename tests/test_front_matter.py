"""Front matter wins over guesses, forgives what people type, and can be written back."""

import json
from pathlib import Path

import pytest

from handout_builder.readers import read
from handout_builder.readers.front_matter import parse_front_matter

from .conftest import SEED, ClinicFolder

BODY = "\nThe article's text, which is long enough to be a paragraph, with an end.\n"


def understood(clinic: ClinicFolder, text: str, name: str = "article.txt") -> dict[str, object]:
    path = clinic.write(f"sources/{name}", text)
    done = clinic.call("read", str(path), "--json")
    assert done.code == 0, done.err
    article: dict[str, object] = json.loads(done.out)
    return article


def test_every_field_is_taken(clinic: ClinicFolder) -> None:
    clinic.write(
        "sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\ncredentials = "PhD"\nrole = "Psychologist"\n'
    )
    article = understood(
        clinic,
        "---\ntitle: The Brain: How it #heals\nsubtitle: A guide\nauthor:\n  - Jane Roe\n  - John Doe, LPCC\n"
        "reviewer: Mary Major, MD\nlanguage: es\npublished: 2025-03-01\nreviewed: 1 de mayo de 2025\n"
        "summary: Short.\nkey_points:\n  - One: first\n  - Two\nsource_url: https://example.org/a\ntopics: [sleep, grief]\n---\n"
        + BODY,
    )
    assert article["title"] == "The Brain: How it #heals"
    assert article["bylines"] == [
        {"name": "Jane Roe", "credentials": ["PhD"], "role": "Psychologist"},
        {"name": "John Doe", "credentials": ["LPCC"], "role": "author"},
        {"name": "Mary Major", "credentials": ["MD"], "role": "reviewer"},
    ]
    assert (article["language"], article["published"], article["reviewed"]) == ("es", "2025-03-01", "2025-05-01")


def test_it_wins_over_what_is_guessed(clinic: ClinicFolder) -> None:
    article = understood(clinic, "---\ntitle: Another title\nauthor: Jane Roe\n---\nA heading\n" + BODY)
    assert article["title"] == "Another title"
    assert article["headings"] == [[2, "A heading"]]


def test_a_title_line_that_repeats_it_is_not_printed_twice(clinic: ClinicFolder) -> None:
    article = understood(clinic, "---\ntitle: The title\n---\nThe title\n\nBy Jane Roe, LPCC\n" + BODY)
    assert "title" not in article["words"]  # type: ignore[operator]
    assert article["bylines"] == [{"name": "Jane Roe", "credentials": ["LPCC"], "role": "author"}]


def test_a_rule_at_the_top_is_no_front_matter(clinic: ClinicFolder) -> None:
    article = understood(
        clinic, "---\n\nOnce upon a time there was a line of hyphens above this text.\n\nAnd more.\n", "x.md"
    )
    assert "Once" in article["words"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: x\n\nNo end.\n", "has no end"),
        ("---\ntitle: [a, b]\n---\n" + BODY, "title in the front matter must be one text"),
        ("---\npublished: soon\n---\n" + BODY, '"soon" in the front matter is no date'),
        ("---\ntitle: x\n  bad: - [\n---\n" + BODY, "cannot be understood"),
        ("---\ntitle: x\n---\n\n", "no article under it"),
    ],
)
def test_mistakes_are_named_with_file_and_line(clinic: ClinicFolder, text: str, said: str) -> None:
    path = clinic.write("sources/article.md", text)
    done = clinic.call("read", str(path))
    assert done.code == 3
    assert "sources/article.md" in done.err
    assert said in done.err


def test_an_unknown_field_is_a_finding_with_a_guess(clinic: ClinicFolder) -> None:
    path = clinic.write("sources/article.md", "---\ntitle: x\nauthr: Jane Roe\n---\n" + BODY)
    assert (
        'line 3: "authr" is not a front matter field and was not used. Did you mean author?'
        in clinic.call("read", str(path)).out
    )


def test_what_was_understood_can_be_written_back_and_read_again(clinic: ClinicFolder) -> None:
    path = clinic.write("sources/seed.txt", SEED.read_bytes())
    before = clinic.call("read", str(path), "--json").out
    assert clinic.call("read", str(path), "--write").code == 0
    text = path.read_text("utf-8")
    assert text.startswith(
        "---\ntitle: How Ketamine Can Help with Depression and Anxiety\nauthor: Kelsey Geiger, LPCC\nlanguage: en\n---\n"
    )
    after = clinic.call("read", str(path), "--json").out
    keys = ("title", "bylines", "headings", "words", "language", "published", "reviewed")
    assert [json.loads(before)[key] for key in keys] == [json.loads(after)[key] for key in keys]
    assert [line["text"] for line in json.loads(after)["removed"]] == [
        line["text"] for line in json.loads(before)["removed"]
    ]
    assert clinic.call("read", str(path), "--write").code == 0
    assert path.read_text("utf-8") == text


def test_a_written_title_survives_what_yaml_would_trip_on(clinic: ClinicFolder) -> None:
    path = clinic.write("sources/a.txt", 'Yes: "No" & #1\n\nBy Jane Roe, LPCC\n' + BODY)
    clinic.call("read", str(path), "--write")
    assert json.loads(clinic.call("read", str(path), "--json").out)["title"] == 'Yes: "No" & #1'


def test_people_with_roles_survive_being_written_back(clinic: ClinicFolder) -> None:
    clinic.write(
        "sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\ncredentials = ["PhD"]\nrole = "Wellness Lead"\n'
    )
    path = clinic.write("sources/a.md", "A title\n=======\n\nBy Jane Roe and John Doe, LPCC\n" + BODY)
    before = json.loads(clinic.call("read", str(path), "--json").out)
    assert clinic.call("read", str(path), "--write").code == 0
    after = json.loads(clinic.call("read", str(path), "--json").out)
    assert "===" not in path.read_text("utf-8")
    assert (after["bylines"], after["words"]) == (before["bylines"], before["words"])
    assert len(after["bylines"]) == 2


def test_a_field_that_is_not_understood_is_not_overwritten(clinic: ClinicFolder) -> None:
    path = clinic.write("sources/a.md", "---\ntitle: x\nmood: calm\n---\n" + BODY)
    done = clinic.call("read", str(path), "--write")
    assert done.code == 3
    assert "mood: calm" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n# Sleep well\n\nThis first paragraph matters.\n\n---\n\nThe rest.\n",
        "---\nNote:remember this line\n---\n\nText of the article.\n",
        "---\nWarning: please read this first.\n---\n\nText of the article.\n",
        "---\n\nSleep: how it works\n\nMany words.\n\n---\n\nMore.\n",
        "---\n\nA rule and no other.\n\nSummary: keep calm.\n",
        "---\n\nTwo rules around words.\n\nDate: any day.\n\n---\n\nMore.\n",
    ],
)
def test_text_between_rules_is_the_authors(clinic: ClinicFolder, text: str) -> None:
    article = understood(clinic, text, "a.md")
    words = " ".join([str(article["title"]), *article["words"]])  # type: ignore[misc]
    for word in text.replace("#", "").replace("---", "").split():
        assert word in words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key_points: [Yes, No, 12:30, on]", ["Yes", "No", "12:30", "on"]),
        ("key_points:\n  - *Breathe* slowly\n  - 50% more: yes", ["*Breathe* slowly", "50% more: yes"]),
        ("summary: |\n  Note: this is good\n  - and: that", "Note: this is good - and: that"),
        ("summary: one\n  and two", "one and two"),
        ("subtitle: 'Tis the season", "'Tis the season"),
        ('subtitle: "Hello" she said', '"Hello" she said'),
        ("subtitle:\tTabbed", "Tabbed"),
    ],
)
def test_values_are_what_they_look_like(tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: x\n{field}\n---\n{BODY}", "utf-8")
    (article,) = read(path, tmp_path)
    name = field.split(":")[0]
    found = getattr(article, name)
    assert (list(found) if isinstance(found, tuple) else found) == value


@pytest.mark.parametrize(
    "field",
    [
        "language: English please",
        "source_url: see our site",
        "source_url: javascript:alert(1)",
        "title: again",
        "author: [[Jane, Roe]]",
        "author:\n  - name: [x]",
    ],
)
def test_a_wrong_value_is_refused(clinic: ClinicFolder, field: str) -> None:
    path = clinic.write("sources/a.md", f"---\ntitle: x\n{field}\n---\n{BODY}")
    done = clinic.call("read", str(path))
    assert (done.code, done.err.startswith("sources/a.md, line")) == (3, True)


def test_signs_that_no_document_can_hold_are_left_out_and_halves_put_together(clinic: ClinicFolder) -> None:
    front = (
        'title: "Sleep \\ud83d\\ude34 well\\ud800"\nauthor: "Jane\\uffff Roe\\u0001\\x7f, PhD"\n'
        'topics: ["\\ud800", "sleep\\ufffe"]\n"ke\\ud800y": 3\n'
    )
    article = understood(clinic, f"---\n{front}---\n{BODY}")
    assert article["title"] == "Sleep \U0001f634 well"
    assert parse_front_matter(f"---\n{front}---\n").texts("topics") == ("sleep",)
    assert article["bylines"] == [{"name": "Jane Roe", "credentials": ["PhD"], "role": "author"}]
    assert '"key" is not a front matter field' in clinic.call("read", str(clinic.path / "sources/article.txt")).out


def test_credentials_only_in_the_byline_are_kept(clinic: ClinicFolder) -> None:
    article = understood(clinic, "---\nauthor: Jane Roe\n---\nA title\n\nBy Jane Roe, PhD, LPCC\n" + BODY)
    assert article["bylines"] == [{"name": "Jane Roe", "credentials": ["PhD", "LPCC"], "role": "author"}]


def test_a_date_that_says_otherwise_stays_in_the_text(clinic: ClinicFolder) -> None:
    article = understood(clinic, "---\npublished: 2025-01-01\n---\nA title\n\nMarch 3, 2024\n" + BODY)
    assert article["published"] == "2025-01-01"
    assert "2024" in article["words"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "opening",
    [
        "T t\n\nEdited by Mary Major, MD\n",
        "T t\nMarch 1, 2025\nMarch 2, 2025\n",
        "T t\n\nPublished March 1, 2024 | Published March 3, 2025\n",
    ],
)
def test_writing_back_loses_no_word(clinic: ClinicFolder, opening: str) -> None:
    path = clinic.write("sources/a.txt", opening + BODY)
    before = json.loads(clinic.call("read", str(path), "--json").out)
    assert clinic.call("read", str(path), "--write").code == 0
    after = json.loads(clinic.call("read", str(path), "--json").out)
    assert [after[key] for key in ("title", "bylines", "words", "published")] == [
        before[key] for key in ("title", "bylines", "words", "published")
    ]
