"""Handouts on paper: what reaches a real IPP printer, and what the person at the desk is told."""

import io
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from zeroconf import ServiceInfo, Zeroconf

from handout_builder.delivery.printing import Line, address_of, finding, meet_printer
from handout_builder.delivery.printing.addresses import parse_address
from handout_builder.delivery.printing.messages import read_answer
from handout_builder.errors import DeliveryError

from .conftest import HOME, ClinicFolder, Once, Outcome
from .local_printer import NAME, LocalPrinter, cups_queue, free_port, local_printer, missing

outside = pytest.mark.outside
needs_printer = pytest.mark.skipif(
    bool(missing()), reason=f"{missing()} missing: sudo apt-get install cups-ipp-utils dbus-daemon"
)
SENTENCE = "A sentence that fills the page with plain words, one after the other, to its very end. "
ONE_SIDE = {"sides-supported": "keyword one-sided"}
OUT_OF_PAPER = 'echo "STATE: +media-empty-error" >&2; sleep 0.7; echo "STATE: -media-empty-error" >&2'


@pytest.fixture(scope="module")
def desk(once: Once) -> ClinicFolder:
    """A clinic with a handout of one page, one of two and one of three, in every edition for sheets of paper."""

    def furnish(folder: ClinicFolder) -> None:
        for name, paragraphs in (("one", 1), ("two", 7), ("three", 11)):
            text = "\n\n".join([f"# Handout {name}", "By Jane Roe", *[SENTENCE * 5] * paragraphs])
            folder.write(f"sources/{name}.md", text)
        editions = '["letter", "a4", "greyscale", "booklet"]'
        folder.write("layouts/clinic.toml", f'name = "Test Clinic"\neditions = {editions}\n')

    return once("desk", furnish)


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPrinter]:
    """A printer that can do all that is asked of one."""
    with local_printer(tmp_path_factory.mktemp("printer")) as started:
        yield started


def handout(desk: ClinicFolder, name: str, edition: str = "letter") -> bytes:
    return (desk.path / "handouts" / edition / f"{name}.pdf").read_bytes()


