"""Handouts made on a Dask cluster are those made here; whatever is wrong with a cluster is one clear message."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handout_builder.builder.fingerprints import versions
from handout_builder.builder.limits import Limits, Work
from handout_builder.builder.parcels import Packer
from handout_builder.errors import WorkerError

from .conftest import HOME, SEED, ClinicFolder
from .local_cluster import LocalCluster

EDITIONS = 'name = "Test Clinic"\nlogo = "logo.svg"\neditions = ["letter", "greyscale", "epub", "bundle"]\n'


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[LocalCluster]:
    (tmp_path / "cluster").mkdir()
    cluster = LocalCluster(tmp_path / "cluster")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def fill(folder: ClinicFolder, articles: int) -> None:
    folder.write("layouts/clinic.toml", EDITIONS)
    folder.write("layouts/logo.svg", (HOME / "layouts" / "logo.svg").read_bytes())
    for number in range(articles):
        folder.write(f"sources/article-{number}.txt", SEED.read_bytes())


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    clinic: ClinicFolder, cluster: LocalCluster, tmp_path: Path
) -> None:
    fill(clinic, 6)
    here = ClinicFolder(tmp_path / "here")
    shutil.copytree(clinic.path, here.path)
    assert here.run().code == 0
    for worker in range(3):
        cluster.add_worker()
        cluster.wait_for(worker)
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(clinic.path)]
    command += ["--cluster", cluster.address]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and len(clinic.made()) < 3:
        time.sleep(0.05)
    cluster.workers[0].send_signal(signal.SIGKILL)
    assert len(clinic.made()) < 18
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert clinic.made() == here.made()
    assert len(clinic.made()) == 19
    # What all handouts share was sent with the first ones, and once: the logo, and each edition's stylesheet.
    for worker in (1, 2):
        assert 3 <= cluster.said(worker).count("Starting Worker plugin handouts-") <= 6


DEATH = """
import signal, sys
from handout_builder.builder.cluster import open_cluster
from handout_builder.builder.limits import Limits, Work
from handout_builder.errors import WorkerError

with open_cluster(sys.argv[1]) as cluster:
    death = cluster.submit(Work(signal.raise_signal, Limits(300, 2000)), signal.SIGKILL)
    others = [cluster.submit(Work(abs, Limits(300, 2000)), -number) for number in range(10)]
    assert [other.result() for other in others] == list(range(10))
    try:
        death.result()
    except WorkerError as error:
        print(error)
"""


def test_what_kills_its_process_leaves_the_worker_alive(cluster: LocalCluster) -> None:
    cluster.add_worker()
    command = [sys.executable, "-c", DEATH, cluster.address]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.returncode == 0, done.stderr
    assert "was killed by SIGKILL" in done.stdout
    assert cluster.workers[0].poll() is None
    assert cluster.said(0).count("Registered to") == 1


def test_a_worker_of_another_version_is_refused_and_named(
    clinic: ClinicFolder, cluster: LocalCluster, tmp_path: Path
) -> None:
    fill(clinic, 1)
    older = tmp_path / "older" / "jinja2-0.0.1.dist-info" / "METADATA"
    older.parent.mkdir(parents=True)
    older.write_text("Metadata-Version: 2.1\nName: jinja2\nVersion: 0.0.1\n", "utf-8")
    cluster.add_worker()
    cluster.add_worker(tmp_path / "older")
    for worker in (0, 1):
        cluster.wait_for(worker)
    done = clinic.run("--cluster", cluster.address)
    assert done.code == 5
    assert "makes other handouts than this machine: jinja2 0.0.1 instead of" in done.err
    assert clinic.made() == {}


def test_a_worker_that_comes_later_refuses_what_it_would_make_otherwise() -> None:
    from handout_builder.builder.cluster_worker import carry_out

    parcel = Packer().pack(Work(abs, Limits(300, 2000)), (-1,), {})
    with pytest.raises(WorkerError, match=r"a worker of the cluster has jinja2 .* instead of 0\.0\.1"):
        carry_out(parcel, "a build", versions() | {"jinja2": "0.0.1"})


IMPATIENT = """
import sys
from handout_builder.builder import cluster
from handout_builder.commands import main

cluster._PATIENCE = 4
sys.exit(main(sys.argv[1:]))
"""
"""The program, waiting for a cluster no longer than a test has to."""


def run_impatiently(clinic: ClinicFolder, address: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", IMPATIENT, "--folder", str(clinic.path), "--cluster", address]
    return subprocess.run(command, capture_output=True, text=True, cwd=HOME)


def test_a_cluster_without_workers_is_a_clear_message(clinic: ClinicFolder, cluster: LocalCluster) -> None:
    fill(clinic, 1)
    done = run_impatiently(clinic, cluster.address)
    assert done.returncode == 5
    assert "has no workers" in done.stderr
    assert f"dask worker {cluster.address}" in done.stderr


def test_an_address_where_nobody_answers_is_a_clear_message(clinic: ClinicFolder) -> None:
    fill(clinic, 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    done = run_impatiently(clinic, address)
    assert done.returncode == 5
    assert f"--cluster {address}: no Dask scheduler answers there" in done.stderr


def test_an_address_that_is_none_is_wrong_usage(clinic: ClinicFolder) -> None:
    done = clinic.run("--cluster", "the cluster")
    assert done.code == 2
    assert '"the cluster" is no address of a scheduler' in done.err


def test_without_dask_the_message_says_what_to_install(clinic: ClinicFolder) -> None:
    fill(clinic, 1)
    code = (
        "import sys; sys.modules['distributed'] = None; from handout_builder.commands import main;"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "--folder", str(clinic.path), "--cluster", "127.0.0.1:8786"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.returncode == 5
    assert "Dask, which is not installed" in done.stderr
    assert "pip install distributed" in done.stderr


def test_a_build_that_makes_nothing_asks_no_cluster(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.txt", SEED.read_bytes())
    assert paperless.run("--edition", "epub").code == 0
    code = (
        "import sys; from handout_builder.commands import main; code = main(sys.argv[1:]);"
        "print(code, 'distributed' in sys.modules)"
    )
    command = [sys.executable, "-c", code, "--folder", str(paperless.path), "--edition", "epub"]
    command += ["--cluster", "127.0.0.1:1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.stdout == "0 False\n"
