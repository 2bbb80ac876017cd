"""One file that holds many, with a fingerprint of each."""

import hashlib
import re
import zipfile

CHUNK = 1 << 20
# what some system does not take in the name of a file
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|]+")


def safe_name(name, longest=100):
    """``name`` as a file can be called anywhere; its ending stays when it is cut."""
    name = _FORBIDDEN.sub("_", name or "").strip(" .") or "_"
    if len(name) <= longest:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = dot + ending if stem and len(ending) <= 8 else ""
    return name[: longest - len(ending)] + ending


def fingerprints(stream):
    """``(size, SHA-256, SHA-1)`` of what ``stream`` holds, read in pieces."""
    stream.seek(0)
    size, sha256, sha1 = 0, hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    while piece := stream.read(CHUNK):
        size += len(piece)
        sha256.update(piece)
        sha1.update(piece)
    stream.seek(0)
    return size, sha256.hexdigest(), sha1.hexdigest()


class Package:
    """A zip that is written part by part and knows the fingerprint of each."""

    def __init__(self, stream):
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self.parts = []  # of each: path, title, size, sha256

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._zip.close()

    def add(self, path, content, title=""):
        """Add one part; an equal path gets a number, nothing is overwritten."""
        if isinstance(content, str):
            content = content.encode()
        path = self._free_path(path)
        self._zip.writestr(path, content)
        self.parts.append(
            {
                "path": path,
                "title": title or path,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
        return path

    def _free_path(self, path):
        taken, number, wanted = set(self._zip.namelist()), 1, path
        stem, dot, ending = wanted.rpartition(".")
        while path in taken:
            number += 1
            path = f"{stem}-{number}.{ending}" if dot else f"{wanted}-{number}"
        return path
