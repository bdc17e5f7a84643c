"""What is to happen unless it is called off happens in time, once, and never afterwards."""

import time
from threading import Event, Thread

from handout_builder.builder.alarms import Alarms


def test_what_is_not_called_off_happens_in_the_order_of_its_time() -> None:
    alarms, done, over = Alarms(), list[str](), Event()

    def last() -> None:
        done.append("last")
        over.set()

    alarms.set(0.3, last)
    off = alarms.set(0.2, lambda: done.append("called off"))
    alarms.set(0.1, lambda: done.append("first"))
    alarms.call_off(off)
    assert over.wait(10)
    assert done == ["first", "last"]
    again = Event()
    alarms.set(0.01, again.set)
    assert again.wait(10)


def test_one_that_is_set_while_the_thread_sleeps_for_a_later_one_is_in_time() -> None:
    alarms, soon = Alarms(), Event()
    alarms.set(3600, lambda: None)
    time.sleep(0.05)
    alarms.set(0.05, soon.set)
    assert soon.wait(10)


def test_what_takes_long_keeps_no_other_waiting() -> None:
    alarms, go_on, done = Alarms(), Event(), Event()
    first = alarms.set(0, lambda: done.set() if go_on.wait(10) else None)
    # What the first one waits for is what the second one does.
    alarms.set(0.05, go_on.set)
    assert done.wait(5)
    alarms.call_off(first)


def test_calling_off_waits_for_what_has_begun_and_nobody_else_does() -> None:
    alarms, begun, go_on, done = Alarms(), Event(), Event(), list[str]()

    def act() -> None:
        begun.set()
        go_on.wait(10)
        done.append("acted")

    number = alarms.set(0, act)
    assert begun.wait(10)
    # Another one can be set and called off while it is at work.
    alarms.call_off(alarms.set(3600, lambda: None))

    def call_off() -> None:
        alarms.call_off(number)
        done.append("called off")

    waiting = Thread(target=call_off)
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    go_on.set()
    waiting.join(10)
    assert done == ["acted", "called off"]