def footers(data: bytes) -> list[int]:
    """The number that stands on each page; 0 on a blank one."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [int(found[1]) if (found := re.search(r"Page (\d+) of", text)) else 0 for text in texts]


@outside
@needs_printer
class TestPrinterThatCanAll:
    def test_the_printer_gets_the_handout_byte_for_byte(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "two", "--printer", printer.address)
        assert done.code == 0, done.err
        paper = printer.papers()[-1]
        assert paper.data == handout(desk, "two")
        asked = {name: paper.attributes.get(name) for name in ("media", "sides", "print-scaling", "copies")}
        assert asked == {
            "media": "na_letter_8.5x11in",
            "sides": "two-sided-long-edge",
            "print-scaling": "none",
            "copies": None,
        }
        assert "print-color-mode" not in paper.attributes
        assert "printed" in done.out
        assert "on both sides" in done.out

    def test_queues_show_neither_a_person_nor_more_than_the_handout(
        self, desk: ClinicFolder, printer: LocalPrinter
    ) -> None:
        desk.call("print", "one", "--printer", printer.address)
        told = printer.papers()[-1].attributes
        assert (told["job-name"], told["job-originating-user-name"]) == ("one", "handouts")

    def test_copies_are_put_together_by_the_printer(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        before = len(printer.papers())
        done = desk.call("print", "three", "--printer", printer.address, "--copies", "20", "--json")
        told = printer.papers()[-1].attributes
        assert told["copies"] == "20"
        assert told["multiple-document-handling"] == "separate-documents-collated-copies"
        assert len(printer.papers()) == before + 1
        receipt = done.receipts()[0]
        assert (receipt["copies"], receipt["pages"], receipt["sheets"]) == (20, 3, 40)
        assert (receipt["status"], receipt["printer"], receipt["address"]) == ("printed", NAME, printer.address)

    def test_one_page_is_printed_on_one_side(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        desk.call("print", "one", "--printer", printer.address)
        assert printer.papers()[-1].attributes["sides"] == "one-sided"

    def test_the_backs_stay_blank_where_that_is_wished(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "two", "--printer", printer.address, "--one-sided", "--json")
        assert printer.papers()[-1].attributes["sides"] == "one-sided"
        assert done.receipts()[0]["sheets"] == 2

    def test_a_booklet_is_turned_over_its_short_edge(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "three", "--printer", printer.address, "--edition", "booklet")
        paper = printer.papers()[-1]
        assert paper.data == handout(desk, "three", "booklet")
        assert paper.attributes["sides"] == "two-sided-short-edge"
        assert "to fold" in done.out

    def test_the_edition_rules_the_paper(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        desk.call("print", "two", "--printer", printer.address, "--edition", "a4")
        paper = printer.papers()[-1]
        assert (paper.data, paper.attributes["media"]) == (handout(desk, "two", "a4"), "iso_a4_210x297mm")

    @pytest.mark.parametrize("option", [("--grey",), ("--edition", "greyscale")])
    def test_grey_is_printed_without_colours(
        self, desk: ClinicFolder, printer: LocalPrinter, option: tuple[str, ...]
    ) -> None:
        desk.call("print", "one", "--printer", printer.address, *option)
        assert printer.papers()[-1].attributes["print-color-mode"] == "monochrome"

    def test_only_the_pages_that_are_named_are_printed(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "three", "--printer", printer.address, "--pages", "1,3", "--json")
        paper = printer.papers()[-1]
        assert footers(paper.data) == [1, 3]
        assert "page-ranges" not in paper.attributes
        assert done.receipts()[0]["sheets"] == 1

    @pytest.mark.parametrize("pages", ["0", "2-9", "x", "3-1", "1,,2", "99999999999-999999999999"])
    def test_pages_that_are_not_there_are_told(self, desk: ClinicFolder, printer: LocalPrinter, pages: str) -> None:
        before = len(printer.papers())
        done = desk.call("print", "three", "--printer", printer.address, "--pages", pages)
        assert done.code == 6
        assert "1-3,5" in done.err
        assert len(printer.papers()) == before

    def test_a_booklet_has_no_pages_to_choose(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "two", "--printer", printer.address, "--edition", "booklet", "--pages", "1")
        assert done.code == 6
        assert "belong together" in done.err

    def test_several_handouts_come_in_their_order(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        before = len(printer.papers())
        done = desk.call("print", "two", "one", "two", "--printer", printer.address)
        names = [paper.attributes["job-name"] for paper in printer.papers()[before:]]
        assert names == ["two", "one"]
        assert done.out.count("printed ") == 2

    def test_a_dry_run_shows_the_job_and_sends_nothing(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        before = len(printer.papers())
        done = desk.call("print", "three", "--printer", printer.address, "--copies", "2", "--dry-run")
        assert done.code == 0
        assert "would print" in done.out
        assert "2 copies, 3 pages each, 4 sheets" in done.out
        assert NAME in done.out
        assert len(printer.papers()) == before

    def test_the_printer_of_the_settings_is_taken(
        self, desk: ClinicFolder, printer: LocalPrinter, tmp_path: Path
    ) -> None:
        own = desk.copy(tmp_path / "own")
        settings = (desk.path / "layouts" / "clinic.toml").read_text("utf-8")
        own.write("layouts/clinic.toml", f'{settings}\n[printer]\nname = "{printer.address}"\n')
        assert own.call("print", "one").code == 0
        assert printer.papers()[-1].data == handout(desk, "one")

    def test_what_is_out_of_date_is_made_first(self, desk: ClinicFolder, printer: LocalPrinter, tmp_path: Path) -> None:
        own = desk.copy(tmp_path / "own")
        own.write("sources/one.md", "# Handout one\n\nBy Jane Roe\n\nA new sentence.\n")
        done = own.run("print", "one", "--printer", printer.address)
        assert done.code == 0, done.err
        assert printer.papers()[-1].data == handout(own, "one") != handout(desk, "one")

    def test_an_unknown_handout_is_guessed_and_nothing_is_sent(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        before = len(printer.papers())
        done = desk.call("print", "one", "thre", "--printer", printer.address)
        assert done.code == 4
        assert "three" in done.err
        assert len(printer.papers()) == before

    def test_its_own_certificate_is_taken_only_by_its_fingerprint(
        self, desk: ClinicFolder, printer: LocalPrinter
    ) -> None:
        safe = printer.address.replace("ipp:", "ipps:")
        before = len(printer.papers())
        done = desk.call("print", "one", "--printer", safe)
        assert done.code == 6
        certificate = ssl.get_server_certificate(("localhost", printer.port))
        fingerprint = sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()
        assert f"--trust-certificate {fingerprint}" in done.err
        done = desk.call("print", "one", "--printer", safe, "--trust-certificate", "0" * 64)
        assert done.code == 6
        assert "another certificate" in done.err
        assert len(printer.papers()) == before
        with_colons = ":".join(re.findall("..", fingerprint.upper()))
        assert desk.call("print", "one", "--printer", safe, "--trust-certificate", with_colons).code == 0
        assert printer.papers()[before].data == handout(desk, "one")

    def test_a_wrong_path_is_told(self, desk: ClinicFolder, printer: LocalPrinter) -> None:
        done = desk.call("print", "one", "--printer", f"ipp://localhost:{printer.port}/no/printer")
        assert done.code == 6
        assert f"ipp://localhost:{printer.port}/no/printer" in done.err


@outside
@needs_printer
class TestPrinterThatPrintsOneSide:
    def test_fronts_come_first_then_the_backs_when_the_stack_is_turned(
        self, desk: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            done = desk.call("print", "three", "--printer", printer.address, "--copies", "2")
            papers = printer.papers()
        assert done.code == 0, done.err
        # The last sheet has a back too: those of the other copy lie under it.
        assert [footers(paper.data) for paper in papers] == [[1, 3], [2, 0]]
        assert {paper.attributes["sides"] for paper in papers} == {"one-sided"}
        assert {paper.attributes["copies"] for paper in papers} == {"2"}
        assert "long edge" in done.err
        assert "press Enter" in done.err
        assert "4 sheets, on both sides, turned by hand" in done.out

    def test_the_backs_come_last_first_for_a_printer_that_takes_them_so(
        self, desk: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("last\n"))
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            desk.call("print", "three", "--printer", printer.address)
            assert [footers(paper.data) for paper in printer.papers()] == [[1, 3], [0, 2]]

    def test_a_booklet_is_turned_along_the_short_edge(
        self, desk: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            done = desk.call("print", "two", "--printer", printer.address, "--edition", "booklet")
            sizes = [len(pypdfium2.PdfDocument(paper.data)) for paper in printer.papers()]
        assert sizes == [1, 1]
        assert "short edge" in done.err
        assert "long edge" not in done.err

    def test_nobody_at_the_keyboard_is_told_of_the_backs(
        self, desk: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            done = desk.call("print", "two", "one", "--printer", printer.address)
            assert len(printer.papers()) == 1
        assert done.code == 6
        assert "--one-sided" in done.err
        assert "Not sent: back sides of two; one." in done.err

    def test_ctrl_c_while_the_stack_is_turned_tells_what_is_left(
        self, desk: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted() -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(readline=interrupted))
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            done = desk.call("print", "two", "one", "--printer", printer.address)
            assert len(printer.papers()) == 1
        assert done.code == 130
        assert "Not sent: back sides of two; one." in done.err

    def test_a_dry_run_says_what_a_person_will_have_to_do(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", changes=ONE_SIDE) as printer:
            done = desk.call("print", "two", "--printer", printer.address, "--dry-run")
        assert "You would be told" in done.err
        assert "turned by hand" in done.out


@outside
@needs_printer
class TestPrinterThatCanLess:
    def test_copies_are_sent_one_by_one_to_a_printer_that_makes_none(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", changes={"copies-supported": "rangeOfInteger 1-1"}) as printer:
            done = desk.call("print", "two", "--printer", printer.address, "--copies", "3", "--json")
            papers = printer.papers()
        assert [paper.data for paper in papers] == [handout(desk, "two")] * 3
        assert not any("copies" in paper.attributes for paper in papers)
        assert "sent 3 times" in done.err
        assert done.receipts()[0]["jobs"] == [1, 2, 3]

    def test_copies_come_in_as_many_jobs_as_it_takes(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", changes={"copies-supported": "rangeOfInteger 1-2"}) as printer:
            desk.call("print", "two", "--printer", printer.address, "--copies", "5")
            assert [paper.attributes.get("copies") for paper in printer.papers()] == ["2", "2", None]

    def test_a_paper_that_it_does_not_know_is_refused_with_the_edition_that_fits(
        self, desk: ClinicFolder, tmp_path: Path
    ) -> None:
        a4 = {"media-supported": "keyword iso_a4_210x297mm", "media-ready": "keyword iso_a4_210x297mm"}
        with local_printer(tmp_path / "printer", changes=a4) as printer:
            done = desk.call("print", "one", "--printer", printer.address)
            assert done.code == 6
            assert "cannot print on Letter" in done.err
            assert "--edition a4" in done.err
            assert printer.papers() == []
            assert desk.call("print", "one", "--printer", printer.address, "--edition", "a4").code == 0

    def test_a_printer_that_tells_no_papers_is_trusted_with_its_own(self, desk: ClinicFolder, tmp_path: Path) -> None:
        untold = {"media-supported": "", "media-ready": ""}
        with local_printer(tmp_path / "printer", changes=untold) as printer:
            assert desk.call("print", "one", "--printer", printer.address).code == 0
            assert "media" not in printer.papers()[0].attributes

    def test_a_paper_that_is_in_no_tray_is_told(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", changes={"media-ready": "keyword iso_a4_210x297mm"}) as printer:
            done = desk.call("print", "one", "--printer", printer.address)
        assert done.code == 0
        assert "no Letter paper is in its trays" in done.err
        assert "--edition a4" in done.err

    def test_colours_that_cannot_be_turned_off_are_told(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", changes={"print-color-mode-supported": "keyword color"}) as printer:
            done = desk.call("print", "one", "--printer", printer.address, "--grey")
            assert "print-color-mode" not in printer.papers()[0].attributes
        assert "--edition greyscale" in done.err

    def test_a_printer_without_pdf_is_refused_with_advice(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(
            tmp_path / "printer", changes={"document-format-supported": "mimeMediaType image/jpeg"}
        ) as printer:
            done = desk.call("print", "one", "--printer", printer.address)
            assert printer.papers() == []
        assert done.code == 6
        assert "does not print PDF files" in done.err

    def test_a_printer_that_speaks_the_older_version_prints(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", options=("-V", "1.1")) as printer:
            assert desk.call("print", "one", "--printer", printer.address).code == 0
            assert printer.papers()[0].data == handout(desk, "one")

    def test_a_printer_that_wants_a_password_is_told(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", options=("-A",)) as printer:
            done = desk.call("print", "one", "--printer", printer.address)
            assert printer.papers() == []
        assert done.code == 6
        assert "password" in done.err


@outside
@needs_printer
class TestPrinterInTrouble:
    @pytest.mark.parametrize(
        ("reason", "said"),
        [
            ("media-empty-error", "out of paper. Put paper in"),
            ("media-jam-error", "paper jam. Open it"),
            ("cover-open,toner-low-warning", "cover open. Close it."),
        ],
    )
    def test_what_stops_it_is_told_while_it_waits(
        self, desk: ClinicFolder, tmp_path: Path, reason: str, said: str
    ) -> None:
        trouble = OUT_OF_PAPER.replace("media-empty-error", reason)
        with local_printer(tmp_path / "printer", trouble) as printer:
            done = desk.call("print", "one", "--printer", printer.address)
        assert done.code == 0, done.err
        assert f"{NAME} " in done.err
        assert said in done.err
        assert done.err.count(said) == 1
        assert "printed " in done.out

    def test_a_job_that_is_not_printed_in_time_stays_and_is_told(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", OUT_OF_PAPER.replace("0.7", "30")) as printer:
            done = desk.call("print", "one", "two", "--printer", printer.address, "--wait", "0.5")
        assert done.code == 6
        assert "do not send it again" in done.err
        assert "out of paper" in done.err.splitlines()[-1]
        assert "Not sent: two." in done.err
        assert "printed" not in done.out

    def test_a_job_that_is_given_up_is_an_error(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", "exit 1") as printer:
            done = desk.call("print", "one", "two", "--printer", printer.address)
        assert done.code == 6
        assert "gave one up (job 1" in done.err
        assert "Not sent: two." in done.err

    def test_a_busy_printer_is_waited_for(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", "sleep 1.2") as printer:
            desk.call("print", "two", "--printer", printer.address, "--wait", "0")
            done = desk.call("print", "one", "--printer", printer.address)
            assert [paper.attributes["job-name"] for paper in printer.papers()] == ["two", "one"]
        assert done.code == 0, done.err
        assert f"{NAME} is busy" in done.err

    def test_a_job_cancelled_at_the_printer_is_an_error(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", "sleep 1") as printer:
            cancelling = threading.Timer(0.5, _cancel, [printer])
            cancelling.start()
            done = desk.call("print", "one", "--printer", printer.address)
            cancelling.join()
        assert done.code == 6
        assert "one was cancelled at" in done.err

    def test_ctrl_c_takes_the_job_back(self, desk: ClinicFolder, tmp_path: Path) -> None:
        with local_printer(tmp_path / "printer", "sleep 1") as printer:
            command = [sys.executable, str(HOME / "make_handouts.py"), "print", "one", "--printer", printer.address]
            running = subprocess.Popen(
                [*command, "--folder", str(desk.path)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                # What is started in the background of a shell is deaf to it.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
            for _ in range(200):
                if printer.papers():
                    break
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=20)
            assert _job_state(printer, 1) == 7
        assert running.returncode == 130
        assert "one was cancelled in the printer (job 1)" in err
        assert out == ""


def _cancel(printer: LocalPrinter) -> None:
    from handout_builder.delivery.printing.conversation import cancel

    cancel(Line(parse_address(printer.address)), 1)


def _job_state(printer: LocalPrinter, number: int) -> object:
    from handout_builder.delivery.printing.conversation import ask_job

    for _ in range(60):
        state = ask_job(Line(parse_address(printer.address)), number, ("job-state",))["job-state"][0]
        if state != 5:
            break
        time.sleep(0.05)
    return state


class _WebPage(BaseHTTPRequestHandler):
    status = 200

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        page = b"<!doctype html><title>A web page</title>"
        self.send_response(self.status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web_server(status: int) -> Iterator[str]:
    handler = type("Page", (_WebPage,), {"status": status})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"ipp://127.0.0.1:{server.server_port}/ipp/print"
        server.shutdown()
        thread.join()


@contextmanager
def silent_server(drip: bytes = b"", greeting: bytes = b"") -> Iterator[str]:
    """Take calls and say nothing but a greeting, or one byte ten times a second."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            server.settimeout(5)
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting)
                for byte in drip:
                    if over.wait(0.1):
                        return
                    try:
                        connection.send(bytes([byte]))
                    except OSError:
                        return
                over.wait(5)

        thread = threading.Thread(target=talk)
        thread.start()
        yield f"ipp://127.0.0.1:{server.getsockname()[1]}/ipp/print"
        over.set()
        thread.join()


