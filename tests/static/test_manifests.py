"""Manifests name every file there is, and no other."""

import re

import pytest
from fence_tree import ROOT, addons, files, manifest, none, write

FOLDERS = ("data", "demo", "views", "security", "wizard", "report")
LICENCES = {"LGPL-3", "AGPL-3"}


def faults(root):
    """Each manifest that is not right."""
    for addon in addons(root):
        said = manifest(addon)
        if said.get("license") not in LICENCES:
            yield f"{addon.name}: licence {said.get('license')}, not of {LICENCES}"
        if not re.fullmatch(r"19\.0(\.\d+){3}", said.get("version", "")):
            yield f"{addon.name}: version {said.get('version')} is not 19.0.x.y.z"
        yield from _files(addon, said)
        yield from _assets(addon, said)


def _files(addon, said):
    listed = [*said.get("data", []), *said.get("demo", [])]
    there = {
        str(path.relative_to(addon))
        for path in files(addon, ".xml", ".csv", tests=False)
        if path.relative_to(addon).parts[0] in FOLDERS and _loaded(path)
    }
    for name in sorted(there - set(listed)):
        yield f"{addon.name}: {name} is in no list of the manifest"
    for name in listed:
        if not (addon / name).is_file():
            yield f"{addon.name}: the manifest names {name}, which is not there"
        if listed.count(name) > 1:
            yield f"{addon.name}: the manifest names {name} twice"


def _loaded(path):
    """Samples and other files that are read by code lie in a folder files/."""
    return "files" not in path.parts


def _assets(addon, said):
    for bundle, rows in said.get("assets", {}).items():
        for row in rows:
            pattern = row[-1] if isinstance(row, tuple | list) else row
            name = pattern.lstrip("/").removeprefix(f"{addon.name}/")
            if pattern.lstrip("/") != name and not any(addon.glob(name)):
                yield f"{addon.name}: {bundle}: no file is {pattern}"


def test_manifests():
    none(faults(ROOT))


GOOD = {"version": "19.0.0.1.0", "license": "LGPL-3", "data": ["views/a.xml"]}


@pytest.mark.parametrize(
    "change",
    [
        {"version": "18.0.1.0.0"},
        {"license": "MIT"},
        {"data": []},
        {"data": ["views/a.xml", "views/gone.xml"]},
        {"data": ["views/a.xml", "views/a.xml"]},
        {"assets": {"web.assets_backend": ["m/static/src/**/*.js"]}},
    ],
)
def test_planted(tmp_path, change):
    write(tmp_path, {"m/__manifest__.py": repr(GOOD), "m/views/a.xml": ""})
    assert not list(faults(tmp_path))
    write(tmp_path, {"m/__manifest__.py": repr({**GOOD, **change})})
    assert list(faults(tmp_path))
