"""A printer on this computer: CUPS's ippeveprinter, with what it can and how it behaves chosen by the test."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

NEEDED = ("ippeveprinter", "dbus-daemon")
NAME = "Front Desk"

ABILITIES = {
    "document-format-supported": "mimeMediaType application/pdf",
    "copies-supported": "rangeOfInteger 1-99",
    "media-supported": "keyword na_letter_8.5x11in,iso_a4_210x297mm",
    "media-ready": "keyword na_letter_8.5x11in,iso_a4_210x297mm",
    "sides-supported": "keyword one-sided,two-sided-long-edge,two-sided-short-edge",
    "color-supported": "boolean true",
    "print-color-mode-supported": "keyword auto,color,monochrome",
    "print-scaling-supported": "keyword auto,fit,none",
    "printer-make-and-model": 'text "Example Laser"',
}


def missing(names: tuple[str, ...] = NEEDED) -> str:
    """Say what is not installed."""
    there = os.environ.get("PATH", "") + ":/usr/sbin"
    return ", ".join(name for name in names if not shutil.which(name, path=there))


@dataclass
class Paper:
    """A job as it reached the printer."""

    data: bytes = field(repr=False)
    attributes: dict[str, str]
    """As ippeveprinter tells its command: IPP_JOB_NAME is job-name."""


@dataclass
class LocalPrinter:
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def papers(self) -> list[Paper]:
        """What was printed, in its order."""
        found = []
        for path in sorted(self.folder.glob("*.env"), key=lambda path: int(path.stem)):
            lines = [line.partition("=") for line in path.read_text("utf-8").splitlines()]
            told = {name[4:].lower().replace("_", "-"): value for name, _, value in lines}
            found.append(Paper(path.with_suffix(".pdf").read_bytes(), told))
        return found


@contextmanager
def local_printer(
    folder: Path, behaviour: str = "", options: tuple[str, ...] = (), changes: Mapping[str, str] | None = None
) -> Iterator[LocalPrinter]:
    """Run a printer that can what ABILITIES say, with these changes; an empty one is left out.

    `behaviour` is what its command does with each job, in sh.
    """
    for name in ("spool", "keys"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    abilities = ABILITIES | dict(changes or {})
    lines = [f"ATTR {value.replace(' ', f' {name} ', 1)}\n" for name, value in abilities.items() if value]
    (folder / "printer.conf").write_text("".join(lines), "utf-8")
    command = folder / "command"
    kept = f'env | grep ^IPP_ >"{folder}/$IPP_JOB_ID.part"\ncp "$1" "{folder}/$IPP_JOB_ID.pdf"\n'
    named = f'mv "{folder}/$IPP_JOB_ID.part" "{folder}/$IPP_JOB_ID.env"\n'
    command.write_text(f"#!/bin/sh\n{kept}{named}{behaviour}\n", "utf-8")
    command.chmod(0o755)
    port = free_port()
    arguments = [_found("ippeveprinter"), "-r", "off", "-n", "localhost", "-p", str(port), "-k"]
    arguments += ["-d", str(folder / "spool"), "-K", str(folder / "keys"), "-a", str(folder / "printer.conf")]
    arguments += ["-c", str(command), *options, NAME]
    with _bus(folder) as bus, (folder / "log").open("wb") as log:
        environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus, "HOME": str(folder)}
        process = subprocess.Popen(arguments, stdout=log, stderr=log, env=environment, start_new_session=True)
        try:
            _wait_for(port, process, folder / "log")
            yield LocalPrinter(port, folder)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _bus(folder: Path) -> Iterator[str]:
    """Run what it wants to announce itself by; nobody listens there."""
    process = subprocess.Popen(
        [
            _found("dbus-daemon"),
            "--session",
            "--nofork",
            "--nopidfile",
            "--print-address",
            f"--address=unix:dir={folder}",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
    finally:
        process.kill()
        process.communicate()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        assert process.poll() is None, log.read_text("utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the printer does not start: " + log.read_text("utf-8"))


def _found(name: str) -> str:
    return shutil.which(name) or f"/usr/sbin/{name}"


@contextmanager
def cups_queue(folder: Path, name: str, address: str) -> Iterator[str]:
    """Run CUPS with one queue for a printer; give the address of the server, for CUPS_SERVER."""
    program = Path(_found("cupsd"))
    server = f"127.0.0.1:{free_port()}"
    for inside in ("etc", "spool/tmp", "cache", "state"):
        (folder / inside).mkdir(parents=True)
    files = {
        "ServerRoot": folder / "etc",
        "ServerBin": program.parents[1] / "lib" / "cups",
        "DataDir": program.parents[1] / "share" / "cups",
        "RequestRoot": folder / "spool",
        "TempDir": folder / "spool" / "tmp",
        "CacheDir": folder / "cache",
        "StateDir": folder / "state",
        **{f"{log}Log": folder / f"{log}.log" for log in ("Access", "Error", "Page")},
        "FatalErrors": "none",
    }
    (folder / "files.conf").write_text("".join(f"{key} {value}\n" for key, value in files.items()), "utf-8")
    anybody = "<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n"
    here = "".join(f"<Location {place}>\nOrder allow,deny\nAllow all\n</Location>\n" for place in ("/", "/admin"))
    (folder / "cupsd.conf").write_text(f"Listen {server}\nBrowsing Off\nDefaultAuthType None\n{here}{anybody}", "utf-8")
    command = [str(program), "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(int(server.split(":")[1]), process, folder / "Error.log")
        queue = [_found("lpadmin"), "-h", server, "-p", name, "-E", "-v", address, "-m", "everywhere"]
        subprocess.run(queue, check=True, capture_output=True, timeout=30)
        yield server
    finally:
        process.terminate()
        process.wait()
