"""What the program is built on has no holes that are known."""

import json
import subprocess
import sys

import pytest

from .conftest import HOME


@pytest.mark.outside
def test_no_dependency_has_a_known_vulnerability() -> None:
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--requirement", str(HOME / "requirements.txt")]
    done = subprocess.run(command, capture_output=True, text=True)
    if not done.stdout.strip():
        pytest.skip(f"no list of vulnerabilities can be reached from here: {done.stderr.strip().splitlines()[-1:]}")
    told = json.loads(done.stdout)["dependencies"]
    known = [one for one in told if "skip_reason" not in one]
    found = {one["name"]: [each["id"] for each in one["vulns"]] for one in known if one["vulns"]}
    assert not found
    if not known:
        pytest.skip(f"no list of vulnerabilities can be reached from here: {told[0]['skip_reason']}")
    assert len(known) == len(told), [one["name"] for one in told if one not in known]
