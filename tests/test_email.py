"""Drafts that a mail program opens, lists of people, and what is refused before anything is made or sent."""

import os
import re
import stat
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from handout_builder.delivery.email import (
    Attachment,
    Enclosed,
    Letter,
    Recipient,
    attachment_of,
    check_sizes,
    draft,
    read_people,
    recipient_of,
    told_apart,
)
from handout_builder.delivery.email.shades import DARK, _contrast, _parts, readable_on_dark
from handout_builder.errors import DeliveryError
from handout_builder.labels import shipped_for_mail
from handout_builder.model import EDITIONS, Article
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder, Once

MEGABYTE = 1024 * 1024
SPANISH = "¿Cómo dormir mejor? Una guía para las primeras semanas, los niños y los mayores"
JAPANESE = "睡眠を改善するための最初の一週間の過ごし方と考え方について知っておきたいこと"


@pytest.fixture(scope="session")
def built(once: Once) -> ClinicFolder:
    def furnish(folder: ClinicFolder) -> None:
        folder.write("sources/clinicians.toml", "")
        folder.write(
            "sources/sleep.md", "---\nlanguage: en\n---\n# Sleeping well\n\nBy Jane Roe\n\nSleep is a skill.\n"
        )
        folder.write("sources/dormir.md", f'---\nlanguage: es\ntitle: "{SPANISH}"\n---\nDormir se aprende.\n')
        folder.write("sources/suimin.md", f"---\nlanguage: ja\n---\n# {JAPANESE}\n\n眠りは学べます。\n")
        folder.write("layouts/clinic.toml", SETTINGS)

    return once("drafting", furnish)


SETTINGS = """name = "Clínica Río"
email = "hello@clinic.example"
phone = "+1 555 0142"
web = "www.clinic.example"
editions = ["epub", "kindle"]

[colours]
brand = "#7a1f5c"
"""


