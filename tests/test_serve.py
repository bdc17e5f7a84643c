"""`serve`: a real server on this machine, asked as readers, browsers and burglars ask."""

import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
import segno

from handout_builder.delivery import server as room
from handout_builder.delivery.server import listen, listen_from, patience

from .conftest import CHROMIUM, HOME, ClinicFolder
from .serving import Running, running

EPUB = Random(1).randbytes(300_000)  # noqa: S311 - bytes to compare
PDF = b"%PDF-1.7 " + Random(2).randbytes(200_000)  # noqa: S311
PAGE = "<!DOCTYPE html><title>Handouts</title>" + "<p>Schlaf, כל, 眠り</p>" * 200


def furnish(root: Path) -> None:
    for name, data in {
        "index.html": PAGE.encode(),
        "report.html": b"<title>Report</title>",
        "README.md": b"# Handouts",
        "a4/sleep.pdf": PDF,
        "epub/sleep.epub": EPUB,
        "kobo/sleep.kepub.epub": EPUB,
        "opds/index.xml": b"<feed/>" * 100,
        "opds/all.xml": b"<feed/>" * 100,
        "opds/topics.2.xml": b"<feed/>",
        "opds/index.json": b"{}",
        "opds/publication.article.sleep.json": b"{}",
        "search.json": b"[]",
        "clinic-handouts.epub": EPUB,
        "empty.txt": b"",
        ".ledger.sqlite3": b"secret",
        ".made": b"secret",
        ".lock": b"",
        ".binder/sleep.pdf": b"secret",
        ".untouched": b"secret",
        "a4/.sleep.pdf.12.part": b"secret",
        "a4/.hidden.pdf": b"secret",
        "stray.docx": b"secret",
        "no suffix": b"secret",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("clinic") / "handouts"
    furnish(root)
    (root.parent / "secret.pdf").write_bytes(b"secret")
    for name, leads_to in {
        "out.pdf": "../secret.pdf",
        "out": "..",
        "loop.pdf": "loop.pdf",
        "in.pdf": "a4/sleep.pdf",
    }.items():
        (root / name).symlink_to(leads_to)
    (root / "folder.pdf").mkdir()
    os.mkfifo(root / "pipe.pdf")
    with running(root) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/report.html", "text/html; charset=utf-8"),
        ("/a4/sleep.pdf", "application/pdf"),
        ("/epub/sleep.epub", "application/epub+zip"),
        ("/kobo/sleep.kepub.epub", "application/epub+zip"),
        ("/opds/", "application/atom+xml;profile=opds-catalog;kind=navigation"),
        ("/opds/index.xml", "application/atom+xml;profile=opds-catalog;kind=navigation"),
        ("/opds/all.xml", "application/atom+xml;profile=opds-catalog;kind=acquisition"),
        ("/opds/topics.2.xml", "application/atom+xml;profile=opds-catalog;kind=navigation"),
        ("/opds/index.json", "application/opds+json"),
        ("/opds/publication.article.sleep.json", "application/opds-publication+json"),
        ("/search.json", "application/json"),
        ("/a4/sleep.pdf?from=page", "application/pdf"),
        ("/a4/%73leep.pdf", "application/pdf"),
    ],
)
def test_each_file_is_served_byte_for_byte_with_its_media_type(at_home: Running, path: str, media_type: str) -> None:
    reply = at_home.get(path)
    name = path.split("?")[0].replace("%73", "s").lstrip("/")
    name += {"": "index.html", "opds/": "index.xml"}.get(name, "")
    assert (reply.status, reply.headers["content-type"]) == (200, media_type)
    assert reply.body == (at_home.root / name).read_bytes()
    assert reply.headers["content-length"] == str(len(reply.body))
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert ("content-security-policy" in reply.headers) == media_type.startswith("text/html")
    assert "server" not in reply.headers


