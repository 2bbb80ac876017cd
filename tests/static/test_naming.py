"""One pattern for each kind of XML id; they are written down in tests/README.md."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from fence_tree import ROOT, addons, files, none, write

VIEW_TYPES = (
    "form|list|kanban|search|graph|pivot|calendar|activity|gantt|hierarchy|qweb"
)


def faults(root):
    """Each id that does not follow its pattern."""
    for addon in addons(root):
        for path in files(addon, ".xml"):
            if "static" in path.relative_to(addon).parts:
                continue
            tree = ElementTree.parse(path)
            for node in [*tree.iter("record"), *tree.iter("menuitem")]:
                pattern = _pattern(node)
                name = (node.get("id") or "").split(".")[-1]
                if pattern and not re.fullmatch(pattern, name):
                    yield f"{path.relative_to(root)}: {name} is not {pattern}"


def _pattern(node):
    kind = node.get("model")
    if node.tag == "menuitem" or kind == "ir.ui.menu":
        return r"\w+_menu(_\w+)?"
    if kind == "ir.ui.view":
        model = _model(node, "model")
        return rf"{model}_view_({VIEW_TYPES})(_\w+)?" if model else None
    if kind == "ir.actions.act_window":
        return rf"{_model(node, 'res_model')}_action(_\w+)?"
    if kind == "ir.rule":
        model = (_value(node, "model_id", "ref") or "").split(".")[-1]
        return rf"{model.removeprefix('model_')}_rule_\w+"
    return r"group_complaint_\w+" if kind == "res.groups" else None


def _model(node, field):
    return (_value(node, field) or "").replace(".", "_")


def _value(node, field, attribute=None):
    found = node.find(f"field[@name='{field}']")
    if found is None:
        return None
    return found.get(attribute) if attribute else found.text


def test_naming():
    none(faults(ROOT))


GOOD = """<odoo>
<record id="x_y_view_form" model="ir.ui.view"><field name="model">x.y</field></record>
<record id="x_y_action" model="ir.actions.act_window">
  <field name="res_model">x.y</field></record>
<record id="x_y_rule_company" model="ir.rule">
  <field name="model_id" ref="model_x_y"/></record>
<record id="group_complaint_user" model="res.groups"/>
<menuitem id="x_y_menu"/>
</odoo>"""


@pytest.mark.parametrize(
    "old, new",
    [
        ("x_y_view_form", "view_x_y_form"),
        ("x_y_view_form", "x_y_view_tree"),
        ("x_y_action", "action_x_y"),
        ("x_y_rule_company", "rule_x_y"),
        ("group_complaint_user", "group_user"),
        ("x_y_menu", "menu_x_y"),
    ],
)
def test_planted(tmp_path, old, new):
    write(tmp_path, {"m/__manifest__.py": "{}", "m/a.xml": GOOD})
    assert not list(faults(tmp_path))
    write(tmp_path, {"m/a.xml": GOOD.replace(f'id="{old}"', f'id="{new}"')})
    assert list(faults(tmp_path))
