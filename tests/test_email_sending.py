"""Mails are handed to real mail servers on this machine: safely, once to each person, and telling nobody who they are."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from io import StringIO
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from handout_builder.commands import mailing as mailing_module
from handout_builder.delivery.email import Account, Recipient, forgetful, send_all
from handout_builder.delivery.email import sending as sending_module
from handout_builder.delivery.email import transactions as transactions_module
from handout_builder.delivery.email.sent_list import SentList
from handout_builder.errors import DeliveryError

from .conftest import HOME, ClinicFolder, Once, Outcome
from .mail_server import PASSWORD, USER, Hook, MailServer, Received, certificate, drop, running

pytest.importorskip("cryptography", reason="certificates are made with it: pip install cryptography")

PEOPLE = [f"person{number}@patients.example" for number in range(1, 6)]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    folder = tmp_path_factory.mktemp("certificates")
    return {
        "right": certificate(folder, "right"),
        "other": certificate(folder, "other"),
        "elsewhere": certificate(folder, "elsewhere", host="mail.elsewhere.example"),
    }


@pytest.fixture(autouse=True)
def trust(certificates: dict[str, tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust one authority only, as the system would: the program's own way to trust is what is tested."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["right"][0]))
    monkeypatch.setenv("HANDOUTS_MAIL_PASSWORD", PASSWORD)
    monkeypatch.setattr(sending_module, "sleep", lambda _seconds: None)


@pytest.fixture
def server(certificates: dict[str, tuple[Path, Path]]) -> Iterator[MailServer]:
    with running(certificates["right"][1], asks_password=True) as served:
        yield served


@pytest.fixture(scope="session")
def built(once: Once) -> ClinicFolder:
    def furnish(folder: ClinicFolder) -> None:
        folder.write("sources/clinicians.toml", "")
        folder.write(
            "sources/sleep.md", "---\nlanguage: en\n---\n# Sleeping well\n\nBy Jane Roe\n\nSleep is a skill.\n"
        )
        folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')

    return once("mailing", furnish)


@pytest.fixture
def mailing(built: ClinicFolder, tmp_path: Path, server: MailServer) -> ClinicFolder:
    folder = built.copy(tmp_path / "clinic")
    settle(folder, server.port)
    folder.write("people.csv", "\n".join(["email", *PEOPLE]) + "\n")
    return folder


def settle(folder: ClinicFolder, port: int, **changes: str | int) -> None:
    settings = {"server": "localhost", "port": port, "user": USER, "sender": "desk@clinic.example", "pause": 1}
    lines = [f"{key} = {value!r}" for key, value in (settings | changes).items()]
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n[mail]\n' + "\n".join(lines) + "\n")


def send(folder: ClinicFolder, *arguments: str) -> Outcome:
    done = folder.call("email", "sleep", "--send", *arguments)
    told = done.out + done.err
    assert PASSWORD not in told
    assert not [person for person in PEOPLE if person.split("@")[0] in told], told
    return done


def send_list(folder: ClinicFolder, *arguments: str) -> Outcome:
    return send(folder, "--list", "people.csv", "--yes", *arguments)


def account_at(server: MailServer) -> Account:
    return Account("localhost", server.port, "starttls", "desk@clinic.example", USER, PASSWORD)


def states(
    server: MailServer, mail: bytes, sent: SentList | None = None, people: Sequence[str] = PEOPLE
) -> list[tuple[int, str]]:
    """Send a mail to all, and give what became of each."""
    persons = [Recipient(address, line=number) for number, address in enumerate(people, start=1)]
    sent = sent or forgetful("job")
    said: list[str] = []
    outcomes = send_all(persons, lambda _: mail, account_at(server), sent, pause=0, say=said.append)
    return sorted((outcome.line, outcome.state) for outcome in outcomes)


def test_a_mail_arrives_as_it_was_written(mailing: ClinicFolder, server: MailServer) -> None:
    done = send(mailing, "--to", "Zoë Roe <person1@patients.example>")
    assert done.code == 0, done.err
    (mail,) = server.received
    assert mail.sender == "desk@clinic.example"
    assert mail.to == ["person1@patients.example"]
    message = mail.message
    assert message["From"] == "Test Clinic <desk@clinic.example>"
    assert message["To"] == "Zoë Roe <person1@patients.example>"
    assert message["Subject"] == "Information from Test Clinic"
    assert message["Message-ID"].endswith("@clinic.example>")
    assert message["Date"].datetime
    assert message["X-Unsent"] is None
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "Sleeping well.epub"
    assert attachment.get_content_type() == "application/epub+zip"
    assert attachment.get_content() == mailing.made()["epub/sleep.epub"]
    text = message.get_body(("plain",))
    assert text is not None
    assert "Hello Zoë Roe," in text.get_content()
    assert max(map(len, mail.data.split(b"\r\n"))) < 998
    assert os.uname().nodename.encode() not in mail.data.split(b"\r\n\r\n")[0]


def test_a_line_that_is_safe_from_the_first_byte_on_is_used_where_the_settings_say_so(
    built: ClinicFolder, tmp_path: Path, certificates: dict[str, tuple[Path, Path]]
) -> None:
    folder = built.copy(tmp_path / "clinic")
    with running(certificates["right"][1], implicit=True, asks_password=True) as served:
        settle(folder, served.port, security="tls")
        done = send(folder, "--to", PEOPLE[0])
    assert done.code == 0, done.err
    assert served.counts == {PEOPLE[0]: 1}


@pytest.mark.parametrize(
    ("which", "host", "said"),
    [("other", "localhost", "certificate does not fit"), ("elsewhere", "localhost", "certificate does not fit")],
)
@pytest.mark.parametrize("implicit", [False, True])
def test_a_certificate_that_does_not_fit_is_refused_before_the_password_is_told(
    which: str,
    host: str,
    said: str,
    implicit: bool,
    built: ClinicFolder,
    tmp_path: Path,
    certificates: dict[str, tuple[Path, Path]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if which == "elsewhere":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates[which][0]))
    folder = built.copy(tmp_path / "clinic")
    with running(certificates[which][1], implicit=implicit, asks_password=True) as served:
        settle(folder, served.port, server=host, security="tls" if implicit else "starttls")
        done = send(folder, "--to", PEOPLE[0])
    assert done.code == 6
    assert said in done.err
    assert ("Hostname mismatch" in done.err) == (which == "elsewhere")
    assert not served.passwords
    assert not served.received


def test_without_starttls_nothing_is_sent(built: ClinicFolder, tmp_path: Path) -> None:
    folder = built.copy(tmp_path / "clinic")
    with running(None) as served:
        settle(folder, served.port)
        done = send(folder, "--to", PEOPLE[0])
    assert done.code == 6
    assert "offers no STARTTLS" in done.err
    assert not served.received


def test_a_wrong_password_is_told_and_not_shown(
    mailing: ClinicFolder, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_MAIL_PASSWORD", "battery staple")
    for arguments in ((), ("-v",)):
        done = send(mailing, "--to", PEOPLE[0], *arguments)
        assert done.code == 6
        assert "does not take this name and password (535)" in done.err
        assert "battery" not in done.err + done.out
    assert b"battery staple" in server.passwords
    assert not server.received


def test_a_server_that_is_not_there_is_told(mailing: ClinicFolder, server: MailServer) -> None:
    settle(mailing, server.port, server="no-such-host.invalid")
    done = send(mailing, "--to", PEOPLE[0])
    assert (done.code, "no server of this name" in done.err) == (6, True)
    with running(None) as gone:
        pass
    settle(mailing, gone.port)
    done = send(mailing, "--to", PEOPLE[0])
    assert (done.code, "takes no mail there" in done.err) == (6, True)
    settle(mailing, 0, server="")
    done = send(mailing, "--to", PEOPLE[0])
    assert (done.code, "mail.server is empty" in done.err) == (4, True)


def test_a_mail_that_the_server_finds_too_large_is_not_begun(
    built: ClinicFolder, tmp_path: Path, certificates: dict[str, tuple[Path, Path]]
) -> None:
    folder = built.copy(tmp_path / "clinic")
    with running(certificates["right"][1], asks_password=True, data_size_limit=20_000) as served:
        settle(folder, served.port)
        done = send(folder, "--to", PEOPLE[0])
    assert done.code == 6
    assert "too large for the server (it takes 20 KB)" in done.err
    assert "--edition epub" in done.err
    assert not served.received


def test_one_of_many_who_is_refused_is_told_by_line_and_the_others_are_sent(
    mailing: ClinicFolder, server: MailServer
) -> None:
    server.at_rcpt = lambda _server, _line, address: (
        f"550 5.1.1 <{address}>: {address.split('@')[0]} is unknown here" if address == PEOPLE[1] else None
    )
    done = send_list(mailing)
    assert done.code == 6
    assert "people.csv, line 3: refused: there is no such mailbox (550 5.1.1)." in done.out
    assert "4 sent, 1 refused" in done.err
    assert server.counts == dict.fromkeys([PEOPLE[0], *PEOPLE[2:]], 1)
    server.at_rcpt = None
    assert send_list(mailing, "-v").code == 0
    assert server.counts == dict.fromkeys(PEOPLE, 1)


def test_a_mail_that_is_too_large_for_one_is_not_sent_to_the_others(mailing: ClinicFolder, server: MailServer) -> None:
    server.at_end = lambda *_: "552 5.3.4 Too large"
    done = send_list(mailing)
    assert done.code == 6
    assert done.out.count("refused: the mail is too large for the server (552)") == 1
    assert "No more was sent" in done.err
    server.at_end = lambda _server, _line, address: "552 5.2.2 full" if address == PEOPLE[0] else None
    done = send_list(mailing)
    assert "line 2: refused: the mailbox is full (552 5.2.2)" in done.out
    assert server.counts == dict.fromkeys(PEOPLE[1:], 1)


def test_json_tells_each_mail_by_its_line_and_nothing_else(mailing: ClinicFolder, server: MailServer) -> None:
    server.at_rcpt = lambda _server, _line, address: "550 5.1.1 no" if address == PEOPLE[1] else None
    told = [json.loads(line) for line in send_list(mailing, "--json").out.splitlines()]
    assert [(one["line"], one["state"]) for one in told] == [
        (2, "sent"),
        (3, "refused"),
        (4, "sent"),
        (5, "sent"),
        (6, "sent"),
    ]
    assert told[1]["why"] == "there is no such mailbox (550 5.1.1)"


def test_each_has_a_mail_of_their_own(mailing: ClinicFolder, server: MailServer) -> None:
    assert send_list(mailing).code == 0
    assert [mail.to for mail in server.received] == [[person] for person in PEOPLE]
    for mail in server.received:
        assert [person.encode() in mail.data for person in PEOPLE] == [person in mail.to for person in PEOPLE]
        assert mail.message["Cc"] is None
        assert mail.message["Bcc"] is None
    assert len({mail.message["Message-ID"] for mail in server.received}) == len(PEOPLE)
    assert server.lines == 1


def test_the_same_is_not_sent_twice_to_a_list_but_something_else_is(mailing: ClinicFolder, server: MailServer) -> None:
    assert send_list(mailing).code == 0
    done = send_list(mailing)
    assert done.code == 0
    assert "5 of them were sent it before" in done.out
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    assert send_list(mailing, "--edition", "kobo").code == 0
    assert server.counts == dict.fromkeys(PEOPLE, 2)


@pytest.mark.parametrize("answer", ["451 4.7.1 Greylisted, try again", "421 4.3.2 Going down"])
@pytest.mark.parametrize("where", ["at_mail", "at_rcpt", "at_data", "at_end"])
def test_who_is_put_off_is_tried_again_after_the_others(where: str, answer: str, server: MailServer) -> None:
    asked: list[str] = []

    def put_off_first(_server: MailServer, _line: SMTP, address: str) -> str | None:
        asked.append(address)
        return answer if asked.count(address) == 1 and len(asked) % 2 else None

    setattr(server, where, put_off_first)
    assert states(server, b"Subject: x\r\n\r\n.x\r\n") == [(number, "sent") for number in range(1, 6)]
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    assert all(mail.data.endswith(b"\r\n.x\r\n") for mail in server.received)


def test_who_is_put_off_for_good_is_told_and_is_tried_by_the_same_command(
    mailing: ClinicFolder, server: MailServer
) -> None:
    server.at_end = lambda _server, _line, address: f"451 {address} later" if address == PEOPLE[4] else None
    done = send_list(mailing)
    assert done.code == 6
    assert done.err.count("Trying again in") == 2
    assert "people.csv, line 6: put off: the server asks to try again later (451)." in done.out
    server.at_end = None
    assert send_list(mailing).code == 0
    assert server.counts == dict.fromkeys(PEOPLE, 1)


def once_at(person: str, then: Hook) -> Hook:
    """Misbehave once, at one person."""
    left = [person]

    def hook(server: MailServer, line: SMTP, address: str) -> str | None:
        if address in left:
            left.remove(address)
            return then(server, line, address)
        return None

    return hook


@pytest.mark.parametrize("where", ["at_rcpt", "at_data", "in_data"])
def test_a_line_that_drops_before_a_mail_can_have_arrived_is_opened_anew(where: str, server: MailServer) -> None:
    mail = b"Subject: x\r\n\r\nx\r\n"
    if where == "in_data":
        server.breaks_off.append(PEOPLE[1])
        # More than what can be on its way when the line drops.
        mail += (b"y" * 980 + b"\r\n") * 12_000
    else:
        setattr(server, where, once_at(PEOPLE[1], drop))
    sent = forgetful("job")
    assert states(server, mail, sent, people=PEOPLE[:2]) == [(1, "sent"), (2, "sent")]
    assert server.counts == dict.fromkeys(PEOPLE[:2], 1)
    assert server.lines == 2
    assert not server.breaks_off


def arrive_and_drop(server: MailServer, line: SMTP, address: str) -> str:
    server.received.append(Received("", [address], b""))
    drop(server, line, address)
    return "451 nobody hears this"


def test_a_mail_that_may_have_arrived_is_uncertain_and_sent_again_only_when_asked(
    mailing: ClinicFolder, server: MailServer
) -> None:
    server.at_end = once_at(PEOPLE[2], arrive_and_drop)
    done = send_list(mailing)
    assert done.code == 6
    assert "people.csv, line 4: uncertain" in done.out
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    done = send_list(mailing)
    assert done.code == 6
    assert "people.csv, line 4: uncertain: an earlier try broke off" in done.out
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    assert send_list(mailing, "--again-uncertain").code == 0
    assert server.counts == {**dict.fromkeys(PEOPLE, 1), PEOPLE[2]: 2}
    assert send_list(mailing).code == 0


def test_a_server_that_is_too_slow_to_answer_leaves_a_mail_uncertain(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions_module, "LAST_PATIENCE", 0.1)
    server.at_end = once_at(PEOPLE[0], lambda *_: time.sleep(0.4))
    assert states(server, b"Subject: x\r\n\r\nx\r\n", people=PEOPLE[:2]) == [(1, "uncertain"), (2, "sent")]
    assert server.counts == dict.fromkeys(PEOPLE[:2], 1)


def test_an_address_with_other_letters_goes_to_servers_that_know_them_only(
    mailing: ClinicFolder, certificates: dict[str, tuple[Path, Path]]
) -> None:
    mailing.write("people.csv", "email\nzoë@patients.example\nperson2@bücher.example\n")
    done = send_list(mailing)
    assert done.code == 6
    assert "people.csv, line 2: refused: the address has letters that this server cannot handle" in done.out
    with running(certificates["right"][1], asks_password=True, enable_SMTPUTF8=True) as served:
        settle(mailing, served.port)
        assert send_list(mailing).code == 0
    (mail,) = served.received
    assert mail.to == ["zoë@patients.example"]
    assert "To: zoë@patients.example" in mail.data.decode()


def test_a_sender_who_is_refused_stops_it_all(mailing: ClinicFolder, server: MailServer) -> None:
    server.at_mail = lambda *_: "553 5.7.1 desk@clinic.example: not owned by you"
    done = send_list(mailing)
    assert done.code == 6
    assert "does not take mail from mail.sender (553 5.7.1 (an address): not owned by you)" in done.err
    assert not server.received


def test_nothing_that_is_written_or_told_holds_an_address_or_a_name(mailing: ClinicFolder, server: MailServer) -> None:
    mailing.write("people.csv", "name,email\n" + "".join(f"Quentin Quirk {p},{p}\n" for p in PEOPLE))
    server.at_rcpt = lambda _server, _line, address: f"550 no {address}" if address == PEOPLE[0] else None
    server.at_data = once_at(PEOPLE[1], lambda _server, _line, address: f"451 {address} later")
    server.at_end = once_at(PEOPLE[2], drop)
    told = ""
    for arguments in (("--yes",), ("--yes", "-v"), ("--yes", "--json"), ("--yes", "--again-uncertain")):
        done = send(mailing, "--list", "people.csv", *arguments)
        told += done.out + done.err
    done = mailing.call("email", "sleep", "--list", "people.csv")
    told += done.out + done.err
    assert "Hello Quentin Quirk" in server.received[0].data.decode()
    written = [path for path in mailing.path.rglob("*") if path.name != "people.csv"]
    assert mailing.path / "people.csv.sent" in written
    for secret in (*PEOPLE, *(person.split("@")[0] for person in PEOPLE), "patients.example", "Quirk", PASSWORD):
        assert secret not in told
        assert not [path for path in written if secret in path.name]
        assert not [path for path in written if path.is_file() and secret.encode() in path.read_bytes()]


def test_an_error_that_nobody_foresaw_is_told_without_its_words(
    mailing: ClinicFolder, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_letter: object, person: Recipient, _sender: str) -> bytes:
        raise ValueError(person.address)

    monkeypatch.setattr(mailing_module, "mail", fail)
    for arguments in ((), ("-v",)):
        done = send(mailing, "--to", PEOPLE[0], *arguments)
        assert done.code == 6
        assert re.search(r"should not happen \(ValueError at test_email_sending.py, line \d+\)", done.err)
    assert not server.received


def test_a_list_that_is_stopped_goes_on_where_it_was(mailing: ClinicFolder, server: MailServer) -> None:
    # Where the tests run in the background, a shell has made them deaf to it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        server.at_rcpt = once_at(PEOPLE[2], lambda *_: os.kill(os.getpid(), signal.SIGINT))
        done = send_list(mailing)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.code, "The same command goes on from here" in done.err) == (130, True)
    assert server.counts == dict.fromkeys(PEOPLE[:2], 1)
    assert send_list(mailing).code == 0
    assert server.counts == dict.fromkeys(PEOPLE, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("where", ["at_rcpt", "at_data", "at_end"])
def test_after_a_kill_the_rest_is_sent_and_nobody_twice(where: str, mailing: ClinicFolder, server: MailServer) -> None:
    command = [sys.executable, str(HOME / "make_handouts.py"), "email", "sleep", "--send", "--yes"]
    command += ["--list", "people.csv", "--folder", str(mailing.path)]
    process: list[subprocess.Popen[bytes]] = []

    def kill(*_: object) -> None:
        while not process:
            time.sleep(0.001)
        os.kill(process[0].pid, signal.SIGKILL)

    setattr(server, where, once_at(PEOPLE[1], kill))
    process.append(subprocess.Popen(command, cwd=mailing.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    assert process[0].wait(60) == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while where == "at_end" and not server.counts[PEOPLE[1]] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.counts[PEOPLE[0]] == 1
    assert server.counts[PEOPLE[2]] == 0
    done = send_list(mailing)
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    if where == "at_end":
        assert "people.csv, line 3: uncertain" in done.out
    else:
        assert done.code == 0, done.out


def test_a_note_that_was_cut_off_is_not_taken_for_one(mailing: ClinicFolder, server: MailServer) -> None:
    server.at_rcpt = lambda _server, _line, address: "550 no" if address != PEOPLE[0] else None
    send_list(mailing)
    notes = mailing.path / "people.csv.sent"
    assert len(notes.read_bytes().splitlines()) == 3
    with notes.open("ab") as file:
        file.write(notes.read_bytes().splitlines()[-1][:20])
    server.at_rcpt = None
    assert send_list(mailing).code == 0
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    assert "5 of them were sent it before" in send_list(mailing).out
    notes.write_bytes(b"{}\n" + notes.read_bytes())
    done = send_list(mailing)
    assert (done.code, "is damaged" in done.err) == (6, True)
    assert server.counts == dict.fromkeys(PEOPLE, 1)


def digests_of(salt: str) -> dict[str, str]:
    return {"salt": salt, "digest": blake2b(bytes.fromhex(salt), digest_size=16).hexdigest()}


SALT, WHO = json.dumps(digests_of("ab" * 32)), "c" * 32


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"salt": "ab" * 32}),
        json.dumps({**digests_of("ab" * 32), "salt": "cd" * 32}),
        json.dumps({**digests_of("ab" * 32), "salt": ""}),
        json.dumps(digests_of("")),
        json.dumps(digests_of("ab" * 31)),
        "[]",
        "[" * 100_000,
        "\0" * 40,
        "",
        f'{SALT}\n{{"who": "{WHO}", "fate": "eaten"}}',
        f'{SALT}\n{{"who": "{WHO}", "fate": ["sent"]}}',
        f'{SALT}\n{{"who": "{WHO[1:]}", "fate": "sent"}}',
        f'{SALT}\n{{"who": "{WHO.upper()}", "fate": "sent"}}',
        f'{SALT}\n{{"who": ["{WHO}"], "fate": "sent"}}',
        f'{SALT}\n["{WHO}", "sent"]',
        f"{SALT}\n{'[' * 100_000}",
        f"{SALT}\n\n",
    ],
    ids=range(17),
)
def test_notes_that_are_damaged_let_nothing_be_sent(text: str, mailing: ClinicFolder, server: MailServer) -> None:
    written = mailing.write("people.csv.sent", f"{text}\n")
    for arguments in (("--send", "--yes"), ()):
        done = mailing.call("email", "sleep", "--list", "people.csv", *arguments)
        assert (done.code, "people.csv.sent: is damaged" in done.err) == (6, True), done.err
    assert written.read_text("utf-8") == f"{text}\n"
    assert not server.received
    assert not server.lines


def test_notes_that_are_whole_are_no_damage_and_empty_ones_are_new(mailing: ClinicFolder, server: MailServer) -> None:
    notes = mailing.write("people.csv.sent", f'{SALT}\n{{"who": "{WHO}", "fate": "sent"}}\n')
    done = mailing.call("email", "sleep", "--list", "people.csv")
    assert (done.code, "is empty" in done.out) == (0, False)
    # Cut off in its first line it cannot be told from one that lost its notes.
    notes.write_text(SALT, "utf-8")
    assert send_list(mailing).code == 6
    notes.write_bytes(b"")
    done = send_list(mailing)
    assert (done.code, "people.csv.sent is empty, so all of them count as not sent to yet." in done.out) == (0, True)
    assert server.counts == dict.fromkeys(PEOPLE, 1)
    assert "is empty" not in send_list(mailing).out
    assert server.counts == dict.fromkeys(PEOPLE, 1)


def test_people_whose_addresses_differ_in_a_letter_each_have_a_note() -> None:
    sent = forgetful("job")
    sent.note(Recipient("groß@patients.example"), "sent")
    assert sent.fate(Recipient("gross@patients.example")) is None
    assert sent.fate(Recipient("GROß@patients.example")) == "sent"


def test_two_at_once_do_not_send_one_list(mailing: ClinicFolder, server: MailServer) -> None:
    from handout_builder.delivery.email import open_sent_list

    with open_sent_list(mailing.path / "people.csv", "job"):
        done = send_list(mailing)
    assert (done.code, "by another process" in done.err) == (6, True)
    assert not server.received
    assert send_list(mailing).code == 0


def test_where_no_note_can_be_taken_nothing_is_sent(mailing: ClinicFolder, server: MailServer) -> None:
    (mailing.path / "people.csv.sent").mkdir()
    done = send_list(mailing)
    assert (done.code, "people.csv.sent: cannot be" in done.err) == (6, True)
    assert not server.received


def test_when_the_disk_is_full_no_mail_is_finished(server: MailServer) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    place = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(DeliveryError, match="No note can be taken"):
            states(server, b"Subject: x\r\n\r\nx\r\n", SentList("job", b"salt", {}, place))
    finally:
        os.close(place)
    assert not server.received


def test_a_list_is_sent_only_after_somebody_agreed(mailing: ClinicFolder, server: MailServer) -> None:
    done = send(mailing, "--list", "people.csv")
    assert (done.code, "--yes" in done.err) == (2, True)
    assert "5 people." in done.out
    done = mailing.call("email", "sleep", "--list", "people.csv")
    assert (done.code, "nothing was sent" in done.err) == (0, True)
    assert re.search(r"5 mails of \d+ KB to send", done.out)
    assert not server.received
    assert not (mailing.path / "people.csv.sent").exists()


def test_the_password_is_asked_of_the_keyring(
    mailing: ClinicFolder, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import click
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.backends.fail import Keyring as NoKeyring

    class Memory(KeyringBackend):
        priority = 1.0

        def __init__(self) -> None:
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    monkeypatch.delenv("HANDOUTS_MAIL_PASSWORD")
    monkeypatch.setattr(click, "prompt", lambda *_, **__: PASSWORD)
    keyboard = StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
        done = send(mailing, "--to", PEOPLE[0])
        assert (done.code, "Set HANDOUTS_MAIL_PASSWORD" in done.err) == (6, True)
        assert mailing.call("email", "--set-password").code == 6
        keyring.set_keyring(memory := Memory())
        done = send(mailing, "--to", PEOPLE[0])
        assert (done.code, "email --set-password" in done.err) == (6, True)
        done = mailing.call("email", "--set-password")
        assert (done.code, PASSWORD in done.out + done.err) == (0, False)
        assert memory.kept == {("handout-builder", USER): PASSWORD}
        assert send(mailing, "--to", PEOPLE[0]).code == 0
    finally:
        keyring.set_keyring(before)
    assert server.counts == {PEOPLE[0]: 1}
