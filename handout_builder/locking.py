"""A file that one process at a time may have: the lock is the system's, and ends with the process that holds it."""

import sys


def takes_lock(place: int) -> bool:
    """Try to take the lock of an open file, by its descriptor; say whether nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(place, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return _takes_no_locks(error)
    return True


def _takes_no_locks(error: OSError) -> bool:
    """Tell whether a disk knows no locks at all, as some network disks: there one goes on as one can."""
    import errno

    return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
