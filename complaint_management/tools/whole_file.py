"""Files that are whole or not there, whoever is killed and however full the disk is."""

import contextlib
import errno
import os

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_begun(path, content):
    """Whether a first part of ``content``, and no more, lies at ``path``."""
    try:
        if os.path.getsize(path) >= len(content):
            return False
        with open(path, "rb") as file:
            return content.startswith(file.read())
    except FileNotFoundError:
        return False


def write(path, content):
    """Write in one step: nobody reads a part, and who writes the same meanwhile does no
    harm."""
    part = f"{path}.{os.getpid()}"
    try:
        with open(part, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
