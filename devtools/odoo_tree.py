"""The Odoo 19 source tree: ODOO_HOME, or Debian's odoo-19 trimmed to what is needed."""

import hashlib
import os
import re
from pathlib import Path

from . import apt, say, state

SERIES = 19
PINNED = {
    "19.0.0+dfsg-1": "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf",
}
# Odoo's package links into these. All but Montserrat come from the machine's own suite:
# sid's Font Awesome no longer has the files that are linked, all icons would vanish.
LINKED = [
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]
LEFT_OUT = (
    "--exclude=./usr/lib/python3/dist-packages/addons",
    "--exclude=*.egg-info",
    "--exclude=*/i18n/[a-y]*.po",
    "--exclude=./usr/share/doc",
    "--exclude=./etc",
)
# The one file of the web client that Debian leaves out; without it every page logs an
# error and every browser test fails. Blurring one's background in a call is then off.
SELFIE = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def find():
    """The folder to put on the Python path: the one that holds `odoo/`."""
    home = os.environ.get("ODOO_HOME")
    return _checked(Path(home).expanduser().absolute()) if home else _debian()


def addons_path(tree):
    """Folders with Odoo's own modules that `odoo` does not find by itself."""
    beside = tree / "addons"
    return [beside] if (beside / "web").is_dir() else []


def _checked(home):
    for tree in (home, home / "usr/lib/python3/dist-packages", home.parent):
        release = tree / "odoo/release.py"
        if release.is_file():
            break
    else:
        raise say.Stop(
            f"ODOO_HOME={home} holds no odoo/release.py.",
            f"Name the folder of an Odoo {SERIES}.0 source tree, or unset ODOO_HOME.",
        )
    found = re.search(r"version_info\s*=\s*\((\d+)", release.read_text())
    if not found or int(found[1]) != SERIES:
        raise say.Stop(
            f"ODOO_HOME={home} is Odoo {found[1] if found else 'of unknown series'};"
            f" these add-ons are for Odoo {SERIES}.",
            f"Name the folder of an Odoo {SERIES}.0 source tree, or unset ODOO_HOME.",
        )
    return tree


def _debian():
    wanted = os.environ.get("COMPLAINT_ODOO_VERSION") or next(iter(PINNED))
    path = state.folder() / ("odoo-" + re.sub(r"[^\w.]", "_", wanted))
    if not path.exists():
        _make(path, wanted)
    return path / "usr/lib/python3/dist-packages"


def _make(path, version):
    _check_offered(version)
    with state.whole(path) as part:
        debs = part / "debs"
        apt.download([f"odoo-{SERIES}={version}", *LINKED], debs)
        odoo = next(debs.glob("odoo-*.deb"))
        _verify(odoo, version)
        with say.step("Unpacking Odoo"):
            for deb in debs.glob("*.deb"):
                apt.unpack(deb, part, *(LEFT_OUT if deb == odoo else ()))
                deb.unlink()
        tree = part / "usr/lib/python3/dist-packages"
        _check_links(tree)
        selfie = tree / "odoo/addons" / SELFIE
        selfie.parent.mkdir(parents=True, exist_ok=True)
        selfie.write_text("// Left out of Debian's package: background blur is off.\n")


def _check_offered(version):
    versions = apt.offered(f"odoo-{SERIES}")
    if version in versions:
        return
    if not versions:
        raise say.Stop(
            f"the Debian mirror of this machine offers no odoo-{SERIES}.",
            f"Name an Odoo {SERIES}.0 source tree in ODOO_HOME.",
        )
    raise say.Stop(
        f"Debian offers odoo-{SERIES} {', '.join(versions)}, not {version},"
        " which was tried out and is pinned.",
        f"To use what is offered: COMPLAINT_ODOO_VERSION={versions[0]} ./dev …\n"
        f"or name an Odoo {SERIES}.0 source tree in ODOO_HOME.",
    )


def _verify(deb, version):
    if version not in PINNED:
        return
    if hashlib.sha256(deb.read_bytes()).hexdigest() != PINNED[version]:
        raise say.Stop(
            f"odoo-{SERIES} {version} is not the pinned file (sha256 differs).",
            "Do not use it. Name an Odoo source tree in ODOO_HOME instead.",
        )


def _check_links(tree):
    dangling = [
        link.name
        for link in (tree / "odoo/addons").glob("*/static/**/*")
        if link.is_symlink() and not link.exists()
    ]
    if dangling:
        say.line(f"  Fonts or scripts that this Debian lacks: {', '.join(dangling)}")
