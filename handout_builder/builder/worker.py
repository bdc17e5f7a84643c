"""A worker process, from within: calls come in by standard input, what came of them goes out by standard output.

It ends when it is told so, or when whoever started it is gone, however that ended.
"""

import atexit
import gc
import json
import os
import pickle
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from struct import Struct
from threading import Thread
from typing import IO

from ..errors import HandoutError, WorkerError
from ..readers import TOO_DEEP
from .copies import Seat, let_go, take_seat, wait_for_copies
from .parcels import unpack
from .proving import load

_LENGTH = Struct(">Q")

_COLLECT_EVERY = 20_000
"""Objects made before those that hold each other are looked for: a page makes many, and few of them live on."""

_TRIES = 1000
"""Times that the temporary folder is emptied, while the call in progress may still write into it."""


def write_frame(file: IO[bytes], data: bytes) -> None:
    """Write some bytes so that `read_frame` knows where they end."""
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def read_frame(file: IO[bytes]) -> bytes:
    """Read what `write_frame` wrote. Raises EOFError where the other end is gone."""
    (length,) = _LENGTH.unpack(_read(file, _LENGTH.size))
    return _read(file, length)


def _read(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return data


def serve(folder: Path, kinds: str = "[]", seats: str = "[]") -> None:
    """Do what comes in until an empty frame comes; the folder is for this worker alone and goes with it.

    Where there are seats for copies of this process, it first loads what they need. Both lists are JSON.
    """
    folder = _own_folder(folder, json.loads(kinds), [Seat(**seat) for seat in json.loads(seats)])
    outcomes = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the frames.
    os.dup2(2, 1)
    frames: SimpleQueue[bytes] = SimpleQueue()
    listener = Thread(target=_listen, args=(sys.stdin.buffer, frames, folder), daemon=True)
    listener.start()
    parts: dict[str, str | bytes] = {}
    gc.set_threshold(_COLLECT_EVERY)
    gc.enable()
    while frame := frames.get():
        megabytes, new_parts, call = pickle.loads(frame)  # noqa: S301 - from the process that started this one
        parts |= new_parts
        try:
            write_frame(outcomes, _outcome(megabytes, parts, call))
        except BrokenPipeError:
            # Nobody is there any more: the listener hears of it too, and ends this process.
            listener.join()
    wait_for_copies()
    # Python would take a tenth of a second to take apart, piece by piece, what goes with the process anyway.
    atexit._run_exitfuncs()
    os._exit(0)


def _own_folder(folder: Path, kinds: list[str], seats: list[Seat]) -> Path:
    """Make the copies; give this process's folder, which in a copy is that of its seat."""
    with suppress(Exception):
        # What cannot be loaded is for the call that needs it to say.
        # Copies have the words from this process; a single one may have nothing to check.
        load(kinds, with_words=bool(kinds and seats))
    gc.freeze()
    for place, seat in enumerate(seats):
        if take_seat(seat):
            let_go(seats[place + 1 :])
            return Path(seat.folder)
    return folder


def _listen(file: IO[bytes], frames: SimpleQueue[bytes], folder: Path) -> None:
    """Pass on what comes in; at its end nobody waits for an outcome, so a call in progress is dropped too."""
    frame = b" "
    try:
        while frame:
            frame = read_frame(file)
            frames.put(frame)
    except (EOFError, MemoryError):
        # Without anybody who listens, a worker would wait for ever.
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
        os._exit(1)


def _outcome(megabytes: int, parts: dict[str, str | bytes], call: bytes) -> bytes:
    """Do one call; give, pickled, its result or what went wrong."""
    try:
        _limit_memory(megabytes)
        function, args, kwargs = unpack(call, parts)
        return pickle.dumps((function(*args, **kwargs), None), pickle.HIGHEST_PROTOCOL)
    except HandoutError as error:
        return pickle.dumps((None, error))
    # What is written in C and finds no memory does not always say so.
    except (MemoryError, SystemError):
        return pickle.dumps((None, WorkerError(too_much_memory(megabytes))))
    except RecursionError:
        return pickle.dumps((None, WorkerError(TOO_DEEP)))
    except Exception as error:  # noqa: BLE001 - one call must not end the worker
        # Its class may be one that the other process does not have.
        return pickle.dumps((None, WorkerError(f"could not be made ({type(error).__name__}: {error}).")))
    finally:
        # What listens for the next call needs memory too.
        _limit_memory(None)


def too_much_memory(megabytes: int) -> str:
    """Say that a task needed more memory than it may have, and what to do."""
    return (
        f"needs more than {megabytes} MB of memory. Make its tables shorter or its pictures smaller, "
        "or raise memory_limit in layouts/clinic.toml."
    )


def _limit_memory(megabytes: int | None) -> None:
    """Let this process take so much more than it has already: what an earlier call left is not this one's fault.

    With None it may take what the system gives.
    """
    if sys.platform != "linux":
        # Elsewhere the system takes the limit and does not hold it.
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most
    if megabytes is not None:
        # Pages of data and stack: proc(5).
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
        wanted = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
