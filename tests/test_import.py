"""`import`: articles and whole blogs become editable sources, once, and never over a person's work."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.errors import HandoutError
from handout_builder.readers import read

from .conftest import HOME, ClinicFolder, png

BLOGS = Path(__file__).parent / "sources" / "blog"
CORPUS = HOME.parent / "shared" / "corpus" / "files" / "wxr"


def blog(clinic: ClinicFolder, name: str) -> Path:
    return clinic.write(name, (BLOGS / name).read_bytes())


def sources(clinic: ClinicFolder) -> dict[str, str]:
    """Every source and picture, by its path below sources/, without hidden ones."""
    root = clinic.path / "sources"
    paths = [path for path in sorted(root.rglob("*")) if path.is_file()]
    names = {path.relative_to(root).as_posix(): path for path in paths}
    return {
        name: path.read_text("utf-8") if path.suffix == ".md" else path.suffix
        for name, path in names.items()
        if not name.startswith(".") and name != "clinicians.toml"
    }


def downloads(clinic: ClinicFolder) -> str:
    for number, name in enumerate(("2024/03/hill.png", "2024/03/sea.png", "IMG 1.png")):
        clinic.write(f"downloads/{name}", png(number))
    return str(clinic.path / "downloads")


@pytest.mark.parametrize("name", ["wordpress-blocks", "wordpress-classic", "squarespace", "broken"])
def test_what_becomes_of(clinic: ClinicFolder, name: str, expected: Callable[[Path, str], None]) -> None:
    clinic.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\ncredentials = "LPCC"\n')
    export = blog(clinic, f"{name}.xml")
    done = clinic.call("import", str(export), "--pictures", downloads(clinic))
    found = [f"exit code: {done.code}", done.out, done.err.replace(str(clinic.path), "CLINIC")]
    found += [f"===== {name}\n{text}" for name, text in sources(clinic).items()]
    expected(BLOGS / f"{name}.xml.expected", "\n".join(found))
    every_file = b"".join(path.read_bytes() for path in (clinic.path / "sources").rglob("*") if path.is_file())
    for secret in (b"secret.example", b"sesame123", b"nobody prints"):
        assert secret not in every_file


def test_an_imported_blog_builds_into_handouts(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    clinic.call("import", str(blog(clinic, "wordpress-classic.xml")), "--pictures", downloads(clinic))
    done = clinic.run()
    assert done.code == 0, done.err
    assert "epub/classic.epub" in clinic.made()


def test_drafts_pages_and_private_posts_come_when_asked_for(clinic: ClinicFolder) -> None:
    export = str(blog(clinic, "wordpress-classic.xml"))
    clinic.call("import", export)
    assert not {"draft.md", "about.md", "hidden.md", "for-us.md", "gone.md"} & set(sources(clinic))
    done = clinic.call("import", export, "--drafts", "--pages", "--private")
    assert {"draft.md", "about.md", "hidden.md", "for-us.md"} <= set(sources(clinic))
    assert not {"gone.md", "menu.md"} & set(sources(clinic))
    assert "published:" not in sources(clinic)["draft.md"]
    assert "classic.md" not in done.out


def test_a_second_import_changes_only_what_changed(clinic: ClinicFolder) -> None:
    export = blog(clinic, "wordpress-classic.xml")
    clinic.call("import", str(export))
    before = sources(clinic)
    assert clinic.call("import", str(export)).out == ""
    export.write_text(export.read_text("utf-8").replace("Words of the desk", "Other words of the desk"), "utf-8")
    assert clinic.call("import", str(export)).out.split() == ["rewritten", "sources/desk.md"]
    after = sources(clinic)
    assert "Other words" in after.pop("desk.md")
    assert after == {name: text for name, text in before.items() if name != "desk.md"}


def test_an_edited_source_is_never_overwritten(clinic: ClinicFolder) -> None:
    export = blog(clinic, "wordpress-classic.xml")
    clinic.call("import", str(export))
    mine = clinic.write("sources/desk.md", sources(clinic)["desk.md"] + "\nMy own words.\n").read_text("utf-8")
    assert clinic.call("import", str(export)).code == 0
    export.write_text(export.read_text("utf-8").replace("Words of the desk", "Other words of the desk"), "utf-8")
    done = clinic.call("import", str(export))
    assert sources(clinic)["desk.md"] == mine
    assert "sources/desk.md was edited here" in done.err
    assert "Other words" in (clinic.path / "sources/.imported/desk.md").read_text("utf-8")
    assert "edited here" not in clinic.call("import", str(export)).err
    done = clinic.call("import", str(export), "--replace")
    assert "Other words" in sources(clinic)["desk.md"]
    assert (clinic.path / "sources/.originals/desk.md").read_text("utf-8") == mine


def test_a_source_that_no_import_wrote_is_left_alone(clinic: ClinicFolder) -> None:
    clinic.write("sources/desk.md", "# My own\n\nText.\n")
    clinic.write("sources/classic.txt", "My own\n\nText of it.\n")
    done = clinic.call("import", str(blog(clinic, "wordpress-classic.xml")))
    assert done.code == 3
    assert sources(clinic)["desk.md"] == "# My own\n\nText.\n"
    assert "classic.md" not in sources(clinic)
    assert "sources/desk.md is there already" in done.err
    assert "sources/classic.txt would have handouts of the same name" in done.err


def test_a_deleted_source_comes_back_only_when_asked_for(clinic: ClinicFolder) -> None:
    export = str(blog(clinic, "wordpress-classic.xml"))
    clinic.call("import", export)
    (clinic.path / "sources/desk.md").unlink()
    assert "sources/desk.md was deleted here" in clinic.call("import", export).err
    assert "desk.md" not in sources(clinic)
    clinic.call("import", export, "--again")
    assert "desk.md" in sources(clinic)


def test_pictures_that_turn_up_later_are_put_in(clinic: ClinicFolder) -> None:
    export = str(blog(clinic, "wordpress-classic.xml"))
    done = clinic.call("import", export)
    assert "  https://clinic.example/wp-content/uploads/2024/03/sea.png\n" in done.err
    assert "![" not in sources(clinic)["classic.md"]
    done = clinic.call("import", export, "--pictures", downloads(clinic))
    assert done.out.split() == ["rewritten", "sources/classic.md"]
    assert '![The sea](classic/sea.png "By the sea")' in sources(clinic)["classic.md"]


def test_a_picture_of_the_same_name_is_not_overwritten(clinic: ClinicFolder) -> None:
    mine = clinic.write("sources/classic/sea.png", png(9))
    clinic.call("import", str(blog(clinic, "wordpress-classic.xml")), "--pictures", downloads(clinic))
    assert mine.read_bytes() == png(9)
    assert "classic/sea-2.png" in sources(clinic)["classic.md"]


def test_an_article_in_sources_gives_its_place_to_the_written_one(clinic: ClinicFolder) -> None:
    text = "Sleeping well\nBy Jane Roe, LPCC\n\nText of *it* all, which ends here.\n\nNext\n"
    path = clinic.write("sources/sleep.txt", text)
    (before,) = read(path, clinic.path)
    done = clinic.call("import", str(path))
    assert (done.code, done.out.split()) == (0, ["written", "sources/sleep.md"])
    assert "takes the place of sleep.txt, which is now sources/.originals/sleep.txt" in done.err
    assert 'line 6: left out of sources/sleep.md: "Next" (web navigation)' in done.err
    assert (clinic.path / "sources/.originals/sleep.txt").read_text("utf-8") == text
    assert list(sources(clinic)) == ["sleep.md"]
    (after,) = read(clinic.path / "sources/sleep.md", clinic.path)
    assert (after.title, after.bylines, after.body) == (before.title, before.bylines, before.body)
    assert clinic.call("import", str(clinic.path / "sources/sleep.md")).out == ""
    assert list(sources(clinic)) == ["sleep.md"]


def test_an_article_from_elsewhere_is_imported_once_and_its_pictures_with_it(clinic: ClinicFolder) -> None:
    path = clinic.write("desk/sleep.md", "# Sleep\n\nBy Jane Roe\n\nText.\n\n![A hill](hill.png)\n")
    clinic.write("desk/hill.png", png())
    assert clinic.call("import", str(path)).out.split() == ["written", "sources/sleep.md"]
    assert "![A hill](sleep/hill.png)" in sources(clinic)["sleep.md"]
    assert clinic.call("import", str(path)).out == ""
    path.write_text("# Sleep\n\nBy Jane Roe\n\nOther text.\n", "utf-8")
    assert clinic.call("import", str(path)).out.split() == ["rewritten", "sources/sleep.md"]


def test_what_clinicians_toml_says_is_not_written_twice(clinic: ClinicFolder) -> None:
    clinic.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\ncredentials = "PhD"\nrole = "Owner"\n')
    clinic.call("import", str(clinic.write("desk/a.txt", "Title\nBy Jane Roe\n\nText of it all, which ends here.\n")))
    assert "author: Jane Roe\n" in sources(clinic)["a.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title></item></channel></rss>',
            "is a blog's feed",
        ),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><generator>Blogger</generator></feed>', "is Blogger's export"),
        ("<html><body>x</body></html>", "is not a blog's export"),
        ("PK\x03\x04 zip", "is a zip file"),
        ("", "is not a blog's export"),
        (
            '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss xmlns:wp="http://wordpress.org/export/1.2/">'
            "<channel><item><title>&b;</title></item></channel></rss>",
            "declares entities",
        ),
    ],
)
def test_what_is_no_export_is_said(clinic: ClinicFolder, text: str, said: str) -> None:
    done = clinic.call("import", str(clinic.write("export.xml", text)))
    assert done.code == 3
    assert said in done.err
    assert sources(clinic) == {}


def test_a_damaged_post_does_not_stop_the_others(clinic: ClinicFolder) -> None:
    text = (BLOGS / "wordpress-classic.xml").read_text("utf-8")
    damaged = text.replace("Words of two", "Words&#1; of <b\0>two \x02&#xFFFE;").replace(
        "/classic</link>", "//[gallery]</link>"
    )
    done = clinic.call("import", str(clinic.write("export.xml", damaged.encode() + b"<item>\xff\xfe")))
    assert {"classic.md", "desk.md"} <= set(sources(clinic))
    assert "Words of" in sources(clinic)["راحة.md"]
    assert "the file ends in the middle of this post" in done.err


EMPTY_POSTS = {
    "": "was left out, since it has no text.",
    "&nbsp;": "was left out, since it has nothing to print.",
    "<!-- wp:latest-posts /-->": "was left out, since it has nothing to print but",
    '<img src="https://clinic.example/lake.png" alt="A lake">': "a picture that is not among the downloads",
}


@pytest.mark.parametrize(("content", "said"), EMPTY_POSTS.items())
def test_a_post_with_nothing_to_print_is_said_and_is_no_failure(clinic: ClinicFolder, content: str, said: str) -> None:
    item = (
        "<item><title>{}</title><wp:post_name>{}</wp:post_name><content:encoded><![CDATA[{}]]></content:encoded></item>"
    )
    posts = item.format("Nothing", "nothing", content) + item.format("Rest", "rest", "<p>Words of rest.</p>")
    head = '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    export = clinic.write("export.xml", f"{head}<channel><wp:wxr_version>1.2</wp:wxr_version>{posts}</channel></rss>")
    done = clinic.call("import", str(export))
    assert done.code == 0
    assert list(sources(clinic)) == ["rest.md"]
    assert said in done.err
    assert '("Nothing")' in done.err
    assert "1 written, 1 left out with nothing to print" in done.err
    assert ("  https://clinic.example/lake.png" in done.err.splitlines()) == ("lake.png" in content)
    only = clinic.write("export.xml", export.read_text("utf-8").replace("Words of rest.", ""))
    assert clinic.call("import", str(only), "--replace").code == 3


def test_an_export_in_sources_is_no_article(clinic: ClinicFolder) -> None:
    clinic.write("sources/blog.xml", (BLOGS / "squarespace.xml").read_bytes())
    done = clinic.run()
    assert done.code == 3
    assert 'bring its posts in with "python make_handouts.py import FILE"' in done.err


def test_a_damaged_memory_is_said(clinic: ClinicFolder) -> None:
    clinic.write("sources/.imported.json", "{")
    done = clinic.call("import", str(blog(clinic, "squarespace.xml")))
    assert done.code == 4
    assert ".imported.json: is damaged. Delete it" in done.err


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the exports to measure by are not here")
def test_every_export_at_hand_is_handled(clinic: ClinicFolder) -> None:
    from handout_builder.intake import BlogReport, Intake, Wanted, import_blog

    counts: Counter[str] = Counter()
    for path in sorted(CORPUS.rglob("*.xml")):
        shutil.rmtree(clinic.path / "sources")
        clinic.write("sources/clinicians.toml", "")
        intake, report = Intake(clinic.path, (), "en"), BlogReport()
        try:
            taken = list(import_blog(path, path.name, intake, None, Wanted(True, True, True), report))
        except HandoutError as error:
            counts[str(error)] += 1
            continue
        counts.update(one.status for one in taken)
        counts["failed"] += len(report.failed)
        counts.update(report.left_out)
        assert not [finding for one in taken for finding in one.findings], path.name
        assert not report.failed
        for one in taken:
            (article,) = read(clinic.path / one.path, clinic.path)
            assert [f for f in article.findings if f.code == "X104"] == [], one.path
    assert counts["written"] > 300, json.dumps(counts)
    print(json.dumps(counts, indent=1))  # noqa: T201 - a measurement
