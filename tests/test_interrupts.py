"""Ctrl-C in the middle of reading stops the reading, and never leaves an article with a part missing."""

import os
import signal

import pytest
from lxml import html

from handout_builder.readers import cleaning

BODY = '<p><a href="https://example.org/sleep">Sleep</a></p>'


def test_an_interrupt_while_a_body_is_cleaned_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    filter_attribute = cleaning._filter_attribute

    def interrupted(*about: str) -> str | None:
        os.kill(os.getpid(), signal.SIGINT)
        asked.append(about)
        return filter_attribute(*about)

    monkeypatch.setattr(cleaning, "_filter_attribute", interrupted)
    # Where the tests run in the background, a shell has made them deaf to it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        cleaning.clean(html.fragment_fromstring(BODY, "div"), (), "sleep.md")
    assert asked
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler
