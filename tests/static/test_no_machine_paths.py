"""Nothing in the repository knows the machine it was written on."""

import re
import shutil
import subprocess

import pytest
from fence_tree import ROOT, none, write

# Brackets keep the patterns from matching themselves.
HOSTS = [
    r"(deb|snapshot)[.]debian[.]org",
    r"registry[.]npmjs[.]org",
    r"files[.]pythonhosted[.]org",
    r"pypi[.]org/simple",
    r"deb[.]nodesource[.]com",
    r"[.]internal\b",
]
FOLDERS = r"(?<![\w.$}])/(work|root|home/\w+|Users|users)/[\w.]|/opt/[p]ypi"
PATTERN = re.compile("|".join([FOLDERS, r'"[r]esolved":', *HOSTS]))


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
    if not shutil.which("git"):
        pytest.skip("no git")
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
        ("see {slash}root/x and", 1),
        ("cd {slash}work/main", 1),
        ("https://deb.debian{dot}org/debian", 1),
        ('"resolved"{colon} "https://example.com/a.tgz"', 1),
        ("a state folder outside of {slash}root in", 0),
        ("{slash}var/lib/complaint-dev, http://localhost:8069", 0),
    ],
)
def test_planted(tmp_path, text, count):
    text = text.format(slash="/", dot=".", colon=":")
    write(tmp_path, {"a.txt": text})
    assert len(list(faults(tmp_path, ["a.txt", "gone.txt"]))) == count