def test_nobody_at_the_address_is_told(desk: ClinicFolder) -> None:
    done = desk.call("print", "one", "--printer", f"ipp://127.0.0.1:{free_port()}/ipp/print")
    assert done.code == 6
    assert "No printer answers at ipp://127.0.0.1" in done.err


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "There is no printer at"),
        (200, "There is no printer at"),
        (401, "password"),
        (403, "lets nobody print"),
        (426, "ipps://"),
    ],
)
def test_an_address_that_is_no_printers_is_told(desk: ClinicFolder, status: int, said: str) -> None:
    with web_server(status) as address:
        done = desk.call("print", "one", "--printer", address)
    assert done.code == 6
    assert said in done.err
    assert address in done.err


@pytest.mark.parametrize("drip", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100])
def test_a_printer_that_says_nothing_is_given_up(drip: bytes) -> None:
    with silent_server(drip) as address:
        started = time.monotonic()
        with pytest.raises(DeliveryError, match="stopped answering"):
            meet_printer(Line(parse_address(address), patience=0.3))
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "address", ["ftp://printer/x", "ipp://", "ipp://[::1/ipp", "ipp://printer:99999999/", "lpd://printer.example/queue"]
)
def test_what_is_no_address_is_told(desk: ClinicFolder, address: str) -> None:
    done = desk.call("print", "one", "--printer", address)
    assert done.code == 6
    assert "no address of a printer" in done.err


