"""The state folder: where everything that is not source lives, its stamps and locks."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from . import say

CLONE = Path(__file__).resolve().parent.parent
CLONE_ID = hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]
SOCKET_LIMIT = 107  # bytes, of the kernel's sockaddr_un
NEEDED_COLD, NEEDED_WARM = 3_000_000_000, 300_000_000
_held = {}


@cache
def folder():
    """The state folder, made on first use."""
    default = "/var/lib/complaint-dev"
    if os.geteuid() != 0:
        default = Path.home() / ".local/state/complaint-dev"
    path = Path(os.environ.get("COMPLAINT_DEV_STATE") or default).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / "log").mkdir(exist_ok=True)
        (path / "run" / CLONE_ID).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise say.Stop(
            f"the state folder {path} cannot be made: {error.strerror}.",
            "Name another one in COMPLAINT_DEV_STATE.",
        ) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise say.Stop(
            f"the state folder {path} belongs to somebody else.",
            "Name another one in COMPLAINT_DEV_STATE.",
        )
    return path


def log(name):
    """The log file of that name."""
    return folder() / "log" / f"{name}.log"


def own():
    """The folder of this clone: its server, its test runs."""
    return folder() / "run" / CLONE_ID


def socket_folder():
    """A folder for PostgreSQL's socket whose name the kernel accepts."""
    path = folder() / "pg"
    if len(os.fsencode(str(path / ".s.PGSQL.5432.lock"))) <= SOCKET_LIMIT:
        return path
    name = hashlib.sha256(str(folder()).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"complaint-{os.geteuid()}-{name}"


def check_space(cold):
    """Refuse to begin what the disk cannot hold."""
    needed = NEEDED_COLD if cold else NEEDED_WARM
    free = shutil.disk_usage(folder()).free
    if free < needed:
        raise say.Stop(
            f"{free / 1e9:.1f} GB are free under {folder()}, needed are"
            f" {needed / 1e9:.1f} GB.",
            "Free some, or name a folder on another disk in COMPLAINT_DEV_STATE.",
        )


@contextmanager
def lock(name="prepare", shared=False):
    """Hold the lock `name`; children started meanwhile hold it too (see `held`).

    A child that outlives a killed ./dev so keeps the next one waiting instead of
    working into the same files. In this order: "building" (shared by all who make
    databases, alone who stops or removes them), a database's, "prepare" (what is
    unpacked, installed and started before any database).
    """
    with open(lock_file(name), "a+") as file:
        _take(file, name, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        _held[name] = file.fileno()
        try:
            yield
        finally:
            del _held[name]


def _take(file, name, kind):
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        with say.step(f"Waiting for another ./dev that holds {name}.lock"):
            fcntl.flock(file, kind)


def held():
    """File descriptors of the locks held now, for `pass_fds`."""
    return tuple(_held.values())


def lock_file(name):
    """Where the lock `name` lies."""
    return folder() / f"{name}.lock"


def is_free(name):
    """Whether nobody alive holds the lock `name`."""
    with open(lock_file(name), "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def whole(path):
    """Make the folder `path` wholly or not at all: build in the folder given."""
    part = path.with_name(path.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    yield part
    shutil.rmtree(path, ignore_errors=True)
    part.rename(path)


def write_whole(path, text):
    """Write a file that nobody ever sees half written."""
    part = path.with_name(path.name + ".part")
    part.write_text(text)
    part.replace(path)


def digest(*parts):
    """A short name for whatever the parts say."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
