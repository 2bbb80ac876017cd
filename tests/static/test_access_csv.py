"""Every model says who may use it, and nobody from outside may use any directly."""

import csv

import pytest
from fence_tree import ROOT, addons, new_models, none, write

OUTSIDE = {"base.group_portal", "base.group_public", ""}


def faults(root):
    """Models without an access line, lines that let the outside in."""
    for addon in addons(root):
        rows = list(_rows(addon))
        named = {row["model_id:id"].split(".")[-1] for row in rows}
        for model, path in new_models(addon, "Model", "TransientModel").items():
            if f"model_{model.replace('.', '_')}" not in named:
                yield f"{path.relative_to(root)}: {model} has no line in the access csv"
        for row in rows:
            if row["group_id:id"] in OUTSIDE:
                who = row["group_id:id"] or "everybody"
                yield f"{addon.name}: {row['id']} opens {row['model_id:id']} to {who}"


def _rows(addon):
    path = addon / "security" / "ir.model.access.csv"
    if path.exists():
        with open(path, newline="") as file:
            yield from csv.DictReader(file)


def test_access():
    none(faults(ROOT))


MODEL = "class A(models.{}):\n    _name = 'x.y'\n"
HEAD = "id,name,model_id:id,group_id:id,perm_read\n"


@pytest.mark.parametrize(
    "kind, line, faulty",
    [
        ("Model", "a,a,model_x_y,base.group_user,1", False),
        ("AbstractModel", "", False),
        ("Model", "", True),
        ("TransientModel", "", True),
        ("Model", "a,a,model_x_z,base.group_user,1", True),
        ("Model", "a,a,model_x_y,base.group_portal,1", True),
        ("Model", "a,a,model_x_y,base.group_public,1", True),
        ("Model", "a,a,model_x_y,,1", True),
    ],
)
def test_planted(tmp_path, kind, line, faulty):
    sources = {"__manifest__.py": "{}", "models/x_y.py": MODEL.format(kind)}
    sources["security/ir.model.access.csv"] = HEAD + line
    write(tmp_path / "m", sources)
    assert bool(list(faults(tmp_path))) is faulty