def test_an_address_may_be_written_short() -> None:
    assert str(address_of("printer.example")) == "ipp://printer.example/ipp/print"
    assert str(address_of("192.0.2.7:8000")) == "ipp://192.0.2.7:8000/ipp/print"
    assert str(address_of("ipps://[2001:db8::7]/ipp/print")) == "ipps://[2001:db8::7]/ipp/print"


def test_an_answer_with_collections_and_unknown_values_is_read() -> None:
    def attribute(tag: int, name: bytes, value: bytes) -> bytes:
        return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value

    collection = attribute(0x34, b"media-col", b"") + attribute(0x4A, b"", b"x") + attribute(0x21, b"", b"\0\0\0\1")
    operations = attribute(0x23, b"operations-supported", b"\0\0\x40\x40") + attribute(0x23, b"", b"\0\0\0\2")
    data = b"\2\0\0\0\0\0\0\1\1" + attribute(0x47, b"attributes-charset", b"utf-8") + b"\5\4" + operations
    data += collection + attribute(0x37, b"", b"") + attribute(0x12, b"printer-geo-location", b"")
    data += attribute(0x36, b"printer-name", b"\0\2en\0\4Desk") + attribute(0x22, b"color-supported", b"\1") + b"\3"
    assert read_answer(data).printers[0] == {
        "operations-supported": (0x4040, 2),
        "media-col": (),
        "printer-geo-location": (),
        "printer-name": ("Desk",),
        "color-supported": (True,),
    }
    for length in range(len(data)):
        with pytest.raises(ValueError, match=r"early|short"):
            read_answer(data[:length])


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zeroconf]:
    """A network of this computer alone: what is announced there is what is found."""
    listen = finding._announced
    monkeypatch.setattr(finding, "_announced", lambda _seconds, _interfaces: listen(1.5, ["127.0.0.1"]))
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{free_port()}")
    network = Zeroconf(interfaces=["127.0.0.1"])
    yield network
    network.close()