@pytest.fixture
def drafting(built: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return built.copy(tmp_path / "clinic")


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        assert not part.defects
    return message


def drafted(folder: ClinicFolder, *arguments: str) -> EmailMessage:
    done = folder.call("email", *arguments)
    assert done.code == 0, done.err
    return parsed((folder.path / done.out.strip()).read_bytes())


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_draft_opens_ready_to_be_sent(drafting: ClinicFolder) -> None:
    done = drafting.call("email", "sleep", "--to", "Zoë Roe <zoe@patients.example>")
    assert done.code == 0, done.err
    assert done.out == "handout-mail.eml\n"
    path = drafting.path / "handout-mail.eml"
    message = parsed(path.read_bytes())
    assert message["X-Unsent"] == "1"
    for header in ("Message-ID", "Date", "From", "Cc", "Bcc"):
        assert message[header] is None
    assert message["To"] == "Zoë Roe <zoe@patients.example>"
    assert message["Subject"] == "Information from Clínica Río"
    assert shape(message) == [
        "multipart/mixed",
        ["multipart/alternative", "text/plain", "text/html"],
        "application/epub+zip",
    ]
    assert max(map(len, path.read_bytes().split(b"\r\n"))) < 998
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def shape(message: EmailMessage) -> list[object]:
    inside = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    return [
        message.get_content_type(),
        *(shape(part) if part.is_multipart() else part.get_content_type() for part in inside),
    ]


def test_a_draft_is_made_of_what_was_not_made_yet(drafting: ClinicFolder) -> None:
    drafting.write("sources/new.md", "---\nlanguage: en\n---\n# Brand new\n\nBy Jane Roe\n\nWords.\n")
    done = drafting.call("email", "new")
    assert done.code == 0, done.err
    message = parsed((drafting.path / done.out.strip()).read_bytes())
    assert message["To"] is None
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == drafting.made()["epub/new.epub"]


def test_names_of_files_are_told_as_the_standard_has_them_and_as_outlook_looks_for_them(
    drafting: ClinicFolder,
) -> None:
    message = drafted(drafting, "dormir", "suimin")
    spanish, japanese = [part.get_filename() for part in message.iter_attachments()]
    assert spanish == f"{SPANISH.replace('?', '')}.epub"
    assert japanese == f"{JAPANESE}.epub"
    raw = (drafting.path / "handout-mail.eml").read_bytes()
    assert raw.count(b"\r\nContent-Disposition: attachment; filename*=utf-8''%") == 2
    assert len(re.findall(rb'\r\nContent-Type: application/epub\+zip; name="=\?utf-8\?B\?[\w+/=]+\?="\r\n', raw)) == 2


def test_the_subject_tells_nothing_unless_it_is_asked_to(drafting: ClinicFolder) -> None:
    assert drafted(drafting, "dormir")["Subject"] == "Información de Clínica Río"
    assert drafted(drafting, "dormir", "sleep")["Subject"] == "Information from Clínica Río"
    assert drafted(drafting, "sleep", "--title-in-subject")["Subject"] == "Sleeping well"
    assert drafted(drafting, "sleep", "--subject", "As we said – today")["Subject"] == "As we said – today"
    drafting.write(
        "layouts/clinic.toml", SETTINGS + '[mail]\nsubject = "Your handout"\nsender = "desk@clinic.example"\n'
    )
    message = drafted(drafting, "sleep")
    assert message["Subject"] == "Your handout"
    assert message["From"] == "Clínica Río <desk@clinic.example>"


def test_names_of_files_are_neutral_when_asked(drafting: ClinicFolder) -> None:
    message = drafted(drafting, "dormir", "sleep", "--neutral-names", "--edition", "epub", "--edition", "kindle")
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == [
        "handout-1 (epub).epub",
        "handout-1 (kindle).epub",
        "handout-2 (epub).epub",
        "handout-2 (kindle).epub",
    ]


def test_both_bodies_tell_what_is_attached_where_to_ask_and_where_to_turn_in_a_crisis(drafting: ClinicFolder) -> None:
    message = drafted(drafting, "sleep", "--to", "Zoë Roe <zoe@patients.example>")
    text = body(message, "plain")
    tree = html.document_fromstring(body(message, "html"))
    shown = " ".join(tree.text_content().split())
    for words in (
        "Hello Zoë Roe,",
        "Clínica Río is sending you this handout.",
        "Sleeping well",
        "By Jane Roe",
        "ePub 1",
        "Questions?",
        "hello@clinic.example",
        "+1 555 0142",
        "In a crisis",
        "Call or text 988",
        "does not replace the advice of your own clinician",
    ):
        assert words in text
        assert words in shown
    assert tree.get("lang") == "en"
    assert [heading.text_content() for heading in tree.iter("h1")] == ["Sleeping well"]
    links = tree.xpath("//@href")
    assert links == ["tel:+15550142", "mailto:hello@clinic.example", "https://www.clinic.example"]
    # Nothing is fetched when it is opened: no picture, no script, no font, no stylesheet.
    assert not tree.xpath("//img | //script | //link | //iframe | //@src | //@background | //@srcset")
    assert "url(" not in body(message, "html")
    assert "color: #7a1f5c" in body(message, "html")


def test_a_mail_is_in_the_language_of_its_handouts(drafting: ClinicFolder) -> None:
    spanish = html.document_fromstring(body(drafted(drafting, "dormir"), "html"))
    assert spanish.get("lang") == "es"
    assert "Clínica Río le envía esta hoja informativa." in spanish.text_content()
    assert spanish.xpath("//p[contains(., '988')]/@lang") == ["en"]
    both = html.document_fromstring(body(drafted(drafting, "dormir", "sleep"), "html"))
    assert both.get("lang") == "en"
    assert both.xpath("//h1/@lang") == ["es"]


@pytest.mark.parametrize("language", shipped_for_mail())
def test_no_language_lacks_a_word_of_a_mail(language: str, drafting: ClinicFolder) -> None:
    words, english = shipped_for_mail()[language], shipped_for_mail()["en"]
    assert [(name, word.count("{}")) for name, word in words.items()] == [
        (name, word.count("{}")) for name, word in english.items()
    ]
    clinic = load_clinic(drafting.path)
    letter = Letter(
        clinic, (Enclosed("A", "", language, (Attachment("A.pdf", "application/pdf", b"%"),)),), language, "S"
    )
    tree = html.document_fromstring(body(parsed(draft(letter.to("王"), None)), "html"))
    assert tree.get("dir") == ("rtl" if language in ("ar", "he") else "ltr")
    assert "王" in tree.text_content()


@pytest.mark.parametrize("brand", ["#000000", "#1d5c63", "#7a1f5c", "#00007f", "#595959"])
def test_a_brand_can_be_read_on_a_dark_screen(brand: str) -> None:
    assert _contrast(_parts(readable_on_dark(brand)), _parts(DARK)) >= 7


def test_a_draft_takes_no_place_that_is_taken(drafting: ClinicFolder) -> None:
    first, second = (drafting.call("email", "sleep").out.strip() for _ in range(2))
    assert (first, second) == ("handout-mail.eml", "handout-mail-2.eml")
    done = drafting.call("email", "sleep", "--output", "mine.eml")
    assert (done.code, done.out) == (0, "mine.eml\n")
    assert "replaced" not in done.err
    done = drafting.call("email", "dormir", "--output", "mine.eml")
    assert (done.code, "The draft that was in mine.eml is replaced." in done.err) == (0, True)
    assert parsed((drafting.path / "mine.eml").read_bytes())["Subject"] == "Información de Clínica Río"
    for data in ("precious", "Subject: one that was received\n\nX-Unsent: 1\n", ""):
        drafting.write("precious.eml", data)
        done = drafting.call("email", "sleep", "--output", "precious.eml")
        assert (done.code, "is there already and is no draft" in done.err) == (6, True)
        assert (drafting.path / "precious.eml").read_text("utf-8") == data
    for place in ("handouts/mine.eml", "handouts/epub/../mine.eml"):
        done = drafting.call("email", "sleep", "--output", place)
        assert (done.code, "may be published" in done.err) == (6, True)
    done = drafting.call("email", "sleep", "--output", "nowhere/mine.eml")
    assert (done.code, "cannot be written" in done.err) == (6, True)


def test_a_draft_goes_to_stdout_and_nothing_else_does(drafting: ClinicFolder) -> None:
    drafting.write("sources/new.md", "---\nlanguage: en\n---\n# Brand new\n\nBy Jane Roe\n\nWords.\n")
    done = drafting.run("email", "new", "--output", "-")
    assert done.code == 0, done.err
    assert parsed(done.out.encode())["X-Unsent"] == "1"
    assert "made" in done.err


def test_an_unknown_article_is_guessed(drafting: ClinicFolder) -> None:
    done = drafting.call("email", "slep", "dorm")
    assert done.code == 4
    assert "slep: no article has this name. Did you mean sleep?" in done.err
    assert "dorm: no article has this name. Did you mean dormir?" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name the handouts"),
        (("sleep", "--send"), "to whom"),
        (("sleep", "--to", "a@b.example", "--list", "x.csv"), "one of them"),
        (("sleep", "--to", "a@b.example", "--send", "--output", "x"), "goes with neither"),
        (("sleep", "--subject", "a\r\nBcc: b@c.example"), "one line"),
        (("sleep", "--to-kindle", "--to", "a@kindle.com", "--edition", "letter"), "sends ePubs"),
        (("sleep", "--edition", "bundle"), "bundle"),
    ],
)
def test_wrong_usage_is_told(
    arguments: tuple[str, ...], said: str, drafting: ClinicFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    done = drafting.call("email", *arguments)
    assert done.code == 2
    assert said in done.err + capsys.readouterr().err
    assert not list(drafting.path.glob("*.eml"))


@pytest.mark.parametrize(
    "address",
    [
        "zoe@patients.example\r\nBcc: other@patients.example",
        "zoe@patients.example\nX: y",
        "Zoe\r\nBcc: b@c.example <zoe@patients.example>",
        "zoe",
        "zoe@@patients.example",
        "zoe@patients",
        "zoe@patients.example, other@patients.example",
        "<zoe@patients.example> <other@patients.example>",
        '"zoe\\" roe"@patients.example',
        "zoe @patients.example",
        "",
    ],
)
def test_what_is_no_address_is_refused_without_being_told(address: str, drafting: ClinicFolder) -> None:
    assert isinstance(recipient_of(address), str)
    done = drafting.call("email", "sleep", "--to", address or "@")
    assert done.code == 6
    assert "zoe" not in (done.out + done.err).casefold()
    assert not list(drafting.path.glob("*.eml"))


@settings(deadline=None, max_examples=60)
@given(name=st.text(max_size=110), address=st.text(max_size=40), line=st.integers(0, 1))
def test_whatever_a_name_holds_a_mail_has_one_recipient_and_its_own_headers(name: str, address: str, line: int) -> None:
    for whom in (recipient_of("zoe@patients.example", name, line), recipient_of(address, name, line)):
        if isinstance(whom, str):
            continue
        message = message_from_bytes(draft(LETTER, whom), _class=EmailMessage, policy=policy.default)
        assert [each.addr_spec for each in message["To"].addresses] == [whom.address]
        assert set(message.keys()) == {"To", "Subject", "MIME-Version", "Content-Type", "X-Unsent"}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_whatever_a_title_holds_it_names_a_file_that_every_system_takes(title: str) -> None:
    edition = next(edition for edition in EDITIONS if edition.name == "letter")
    article = Article(slug="sleep", source="sources/sleep.md", title=title, body="", language="en")
    name = attachment_of(article, edition, b"").name
    assert re.fullmatch(r'[^<>:"/\\|?*\x00-\x1f]+\.pdf', name)
    assert len(name.encode()) <= 205
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)\.", name, re.IGNORECASE)
    message = parsed(
        draft(Letter(LETTER.clinic, (enclosed(Attachment(name, "application/pdf", b"%")),), "en", "S"), None)
    )
    assert [part.get_filename() for part in message.iter_attachments()] == [name]


