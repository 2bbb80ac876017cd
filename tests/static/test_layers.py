"""Dependencies point down only, and nobody below knows a name from above."""

import re

import pytest
from fence_tree import ROOT, addons, files, manifest, new_models, none, write

BELOW = {
    "complaint_management": set(),
    "complaint_quality_capa": {"complaint_management"},
    "complaint_reports": {"complaint_management", "complaint_quality_capa"},
    "complaint_helpdesk_mgmt": {"complaint_management"},
    "complaint_repair": {"complaint_management"},
}
READ = (".py", ".xml", ".csv", ".js", ".scss", ".json")


def faults(root):
    """Each name from above or beside that an add-on mentions."""
    ours = {addon.name: addon for addon in addons(root) if addon.name in BELOW}
    for name, addon in ours.items():
        strangers = set(ours) - BELOW[name] - {name}
        for depended in set(manifest(addon).get("depends", [])) & strangers:
            yield f"{name} depends on {depended}"
        models = {m for other in strangers for m in new_models(ours[other])}
        yield from _mentions(addon, strangers, models)


def _mentions(addon, strangers, models):
    words = [rf"(?<![\w]){name}(?!\w)" for name in sorted(strangers)]
    words += [rf"[\"']{re.escape(model)}[\"']" for model in sorted(models)]
    words += [rf"(?<!\w)model_{model.replace('.', '_')}(?!\w)" for model in models]
    for path in files(addon, *READ) if words else ():
        if path.name != "__manifest__.py":
            for found in sorted(set(re.findall("|".join(words), path.read_text()))):
                yield f"{addon.name}/{path.relative_to(addon)} names {found}"


def test_layers():
    none(faults(ROOT))


@pytest.mark.parametrize(
    "name, text",
    [
        ("__manifest__.py", "{'depends': ['complaint_quality_capa']}"),
        ("models/a.py", "from odoo.addons.complaint_quality_capa import x"),
        ("models/a.py", "x = self.env['capa.plan']"),
        ("views/a.xml", "<field ref='complaint_quality_capa.view'/>"),
        ("security/ir.model.access.csv", "a,a,model_capa_plan,g,1,1,1,1"),
    ],
)
def test_planted(tmp_path, name, text):
    sources = {
        "complaint_management/__manifest__.py": "{}",
        "complaint_quality_capa/__manifest__.py": "{}",
        "complaint_quality_capa/models/capa_plan.py": (
            "class Plan(models.Model):\n    _name = 'capa.plan'\n"
        ),
    }
    write(tmp_path, sources)
    assert not list(faults(tmp_path))
    write(tmp_path, {f"complaint_management/{name}": text})
    assert list(faults(tmp_path))