def announce(network: Zeroconf, name: str, port: int, kind: str = "_ipp._tcp.local.", note: str = "") -> None:
    told = {"rp": "ipp/print", "ty": "Example Laser", "note": note}
    address = [socket.inet_aton("127.0.0.1")]
    network.register_service(ServiceInfo(kind, f"{name}.{kind}", port, addresses=address, properties=told))


@pytest.mark.usefixtures("loopback")
def test_no_printer_anywhere_is_told_with_what_to_do(desk: ClinicFolder) -> None:
    done = desk.call("printers", "--seconds", "0.5")
    assert done.code == 0
    assert "No printer was found" in done.err
    assert done.out == ""


def test_printers_lists_what_is_announced_even_if_it_does_not_answer(desk: ClinicFolder, loopback: Zeroconf) -> None:
    port = free_port()
    announce(loopback, "Room 7", port)
    announce(loopback, "Room 7", port, "_ipps._tcp.local.")
    done = desk.call("printers", "--json")
    assert [(told["name"], told["address"], told["state"]) for told in map(json.loads, done.out.splitlines())] == [
        ("Room 7", f"ipp://127.0.0.1:{port}/ipp/print", "silent")
    ]


@outside
@needs_printer
def test_printers_are_found_listed_and_printed_on_by_name(
    desk: ClinicFolder, printer: LocalPrinter, loopback: Zeroconf
) -> None:
    announce(loopback, NAME, printer.port, note="Ground floor")
    done = asked_till(NAME, desk, "printers")
    assert f"{NAME}\n  ipp://127.0.0.1:{printer.port}/ipp/print\n" in done.out
    assert "colour; both sides; Letter and A4" in done.out
    assert "Ground floor" in done.out
    assert "ready" in done.out
    assert asked_till("printed", desk, "print", "one", "--printer", NAME.lower()).code == 0
    assert printer.papers()[-1].data == handout(desk, "one")
    done = asked_till(NAME, desk, "print", "one", "--printer", "Fromt Desk")
    assert done.code == 6
    assert f'Did you mean "{NAME}"?' in done.err
    done = asked_till(NAME, desk, "print", "one")
    assert done.code == 4
    assert f'Found were: "{NAME}"' in done.err


