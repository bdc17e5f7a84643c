"""What a proof says: one check after the other, and what each found."""

from dataclasses import dataclass

from ..model import Finding


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    """A word or two, such as words or headings."""
    passed: str
    """What is so, where nothing was found."""
    findings: tuple[Finding, ...] = ()


def check(name: str, passed: str, code: str, faults: list[str]) -> Check:
    """Make a check whose faults all have one code."""
    return Check(name, passed, tuple(Finding(code, fault) for fault in faults))
