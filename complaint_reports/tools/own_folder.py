"""Folders for what is written on the way; also who is killed leaves none."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "complaint-register-"
_MARK = "held"


class OwnFolder:
    """A temporary folder for as long as this is; those of workers that were killed go
    when the next one is made. Whose worker lives is told by a lock that ends with him.
    """

    def __init__(self):
        self._clear()
        self.path = tempfile.mkdtemp(prefix=PREFIX)
        # locked before it has its name: nobody finds it free in between
        new = Path(self.path, "new")
        self._file = open(new, "w")  # noqa: SIM115 closed by `remove`
        fcntl.flock(self._file, fcntl.LOCK_EX)
        new.rename(Path(self.path, _MARK))

    def remove(self):
        """Nothing is written here any more."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._file.close()

    def _clear(self):
        for mark in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_MARK}"):
            with contextlib.suppress(OSError), open(mark, "a") as file:
                # somebody else's cannot be opened, a living one's not be locked
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(os.path.dirname(mark), ignore_errors=True)