def asked_till(words: str, desk: ClinicFolder, *arguments: str) -> Outcome:
    """Call a command that listens to the network: on a busy machine an announcement may be lost, as in any network."""
    for _ in range(3):
        done = desk.call(*arguments)
        if words in done.out + done.err:
            break
    return done


@outside
@needs_printer
@pytest.mark.skipif(
    bool(missing(("cupsd", "lpadmin"))), reason="CUPS missing: sudo apt-get install cups-daemon cups-client"
)
@pytest.mark.usefixtures("loopback")
def test_a_queue_of_cups_is_listed_and_taken_by_its_name(
    desk: ClinicFolder, printer: LocalPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cups_queue(tmp_path / "cups", "Reception", printer.address) as server:
        monkeypatch.setenv("CUPS_SERVER", server)
        listed = desk.call("printers", "--json").receipts()
        done = desk.call("print", "two", "--printer", "reception", "--dry-run", "--json")
    assert [(queue["name"], queue["address"]) for queue in listed] == [
        ("Reception", f"ipp://{server}/printers/Reception")
    ]
    assert done.code == 0, done.err
    receipt = done.receipts()[0]
    assert (receipt["address"], receipt["sides"]) == (f"ipp://{server}/printers/Reception", "two-sided-long-edge")


# A printer whose answers are broken, or meant to deceive.

HOSTILE = b"Desk\x1b]0;x\x07\x1b[31m\xc2\x9b2J\r\nprinted all \xe2\x80\xae!"


def told(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value


def ipp(*groups: bytes, status: int = 0) -> bytes:
    head = b"\2\0" + status.to_bytes(2, "big") + b"\0\0\0\1\1" + told(0x47, b"attributes-charset", b"utf-8")
    return head + b"".join(groups) + b"\3"


def http(body: bytes, status: int = 200, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/ipp\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + body


def self_portrait(name: bytes = b"Desk", reason: bytes = b"none") -> bytes:
    return http(
        ipp(
            b"\4"
            + told(0x41, b"printer-info", name)
            + told(0x49, b"document-format-supported", b"application/pdf")
            + told(0x44, b"printer-state-reasons", reason)
        )
    )


def a_job(state: int, message: bytes = b"") -> bytes:
    about = told(0x21, b"job-id", (7).to_bytes(4, "big")) + told(0x23, b"job-state", state.to_bytes(4, "big"))
    return http(ipp(b"\2" + about + told(0x41, b"job-printer-state-message", message)))


PRINT, LOOK, MEET = 2, 9, 0xB
GARBAGE, CUT_OFF, FAULT = http(b"garbage garbage"), http(ipp(), length=500), http(b"", 500)


@contextmanager
def scripted_printer(changes: dict[int, bytes | list[bytes]]) -> Iterator[tuple[str, list[int]]]:
    """Answer each operation with these bytes, or with one after the other of a list; give address and operations."""
    asked: list[int] = []
    answers = {4: http(ipp()), PRINT: a_job(9), LOOK: a_job(9), MEET: self_portrait()} | changes

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(int.from_bytes(self.rfile.read(int(self.headers["Content-Length"]))[2:4], "big"))
            answer = answers[asked[-1]]
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"ipp://127.0.0.1:{server.server_port}/ipp/print", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("answer", [GARBAGE, CUT_OFF, FAULT, http(b"", 400), b"\x1b[31mnonsense\r\n\r\n"])
def test_a_broken_answer_to_a_job_says_that_it_may_have_been_taken(desk: ClinicFolder, answer: bytes) -> None:
    with scripted_printer({PRINT: answer}) as (address, asked):
        done = desk.call("print", "one", "--printer", address)
    assert done.code == 6
    assert "It may have taken one all the same: look at the printer before you print it again." in done.err
    assert asked.count(PRINT) == 1
    assert "\x1b" not in done.err


@pytest.mark.parametrize("answer", [GARBAGE, CUT_OFF, FAULT, http(ipp(status=0x501))])
def test_a_job_is_looked_at_again_after_a_broken_answer(desk: ClinicFolder, answer: bytes) -> None:
    with scripted_printer({LOOK: [answer, a_job(9)]}) as (address, _):
        assert desk.call("print", "one", "--printer", address).code == 0
    with scripted_printer({LOOK: answer}) as (address, _):
        done = desk.call("print", "one", "--printer", address, "--wait", "0.3")
    assert done.code == 6
    assert "(job 7)" in done.err
    assert "do not send it again" in done.err


def test_a_printer_that_does_not_tell_of_jobs_is_said_to_have_it(desk: ClinicFolder) -> None:
    with scripted_printer({LOOK: http(ipp(status=0x403))}) as (address, _):
        done = desk.call("print", "one", "--printer", address)
    assert done.code == 6
    assert "It has one all the same (job 7)" in done.err


def test_the_older_version_is_agreed_on_before_a_document_is_sent(desk: ClinicFolder) -> None:
    with scripted_printer({MEET: [http(ipp(status=0x503)), self_portrait()]}) as (address, asked):
        assert desk.call("print", "one", "--printer", address).code == 0
    assert asked.count(PRINT) == 1


def test_no_word_of_a_printer_moves_the_terminal(desk: ClinicFolder) -> None:
    refusal = http(ipp(b"\5" + told(0x44, b"co\x1b[31mpies", b"x"), status=0x40B))
    for changes in ({MEET: self_portrait(HOSTILE, HOSTILE)}, {LOOK: a_job(8, HOSTILE)}, {PRINT: refusal}):
        with scripted_printer(dict(changes)) as (address, _):
            done = desk.call("print", "one", "--printer", address)
        shown = (done.out + done.err).replace("\n", "")
        assert shown.isprintable(), shown
        assert not any(line.startswith("printed all") for line in (done.out + done.err).splitlines())


def test_an_answer_without_a_length_that_drips_is_given_up() -> None:
    greeting = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n"
    with silent_server(b"\2" * 40, greeting) as address, pytest.raises(DeliveryError, match="took too long"):
        meet_printer(Line(parse_address(address), patience=0.3))


def test_an_answer_of_endless_groups_is_refused_soon() -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match="does not end"):
        read_answer(b"\2\0\0\0\0\0\0\1" + b"\4" * 1_900_000 + b"\3")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("pages", ["1,5-3", "3-1", "1" * 5000, "1-" + "9" * 5000])
def test_pages_that_make_no_sense_are_refused(desk: ClinicFolder, pages: str) -> None:
    with scripted_printer({}) as (address, asked):
        done = desk.call("print", "three", "--printer", address, "--pages", pages)
    assert done.code == 6
    assert len(done.err) < 400
    assert PRINT not in asked


@pytest.mark.parametrize(
    "options",
    [
        ("print", "one", "--wait", "nan"),
        ("printers", "--seconds", "nan"),
        ("print", "one", "--edition", "letter", "--edition", "a4"),
    ],
)
def test_options_that_make_no_sense_are_refused(desk: ClinicFolder, options: tuple[str, ...]) -> None:
    done = desk.call(*options)
    assert done.code == 2
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("loopback")
def test_a_wrong_name_is_told_before_any_printer_is_looked_for(desk: ClinicFolder) -> None:
    done = desk.call("print", "thre")
    assert done.code == 4
    assert "Did you mean three?" in done.err
    assert "rinter" not in done.err


def test_names_and_paths_of_queues_are_fit_to_be_typed(desk: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_announced", lambda *_: [])
    queue = told(0x42, b"printer-name", b'Q";\x1b[31m$(id)') + told(
        0x45, b"printer-uri-supported", b"ipp://h/$(\x1b[2Jp"
    )
    with scripted_printer({0x4002: http(ipp(b"\4" + queue))}) as (address, _):
        server = address.split("/")[2]
        monkeypatch.setenv("CUPS_SERVER", server)
        done = desk.call("printers")
    assert done.code == 0, done.err
    assert (done.out + done.err).replace("\n", "").isprintable()
    assert f'--printer "ipp://{server}/%24%28' in done.err