@pytest.mark.parametrize(
    "target",
    [
        b"/../secret.pdf",
        b"/a4/../../secret.pdf",
        b"/%2e%2e/secret.pdf",
        b"/a4/..%2f..%2fsecret.pdf",
        b"/%2e%2e%2fsecret.pdf",
        b"/..%5csecret.pdf",
        b"/..\\secret.pdf",
        b"/a4\\sleep.pdf",
        b"//secret.pdf",
        b"/%2fsecret.pdf",
        b"/./index.html",
        b"/a4//sleep.pdf",
        b"/a4/sleep.pdf%00",
        b"/a4/sleep.pdf%00.html",
        b"/a4/sleep.pdf/",
        b"/a4/sleep.pdf%0a",
        b"/a4/sleep.pdf::$DATA",
        b"/C:/secret.pdf",
        b"/C:secret.pdf",
        b"/%ff%fe.pdf",
        b"/%c0%ae%c0%ae/secret.pdf",
        b"/.ledger.sqlite3",
        b"/.made",
        b"/.lock",
        b"/.untouched",
        b"/.binder/sleep.pdf",
        b"/%2ebinder/sleep.pdf",
        b"/a4/.hidden.pdf",
        b"/a4/.sleep.pdf.12.part",
        b"/stray.docx",
        b"/no%20suffix",
        b"/README.md",
        b"/a4",
        b"/a4/",
        b"/nothing.pdf",
        b"/out.pdf",
        b"/out/secret.pdf",
        b"/loop.pdf",
        b"/in.pdf",
        b"/pipe.pdf",
        b"/folder.pdf",
        b"http://127.0.0.1/../secret.pdf",
        b"/" + b"a" * 5000 + b".pdf",
    ],
)
def test_no_path_leads_out_of_the_folder_or_to_what_is_hidden(at_home: Running, target: bytes) -> None:
    assert at_home.status_of(target) in (400, 404)
    assert at_home.status_of(b"/a4/sleep.pdf") == 200


def test_an_absolute_path_leads_nowhere(at_home: Running) -> None:
    outside = str(at_home.root.parent / "secret.pdf").encode()
    assert at_home.status_of(outside) == at_home.status_of(b"/" + outside) == 404


def test_a_folder_with_an_index_is_led_to_and_one_without_lists_nothing(at_home: Running) -> None:
    reply = at_home.get("/opds")
    assert (reply.status, reply.headers["location"]) == (308, "/opds/")
    assert b"sleep" not in at_home.get("/a4/").body


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=1000-", 1000, len(EPUB)),
        ("bytes=-10", len(EPUB) - 10, len(EPUB)),
        ("bytes=299999-400000", 299_999, len(EPUB)),
        (f"bytes=-{len(EPUB) * 2}", 0, len(EPUB)),
    ],
)
def test_a_part_of_a_file_can_be_had(at_home: Running, asked: str, start: int, end: int) -> None:
    reply = at_home.get("/epub/sleep.epub", range=asked)
    assert reply.status == 206
    assert reply.body == EPUB[start:end]
    assert reply.headers["content-range"] == f"bytes {start}-{end - 1}/{len(EPUB)}"
    assert reply.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=300000-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_with_the_size(at_home: Running, asked: str) -> None:
    reply = at_home.get("/epub/sleep.epub", range=asked)
    assert (reply.status, reply.body) == (416, b"")
    assert reply.headers["content-range"] == f"bytes */{len(EPUB)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "pages=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,5-9", "bytes=" + "9" * 40 + "-"]
)
def test_a_range_that_is_none_gives_the_whole_file(at_home: Running, asked: str) -> None:
    assert at_home.get("/epub/sleep.epub", range=asked).body == EPUB


def test_a_part_is_only_given_of_the_file_that_the_reader_began(at_home: Running) -> None:
    tag = at_home.get("/epub/sleep.epub").headers["etag"]
    ask = {"range": "bytes=10-19"}
    assert at_home.get("/epub/sleep.epub", **ask, if_range=tag).body == EPUB[10:20]
    assert at_home.get("/epub/sleep.epub", **ask, if_range=f"W/{tag}").body == EPUB
    assert at_home.get("/epub/sleep.epub", **ask, if_range='"another"').body == EPUB


