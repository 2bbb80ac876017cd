"""Nothing in the repository knows the machine it was written on."""

import re
import subprocess

import pytest
from fence_tree import ROOT, none, write

# In pieces, lest this file be found by itself.
FOLDERS = "|".join(["work", "root", "ho" r"me/\w+", "usrs", "Users"])
HOSTS = [
    r"deb\.debian" r"\.org",
    r"snapshot\.debian" r"\.org",
    r"registry\.npmjs" r"\.org",
    r"files\.pythonhosted" r"\.org",
    r"pypi\.org" r"/simple",
    r"deb\.nodesource" r"\.com",
    r"\bnexus\b|\bartifactory\b|\.internal\b",
]
PATTERN = re.compile(
    rf"(?<![\w.$}}])/({FOLDERS})/[\w.]|/opt/py"
    rf"pi|{'|'.join(HOSTS)}"
    r"|\"resolved\":",
)


def faults(root, names):
    """Lines that name a folder of a machine or the host of a package mirror."""
    for name in names:
        try:
            text = (root / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            found = PATTERN.search(line)
            if found:
                yield f"{name}:{number}: {found[0]}"


def _tracked():
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.split("\0")[:-1]


def test_no_machine_paths():
    none(faults(ROOT, _tracked()))


@pytest.mark.parametrize(
    "text, count",
    [
        ("see /root/x and", 1),
        ("cd /work/main", 1),
        ("https://deb.debian.org/debian", 1),
        ('"resolved": "https://example.com/a.tgz"', 1),
        ("a state folder outside of /root in", 0),
        ("/var/lib/complaint-dev, http://localhost:8069", 0),
    ],
)
def test_planted(tmp_path, text, count):
    write(tmp_path, {"a.txt": text})
    assert len(list(faults(tmp_path, ["a.txt", "gone.txt"]))) == count
