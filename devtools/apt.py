"""Debian packages without root: an apt of our own beside the machine's.

The machine's apt configuration (mirror, proxy, certificates) is used as it is; only
lists, cache and preferences are ours, and one row is added for Debian's `sid`.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import process, say, state

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITE = re.compile(
    r"(?<![\w-])(bookworm|trixie|forky|duke|sid|(old)?stable|testing|unstable)(?![\w-])"
)
NO_APT = (
    "Odoo and PostgreSQL are taken from Debian's packages. On another system name an"
    " Odoo 19 source tree in ODOO_HOME and install PostgreSQL (13 or newer)."
)


def _home():
    return state.folder() / "apt"


def _mirror():
    """Address of the Debian mirror that this machine itself uses."""
    if not shutil.which("apt-get"):
        raise say.Stop("this machine has no apt-get.", NO_APT)
    rows = process.output(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)"]
        + ["Created-By: Packages"],
        "apt-get cannot tell its sources.",
    ).splitlines()
    for row in rows:
        uri, release = row.split()[:2]
        if SUITE.fullmatch(release) and "security" not in uri:
            return uri
    raise say.Stop(
        "apt has no Debian archive among its sources.",
        "Add your Debian mirror to /etc/apt/sources.list, or: " + NO_APT,
    )


def _sources(home, mirror):
    """Copy the machine's sources and add sid, which alone holds Odoo 19."""
    parts = home / "sources.list.d"
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    main = Path("/etc/apt/sources.list")
    text = main.read_text() if main.is_file() else ""
    (home / "sources.list").write_text(text)
    for source in Path("/etc/apt/sources.list.d").glob("*"):
        # Foreign sources may be unreachable or unsigned; nothing is taken from them.
        if source.suffix in (".list", ".sources") and SUITE.search(source.read_text()):
            shutil.copy(source, parts / source.name)
    # A mirror frozen in time has an expired Release; the sha256 pin guards instead.
    (parts / "complaint-sid.list").write_text(
        f"deb [signed-by={KEYRING} check-valid-until=no] {mirror} sid main\n"
    )


def _configure():
    home = _home()
    if not KEYRING.is_file():
        raise say.Stop(
            f"{KEYRING} is missing, so packages cannot be verified.",
            "Install the package debian-archive-keyring.",
        )
    for folder in ("lists/partial", "cache/archives/partial", "preferences.d"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    _sources(home, _mirror())
    (home / "preferences").write_text(
        "Package: *\nPin: release n=sid\nPin-Priority: 50\n"
    )
    (home / "apt.conf").write_text(
        f'''Dir::Etc::SourceList "{home}/sources.list";
Dir::Etc::SourceParts "{home}/sources.list.d";
Dir::Etc::Preferences "{home}/preferences";
Dir::Etc::PreferencesParts "{home}/preferences.d";
Dir::State::Lists "{home}/lists";
Dir::Cache "{home}/cache";
APT::Sandbox::User "";
APT::Architectures {{ "{_architecture()}"; }};
Debug::NoLocking "1";
Acquire::Retries "2";
Acquire::Languages "none";
'''
    )


def _architecture():
    return process.output(
        ["apt-config", "dump", "--format", "%v", "APT::Architecture"], "apt"
    )


def environment():
    """What makes apt use our configuration."""
    return {"APT_CONFIG": str(_home() / "apt.conf")}


def update():
    """Read the package lists, once for a preparation."""
    if _home() in _updated:
        return
    _configure()
    with say.step("Reading Debian's package lists"):
        process.logged(
            ["apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update"],
            state.log("apt"),
            "the package lists of Debian cannot be read.",
            env=environment(),
        )
    _updated.add(_home())


_updated = set()


def offered(package):
    """Versions of a package that the mirror offers, newest first."""
    update()
    rows = process.output(
        ["apt-cache", "madison", package], "apt-cache fails.", env=environment()
    )
    return [row.split("|")[1].strip() for row in rows.splitlines()]


def missing(package):
    """Names of what installing `package` would bring to this machine."""
    update()
    rows = process.output(
        [
            "apt-get",
            "install",
            "--print-uris",
            "-qq",
            "--no-install-recommends",
            package,
        ],
        f"apt-get cannot tell what {package} needs.",
        env=environment(),
    )
    return re.findall(r"^'[^']*' ([^_\s]+)_", rows, re.MULTILINE)


def download(packages, into):
    """Fetch packages (`name` or `name=version`) into a folder; return their files."""
    update()
    into.mkdir(parents=True, exist_ok=True)
    with say.step(f"Downloading {', '.join(p.split('=')[0] for p in packages)[:60]}"):
        process.logged(
            ["apt-get", "-q", "download", *packages],
            state.log("apt"),
            "Debian packages cannot be downloaded.",
            env=environment(),
            cwd=into,
        )
    return sorted(into.glob("*.deb"))


def unpack(deb, into, *tar_options):
    """Unpack a package's files; `tar_options` narrow them down."""
    data = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE, env=os.environ
    )
    process.logged(
        ["tar", "-x", "-C", into, "--no-same-owner", *tar_options],
        state.log("apt"),
        f"{deb.name} cannot be unpacked.",
        pipe=data.stdout,
    )
    if data.wait():
        raise say.Stop(f"{deb.name} is damaged.", "Start again: it is downloaded anew.")
