"""Each of our groups can be given where users are set up: Odoo shows what has no
privilege in developer mode only."""

import xml.etree.ElementTree as ElementTree

import pytest
from fence_tree import ROOT, addons, files, none, write


def faults(root):
    """Each group of ours without a privilege."""
    for addon in addons(root):
        for path in files(addon, ".xml", tests=False):
            for record in ElementTree.parse(path).getroot().iter("record"):
                if record.get("model") != "res.groups" or "." in record.get("id"):
                    continue
                if "privilege_id" not in {field.get("name") for field in record}:
                    where = path.relative_to(root)
                    yield f"{where}: {record.get('id')} is shown nowhere"


def test_groups():
    none(faults(ROOT))


@pytest.mark.parametrize(
    "field, faulty", [('<field name="privilege_id" ref="p"/>', False), ("", True)]
)
def test_planted(tmp_path, field, faulty):
    group = f'<odoo><record id="g" model="res.groups">{field}</record></odoo>'
    write(tmp_path / "m", {"__manifest__.py": "{}", "security/g.xml": group})
    assert bool(list(faults(tmp_path))) is faulty