def enclosed(*attachments: Attachment) -> Enclosed:
    return Enclosed("Sleeping well", "", "en", attachments)


LETTER = Letter(load_clinic(Path("nowhere")), (enclosed(Attachment("a.pdf", "application/pdf", b"%")),), "en", "S")


def test_two_articles_of_one_title_have_files_of_two_names() -> None:
    same = [Attachment(name, "application/pdf", b"") for name in ("Sleep.pdf", "sleep.pdf", "Sleep.epub")]
    assert [each.name for each in told_apart(same)] == ["Sleep.pdf", "sleep 2.pdf", "Sleep.epub"]


def files(*sizes: float) -> list[Attachment]:
    return [Attachment("a.pdf", "application/pdf", b"x" * int(size * MEGABYTE)) for size in sizes]


def test_what_is_too_large_is_told_and_refused() -> None:
    assert check_sizes(files(0.9, 0.9)) == []
    (advice,) = check_sizes(files(1.5))
    assert "1.5 MB is large for one handout" in advice
    assert check_sizes(files(*[1] * 10)) == []
    (advice,) = check_sizes(files(*[1] * 11))
    assert "11.0 MB together: some mailboxes refuse that" in advice
    with pytest.raises(DeliveryError, match=r"14\.5 MB together.*Send fewer at once, the ePub .*download page"):
        check_sizes(files(7, 7.5))
    assert check_sizes([Attachment("a.epub", "application/epub+zip", b"x" * MEGABYTE)] * 15, for_kindle=True)
    with pytest.raises(DeliveryError, match="26 files are more than the 25"):
        check_sizes(files(*[0.1] * 26), for_kindle=True)
    with pytest.raises(DeliveryError, match=r"above 50\.0 MB"):
        check_sizes(files(26, 26), for_kindle=True)