def test_a_file_is_not_sent_again_to_who_has_it(at_home: Running) -> None:
    first = at_home.get("/index.html")
    tag, date = first.headers["etag"], first.headers["last-modified"]
    packed = at_home.get("/index.html", accept_encoding="gzip").headers["etag"]
    assert packed != tag
    for asked in (
        {"if_none_match": tag},
        {"if_none_match": f'"x", W/{packed}'},
        {"if_none_match": "*"},
        {"if_modified_since": date},
    ):
        reply = at_home.get("/index.html", **asked)
        assert (reply.status, reply.body) == (304, b"")
        assert "content-type" not in reply.headers
    assert at_home.get("/index.html", if_none_match='"x"', if_modified_since=date).status == 200
    assert at_home.get("/index.html", if_modified_since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert at_home.get("/index.html", if_modified_since="yesterday").status == 200


def test_text_is_compressed_for_who_takes_it_and_nothing_else_is(at_home: Running) -> None:
    for path in ("/", "/opds/index.xml", "/opds/index.json", "/search.json"):
        plain, packed = at_home.get(path), at_home.get(path, accept_encoding="br, gzip;q=0.8")
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert "content-encoding" not in at_home.get(path, accept_encoding="gzip;q=0, br").headers
        assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert len(at_home.get("/", accept_encoding="gzip").body) < len(PAGE) / 10
    for path in ("/epub/sleep.epub", "/a4/sleep.pdf"):
        assert "content-encoding" not in at_home.get(path, accept_encoding="gzip").headers


def test_compression_and_parts_never_come_together(at_home: Running) -> None:
    reply = at_home.get("/", accept_encoding="gzip", range="bytes=0-9")
    assert (reply.status, reply.body) == (206, PAGE.encode()[:10])
    assert "content-encoding" not in reply.headers


def test_head_tells_what_get_would(at_home: Running) -> None:
    for path in ("/", "/epub/sleep.epub", "/a4/sleep.pdf", "/empty.txt"):
        for encoding in ("identity", "gzip"):
            head, full = (at_home.get(path, method, accept_encoding=encoding) for method in ("HEAD", "GET"))
            head.headers.pop("date"), full.headers.pop("date")
            assert (head.status, head.body, head.headers) == (200, b"", full.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_handouts_can_only_be_fetched(at_home: Running, method: str) -> None:
    reply = at_home.get("/a4/sleep.pdf", method)
    assert reply.status == 405
    assert sorted(reply.headers["allow"].split(", ")) == ["GET", "HEAD"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", ""]
)
def test_a_page_that_has_its_name_lead_here_is_turned_away_with_the_address(at_home: Running, host: str) -> None:
    reply = at_home.get("/a4/sleep.pdf", host=host)
    assert reply.status == 400
    assert f"http://127.0.0.1:{at_home.port}/" in reply.body.decode()
    assert "--lan" in reply.body.decode()
    assert host not in reply.body.decode() or not host


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "[::1]"])
def test_this_machine_may_be_called_by_each_of_its_names(at_home: Running, host: str) -> None:
    for called in (host, f"{host}:{at_home.port}"):
        assert at_home.get("/a4/sleep.pdf", host=called).body == PDF


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        ("http://localhost/a4/sleep.pdf", "localhost", 200),
        ("HTTP://127.0.0.1:8000/a4/sl%65ep.pdf?x=1", "evil.example", 200),
        ("http://localhost", "localhost", 200),
        ("http://evil.example/a4/sleep.pdf", "localhost", 400),
        ("http://localhost@evil.example/a4/sleep.pdf", "localhost", 400),
        ("http://localhost/../secret.pdf", "localhost", 404),
        ("http://localhost//etc/passwd", "localhost", 404),
    ],
)
def test_a_target_in_its_absolute_form_is_understood(at_home: Running, target: str, host: str, status: int) -> None:
    reply = at_home.raw(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert int(reply.split(b" ")[1]) == status
    assert reply.endswith(PDF if status == 200 and "pdf" in target else b"</html>\n" if status != 200 else b"")


def test_on_a_network_any_name_will_do_but_the_report_stays_at_home(at_home: Running) -> None:
    with running(at_home.root, is_open=True) as server:
        assert server.get("/a4/sleep.pdf", host="desk.local:8000").body == PDF
        for path in ("/report.html", "/REPORT.html", "/%72eport.html"):
            assert server.get(path).status == 404
    assert at_home.get("/report.html").status == 200


def test_without_a_page_the_front_door_says_so_and_tells_no_path(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    with running(tmp_path / "handouts") as server:
        reply = server.get("/")
    assert reply.status == 404
    assert b"There is no download page yet" in reply.body
    assert str(tmp_path).encode() not in reply.body


def test_what_is_asked_is_told_but_not_who_asked(at_home: Running) -> None:
    at_home.get("/a4/sleep.pdf?name=Jane")
    at_home.status_of(b"/%1b%5b2J")
    assert at_home.said[-2:] == ["GET /a4/sleep.pdf 200", "GET /%1b%5b2J 404"]


def test_a_file_that_is_made_anew_meanwhile_is_never_torn(tmp_path: Path) -> None:
    root, name = tmp_path / "handouts", "epub/book.epub"
    furnish(root)
    versions = [bytes([number]) * (500_000 + number * 40_000) for number in range(8)]
    (root / name).write_bytes(versions[0])
    is_done = threading.Event()

    def rebuild() -> None:
        number = 0
        while not is_done.is_set():
            number = (number + 1) % len(versions)
            part = root / "epub" / ".book.epub.1.part"
            part.write_bytes(versions[number])
            part.replace(root / name)

    with running(root) as server:
        builder = threading.Thread(target=rebuild, daemon=True)
        builder.start()
        got = [server.get(f"/{name}") for _ in range(60)]
        is_done.set()
        builder.join()
    assert all(reply.body in versions for reply in got)
    assert len({reply.headers["etag"] for reply in got}) > 1


@pytest.mark.parametrize("begun", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_who_never_ends_asking_is_hung_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(patience, "ASKING", 0.3)
    furnish(tmp_path / "handouts")
    with running(tmp_path / "handouts") as server:
        started = time.monotonic()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as talk:
            talk.sendall(begun)
            with pytest.raises(ConnectionError):
                # A word now and then must not win more time.
                while time.monotonic() < started + 5:
                    time.sleep(0.05)
                    talk.sendall(b"a" if begun else b"")
                    talk.setblocking(False)
                    try:
                        if not talk.recv(1):
                            raise ConnectionResetError
                    except BlockingIOError:
                        pass
                    talk.setblocking(True)
        assert time.monotonic() - started < 5
        assert server.get("/a4/sleep.pdf").body == PDF


@pytest.mark.parametrize("stray", [b"", b"G"])
def test_who_takes_nothing_is_hung_up_on_and_who_is_slow_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stray: bytes
) -> None:
    monkeypatch.setattr(patience, "TAKING", 1.5)
    root = tmp_path / "handouts"
    furnish(root)
    large = b"x" * 30_000_000
    (root / "large.pdf").write_bytes(large)
    request = b"GET /large.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with running(root) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as talk:
            talk.sendall(request)
            assert talk.recv(8) == b"HTTP/1.1"
            assert not server.is_lonely(0.3)
            # A word meanwhile must not win more time.
            talk.sendall(stray)
            assert server.is_lonely(5)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as talk:
            talk.sendall(request)
            got = bytearray()
            while piece := talk.recv(1_500_000):
                got += piece
                time.sleep(0.03)
        assert bytes(got).endswith(b"\r\n\r\n" + large)


def test_a_crowd_is_asked_to_come_again_and_served_when_there_is_room(tmp_path: Path) -> None:
    furnish(tmp_path / "handouts")
    with running(tmp_path / "handouts") as server:
        crowd = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
        assert server.get("/a4/sleep.pdf").status == 503
        for talk in crowd:
            talk.close()
        assert server.is_lonely(5)
        assert server.get("/a4/sleep.pdf").status == 200


def test_more_than_a_crowd_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MANY", 5)
    furnish(tmp_path / "handouts")
    with running(tmp_path / "handouts") as server:
        crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(8)]
        for talk in crowd[5:]:
            assert talk.recv(1) == b""
        crowd[0].sendall(b"GET /a4/sleep.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert crowd[0].recv(15) == b"HTTP/1.1 200 OK"
        for talk in crowd:
            talk.close()


def test_one_device_cannot_take_every_place(tmp_path: Path) -> None:
    furnish(tmp_path / "handouts")
    with running(tmp_path / "handouts") as server:

        def call(source: str) -> socket.socket:
            return socket.create_connection(("127.0.0.1", server.port), 10, (source, 0))

        crowd = [call("127.0.0.2") for _ in range(40)]
        for talk in crowd[32:]:
            assert talk.recv(1) == b""
        for other in (crowd[31], call("127.0.0.3")):
            other.sendall(b"GET /a4/sleep.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert other.recv(15) == b"HTTP/1.1 200 OK"
            other.close()
        for talk in crowd:
            talk.close()


def test_many_readers_at_once_get_their_books_whole(at_home: Running) -> None:
    got: list[bytes] = []
    readers = [threading.Thread(target=lambda: got.append(at_home.get("/epub/sleep.epub").body)) for _ in range(30)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert got == [EPUB] * 30


# The download page itself.


def test_the_pages_run_no_script_but_those_that_the_policy_knows(shelved: ClinicFolder) -> None:
    found = 0
    with running(shelved.path / "handouts") as server:
        for page in (shelved.path / "handouts").rglob("*.html"):
            reply = server.get("/" + page.relative_to(shelved.path / "handouts").as_posix())
            allowed = reply.headers["content-security-policy"]
            for script in re.findall(rb"<script>(.*?)</script>", reply.body, re.DOTALL):
                assert f"'sha256-{b64encode(sha256(script).digest()).decode()}'" in allowed
                found += 1
            assert not re.search(rb"<[^>]*\son[a-z]+=", reply.body)
    assert found


@pytest.mark.outside
@pytest.mark.skipif(not CHROMIUM, reason="a real browser is needed: sudo apt-get install chromium")
def test_a_real_browser_runs_the_download_page_under_its_policy(shelved: ClinicFolder, tmp_path: Path) -> None:
    with running(shelved.path / "handouts") as server:
        command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
        command += ["--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom"]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{server.port}/"], capture_output=True, text=True, timeout=60
        )
        assert re.search(r'<html[^>]* class="js"', done.stdout)
        assert "Content Security Policy" not in done.stderr
        assert {line.split()[1] for line in server.said} >= {"/", "/site/style.css", "/covers/sleep.png"}


# The command.


@contextmanager
def called(
    folder: Path, *arguments: str, encoding: str = "utf-8"
) -> Iterator[tuple[subprocess.Popen[bytes], list[str]]]:
    """Call `serve` in a process of its own, until it has told where it listens."""
    command = [sys.executable, str(HOME / "make_handouts.py"), "serve", "--folder", str(folder), *arguments]
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        # What is started in the background of a shell is deaf to it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            told: list[str] = []
            assert process.stderr
            for line in process.stderr:
                told.append(line.decode(encoding).rstrip("\n"))
                if "Ctrl-C" in told[-1]:
                    break
            yield process, told
        finally:
            process.kill()


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    return process.returncode, out.decode("utf-8"), err.decode("utf-8")


def test_serve_tells_its_address_serves_and_ends_with_ctrl_c(clinic: ClinicFolder) -> None:
    furnish(clinic.path / "handouts")
    port = free_port()
    with called(clinic.path, "--port", str(port), "-v") as (process, told):
        here = Running(port, clinic.path / "handouts", None, [])  # type: ignore[arg-type]
        assert here.get("/epub/sleep.epub").body == EPUB
        code, out, err = ended(process)
    assert code == 130
    assert out.splitlines() == [
        f"Download page: http://127.0.0.1:{port}/",
        f"Feed for e-readers (OPDS): http://127.0.0.1:{port}/opds/",
    ]
    assert told == [
        "Only this machine can read them; --lan opens them to the phones and e-readers on this network.",
        "Ctrl-C ends it.",
    ]
    assert err.splitlines() == ["GET /epub/sleep.epub 200", "Stopped. Nothing is served any more."]


def test_a_download_that_goes_on_does_not_keep_the_server_from_ending(clinic: ClinicFolder) -> None:
    furnish(clinic.path / "handouts")
    (clinic.path / "handouts" / "large.pdf").write_bytes(b"x" * 30_000_000)
    port = free_port()
    with (
        called(clinic.path, "--port", str(port)) as (process, _),
        socket.create_connection(("127.0.0.1", port)) as talk,
    ):
        talk.sendall(b"GET /large.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        talk.recv(10)
        started = time.monotonic()
        code, _, err = ended(process)
    assert (code, err) == (130, "Stopped. Nothing is served any more.\n")
    assert time.monotonic() - started < 6


def free_port() -> int:
    with listen(0, is_open=False) as free:
        return int(free.getsockname()[1])


def test_a_port_that_is_taken_is_said_with_one_that_is_free(clinic: ClinicFolder) -> None:
    furnish(clinic.path / "handouts")
    with listen(0, is_open=False) as taken:
        port = taken.getsockname()[1]
        done = clinic.run("serve", "--port", str(port))
        with listen_from(port, is_open=False) as other:
            assert other.getsockname()[1] != port
    assert done.code == 2
    assert f"port {port} cannot be had" in done.err
    assert "Try --port" in done.err


def test_without_handouts_there_is_nothing_to_serve(clinic: ClinicFolder) -> None:
    done = clinic.run("serve")
    assert done.code == 4
    assert "nothing to serve. Build first." in done.err


@pytest.fixture
def on_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command tell what it would on a network, without listening to any."""

    def listen_at_home(_port: int, *, is_open: bool) -> socket.socket:
        assert is_open
        return listen(0, is_open=False)

    from handout_builder.commands import serve

    monkeypatch.setattr(serve, "listen_from", listen_at_home)
    monkeypatch.setattr(serve, "own_addresses", lambda: ["192.0.2.7", "198.51.100.7"])
    monkeypatch.setattr(serve, "serve", lambda _served, port: port.close())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.usefixtures("on_network")
def test_on_a_network_it_says_what_is_exposed_and_draws_the_addresses(
    clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    from handout_builder.commands import serve

    monkeypatch.setattr(serve, "_can_draw", lambda: encoding == "utf-8")
    furnish(clinic.path / "handouts")
    done = clinic.call("serve", "--lan")
    assert (
        f"Everybody on this network can now read every PDF, ePub, picture, page and feed in {clinic.path / 'handouts'}"
        in done.err
    )
    assert "without a password" in done.err
    lines = done.out.splitlines()
    named = [line for line in lines if "http://" in line]
    assert [line.split("http://")[1].partition(":")[0] for line in named] == ["192.0.2.7", "192.0.2.7", "198.51.100.7"]
    for line in named[:2]:
        address = line[line.index("http://") :]
        drawn = lines[lines.index(line) + 1 :]
        assert scanned(drawn, encoding) == [
            list(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)
        ]
    if encoding == "ascii":
        assert done.out.isascii()


def scanned(drawn: list[str], encoding: str) -> list[list[bool]]:
    """Read the modules of a QR code from a terminal, dark ones as True: light is painted, dark is left."""
    signs = " ▀▄█" if encoding == "utf-8" else " #"
    rows = []
    for line in drawn:
        if not line or set(line) - set(signs):
            break
        if encoding == "ascii":
            rows.append([line[place] == " " for place in range(0, len(line), 2)])
        else:
            rows += [[sign in " ▄" for sign in line], [sign in " ▀" for sign in line]]
    return rows[: len(rows[0])]


@pytest.mark.usefixtures("on_network")
def test_without_a_network_it_says_what_to_do(clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    from handout_builder.commands import serve

    clinic.write("handouts/letter/sleep.pdf", b"%PDF-1.7")
    shutil.rmtree(clinic.path / "sources")
    monkeypatch.setattr(serve, "own_addresses", list)
    done = clinic.call("serve", "--lan")
    assert "This machine has no address on a network." in done.err
    assert done.out == ""


def test_by_default_only_this_machine_is_listened_to() -> None:
    with listen(0, is_open=False) as at_home:
        assert at_home.getsockname()[0] == "127.0.0.1"
    assert all(not address.startswith("127.") for address in room.own_addresses())


def test_a_download_page_is_written_where_there_is_none(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nRest well tonight.\n")
    port = free_port()
    with called(paperless.path, "--port", str(port)) as (process, told):
        here = Running(port, paperless.path / "handouts", None, [])  # type: ignore[arg-type]
        assert b"Rest well tonight." in here.get("/articles/sleep.html").body
        _, out, _ = ended(process)
    assert "There is no download page yet, so it is written first." in told
    assert f"Download page: http://127.0.0.1:{port}/" in out