def test_a_kindle_gets_its_own_edition(drafting: ClinicFolder) -> None:
    done = drafting.call("email", "sleep", "--to-kindle", "--to", "zoe_x@kindle.com")
    assert done.code == 0, done.err
    assert "hello@clinic.example has to stand in their account" in done.err
    assert "not the address of a Kindle" not in done.err
    message = parsed((drafting.path / "handout-mail.eml").read_bytes())
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == "application/epub+zip"
    assert attachment.get_content() == drafting.made()["kindle/sleep.epub"]
    assert body(message, "plain").strip()
    done = drafting.call("email", "sleep", "--to-kindle", "--to", "zoe_x@kindel.com")
    assert done.code == 0
    assert "not the address of a Kindle" in done.err
    assert "Did you mean one at kindle.com?" in done.err
    assert "zoe_x" not in done.err


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoe@a.example\nroe@a.example\n", [("zoe@a.example", "", 1), ("roe@a.example", "", 2)]),
        ("EMAIL,Name\nzoe@a.example,Zoë Roe\n", [("zoe@a.example", "Zoë Roe", 2)]),
        ("Name;E-Mail\r\n\r\nRoe, Zoë;zoe@a.example\r\n", [("zoe@a.example", "Roe, Zoë", 3)]),
        ("sep=;\nname;to\nZoë;zoe@a.example\n", [("zoe@a.example", "Zoë", 3)]),
        ('name\tAddress\n"Zoë"\t zoe@a.example \n', [("zoe@a.example", "Zoë", 2)]),
        (
            'email,note\nzoe@a.example,"two\nlines"\nroe@a.example,\n',
            [("zoe@a.example", "", 2), ("roe@a.example", "", 4)],
        ),
        ("1,zoe@a.example,x\n2,roe@a.example,y\n", [("zoe@a.example", "", 1), ("roe@a.example", "", 2)]),
        ("email,clinician\nzoe@a.example,roe@a.example\n", [("zoe@a.example", "", 2)]),
        ("mail,zoe@a.example\nx,roe@a.example\n", [("zoe@a.example", "", 1), ("roe@a.example", "", 2)]),
        ("email\ngroß@a.example\ngross@a.example\n", [("groß@a.example", "", 2), ("gross@a.example", "", 3)]),
        ("email\nzoe@a.example\nZOE@A.example\n\n zoe@a.example\n", [("zoe@a.example", "", 2)]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_as_spreadsheets_write_it(
    text: str, found: list[tuple[str, str, int]], encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    people = read_people(path)
    assert [(person.address, person.name, person.line) for person in people.recipients] == found
    assert people.repeated == (2 if "ZOE" in text else 0)


def test_all_mistakes_of_a_list_are_told_at_once_by_their_lines_alone(drafting: ClinicFolder) -> None:
    drafting.write(
        "people.csv",
        'email,name\nzoe@a.example,Zoe\nroe.a.example,Roe\nmary@a@example,Mary\n"max@a.example\r\nBcc: x@a.example",Max\n'
        'eve@a.example,"Eve\nBcc: nobody"\n,Nobody\nanne@a.example;bob@a.example,Anne\nivy @a.example,Ivy\n',
    )
    done = drafting.call("email", "sleep", "--list", "people.csv")
    assert done.code == 6
    assert re.findall(r"line (\d+): (.*)\.\n", done.err) == [
        ("3", "is no e-mail address: it has no @"),
        ("4", "is no e-mail address: it has more than one @"),
        ("5", "a cell goes on over more than one line and has an @ in it; a quotation mark may be open"),
        ("7", "has a line break, or another sign that cannot be seen, in its name"),
        ("9", "is no e-mail address: there is nothing"),
        ("10", "is no e-mail address: there is a comma or semicolon in it; only one address may stand there"),
        ("11", "is no e-mail address: it has a space in it"),
    ]
    assert not re.search("zoe|roe|mary|max|eve|anne|bob|ivy|example", done.err + done.out, re.IGNORECASE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no line with an address"),
        (b"email\n", "no line with an address"),
        (b"first,last\nZoe,Roe\n", 'Put "email" above them'),
        (b"PK\x03\x04rest", "Save it as CSV"),
        (b'email\n"' + b"x" * 200_000, "cannot be taken apart"),
        (b'email,name,notes\na@c.example,A,"open\nb@c.example,B,x\nc@c.example,C,x\n', "line 2: .*quotation mark open"),
        (b'email,name,notes\na@c.example,A,"open\nb@c.example,B,x\nc@c.example,C,x"\n', "line 2: .*may be open"),
        (b'email,"name\na@c.example,A\nb@c.example,B"\nc@c.example,C\n', "line 1: .*may be open"),
        (b'email,name\na@c.example,A\nb@c.example,"B\nc@c.example,C"\n', "line 3: .*may be open"),
        (b"a@c.example\na3@c.example;b3@c.example\n", "line 2: .*only one address may stand there"),
        (b"x;a1@c.example\na3@c.example;b3@c.example\n", "line 2: has an @ outside the column of addresses"),
        (b"email\na@c.example,b@c.example\n", "line 2: has an @ outside the column of addresses"),
        (b"a@c.example,x\ny,b@c.example\n", "line 2: has an @ outside the column of addresses"),
        (b"email,email\na@c.example,b@c.example\n", "line 2: has an @ outside the column of addresses"),
    ],
)
def test_what_is_no_list_is_told(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(DeliveryError, match=said):
        read_people(path)
    with pytest.raises(DeliveryError, match="cannot be read"):
        read_people(tmp_path / "none.csv")


def test_a_long_cell_is_refused_before_anybody_looks_for_its_parts(tmp_path: Path) -> None:
    blanks = " " * 1_000
    for address in (f'"a{blanks}x"', f"zoe@a.example{blanks}", f"Zoe{blanks}<zoe@a.example>"):
        assert recipient_of(address) == "is no e-mail address: it has more than 500 signs"
    assert isinstance(recipient_of(f"{'Z' * 100} <zoe@a.example>"), Recipient)
    path = tmp_path / "people.csv"
    path.write_text(f"email\nzoe@a.example\nzoe@a.example{blanks}\n", "utf-8")
    with pytest.raises(DeliveryError, match="line 3: is no e-mail address: it has more than 500 signs"):
        read_people(path)


def test_a_dry_run_says_what_sending_will_lack(drafting: ClinicFolder) -> None:
    drafting.write("people.csv", "email\nzoe@a.example\n")
    done = drafting.call("email", "sleep", "--list", "people.csv")
    assert done.code == 0
    assert (
        "Before you can send, in layouts/clinic.toml, mail.server has to be the name of your mail server." in done.err
    )
    assert "mail.sender" not in done.err
    assert "Add --send" not in done.err
    drafting.write("layouts/clinic.toml", 'editions = ["epub"]\n[mail]\nserver = "smtp.clinic.example"\n')
    done = drafting.call("email", "sleep", "--list", "people.csv")
    assert ("mail.server" in done.err, "mail.sender has to be" in done.err) == (False, True)
    drafting.write("layouts/clinic.toml", SETTINGS + '[mail]\nserver = "smtp.clinic.example"\n')
    done = drafting.call("email", "sleep", "--list", "people.csv")
    assert ("Before you can send" in done.err, "Add --send to send." in done.err) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_shows_that_a_list_is_being_checked(drafting: ClinicFolder) -> None:
    drafting.write("people.csv", "email\nzoe@a.example\n")
    command = [sys.executable, str(HOME / "make_handouts.py"), "email", "sleep", "--list", "people.csv"]
    ours, theirs = os.openpty()
    try:
        environment = os.environ | {"TERM": "xterm"}
        done = subprocess.run(
            command, cwd=drafting.path, env=environment, stdout=subprocess.PIPE, stderr=theirs, check=True, timeout=60
        )
        told = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "Checking addresses" in told
    assert "zoe" not in told
    assert b"Checking" not in done.stdout


def test_what_is_made_of_a_person_is_not_shown_by_chance() -> None:
    assert "zoe" not in repr(Recipient("zoe@a.example", "zoe", 3))


def test_a_draft_says_nothing_of_this_machine(drafting: ClinicFolder) -> None:
    drafting.call("email", "sleep", "--to", "zoe@patients.example")
    raw = (drafting.path / "handout-mail.eml").read_bytes()
    headers = raw.split(b"\r\n\r\n")[0]
    assert os.uname().nodename.encode() not in headers
    assert str(drafting.path).encode() not in raw
