"""What Odoo 19 takes without a word (or with a mere warning) and does not do."""

import ast
import re

import pytest
from fence_tree import ROOT, addons, files, none, parse, write

PYTHON = {
    r"^\s*_sql_constraints\s*=": "not created; use models.Constraint",
    r"\bdef name_get\(": "never called; use _compute_display_name",
    r"\btype\s*=\s*[\"']json[\"']": "route type is 'jsonrpc'",
    r"\bosv\b": "use odoo.fields.Domain",
    r"\bself\._(cr|uid|context)\b": "use self.env.cr, .uid, .context",
    r"\bcheck_access_(rights|rule)\b": "use check_access, has_access",
    r"\bcheck_field_access_rights\b": "use _has_field_access",
    r"\.read_group\(": "use _read_group",
    r"\btoggle_active\b": "use action_archive, action_unarchive",
    r"@api\.returns\b|\bSavepointCase\b|\buser_has_groups\b": "gone",
    r"\b_notify_progress\b": "use _commit_progress",
    r"\bgroups_id\b": "is group_ids (all_group_ids with the implied ones)",
    r"\bir\.property\b": "gone; use company_dependent=True",
    r"\bodoo\.orm\b": "private; use odoo.api, .fields, .models",
    r"\bodoo\.tests\.common import .*\bForm\b": "use odoo.tests.Form",
    r"\blazy_property\b|\bormcache_context\b": "use cached_property, ormcache",
    r"[\"'](<>|==)[\"']\s*,": "domain operator is != or =",
}
FIELD_OPTIONS = {
    "states": "has no effect; use readonly= in the view",
    "track_visibility": "has no effect; use tracking=True",
    "auto_join": "has no effect; use bypass_search_access",
    "group_operator": "use aggregator",
}
XML = {
    r"<tree\b|</tree>": "is <list>",
    r"t-name=[\"']kanban-box[\"']": "shows nothing; use t-name='card'",
    r"name=[\"']view_mode[\"'][^<]*\btree\b": "view mode is list",
    r"\bt-(esc|raw)=": "use t-out",
    r"\sattrs=": "use invisible=, readonly=, required=",
    r"<(field|button|page|group)\b[^>]*\sstates=": "use invisible=",
    r"name=[\"'](numbercall|doall)[\"']": "gone from ir.cron",
    r"name=[\"']groups_id[\"']": "is group_ids",
    r"oe_chatter": "use <chatter/>",
    r"name=[\"']target[\"'][^<]*\binline\b": "gone; use current",
    r"<group\b[^>]*\sexpand=": "not allowed in a search view",
    r"context_today\(\)": "use 'today', 'today -3d'",
}


def faults(root):
    """Each trap in the add-ons below `root`."""
    for addon in addons(root):
        for path in files(addon, ".py", ".xml"):
            patterns = PYTHON if path.suffix == ".py" else XML
            where = path.relative_to(root)
            yield from _matches(where, path.read_text(), patterns)
            if path.suffix == ".py":
                yield from _syntax(where, parse(path))


def _matches(where, text, patterns):
    text = re.sub(r"<!--.*?-->", lambda m: "\n" * m[0].count("\n"), text, flags=re.S)
    for pattern, advice in patterns.items():
        for found in re.finditer(pattern, text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{where}:{line}: {found[0].strip()}: {advice}"


def _syntax(where, tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _owner(node.func) == "fields":
            for word in node.keywords:
                if word.arg in FIELD_OPTIONS:
                    advice = FIELD_OPTIONS[word.arg]
                    yield f"{where}:{node.lineno}: {word.arg}=: {advice}"
        if isinstance(node, ast.ClassDef):
            yield from _methods(where, node)


def _owner(func):
    return getattr(getattr(func, "value", None), "id", "")


def _methods(where, node):
    expanding = {
        word.value.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "group_expand" and isinstance(word.value, ast.Constant)
    }
    for method in node.body:
        if not isinstance(method, ast.FunctionDef):
            continue
        place = f"{where}:{method.lineno}"
        decorators = {ast.unparse(d) for d in method.decorator_list}
        if method.name == "create" and "api.model" in decorators:
            yield f"{place}: @api.model create: use @api.model_create_multi"
        if method.name in expanding and len(method.args.args) > 3:
            yield f"{place}: {method.name}: group_expand takes (self, records, domain)"


def test_no_traps():
    none(faults(ROOT))


PLANTED = [
    ("a.py", "_sql_constraints = []"),
    ("a.py", "def name_get(self): pass"),
    ("a.py", "@http.route('/x', type='json')\ndef x(self): pass"),
    ("a.py", "from odoo.osv import expression"),
    ("a.py", "self._cr.execute('')"),
    ("a.py", "self.check_access_rights('read')"),
    ("a.py", "self.read_group([], [], [])"),
    ("a.py", "x = {'groups_id': 1}"),
    ("a.py", "import odoo.orm.fields"),
    ("a.py", "x = fields.Char(states={})"),
    ("a.py", "x = fields.Char(track_visibility='always')"),
    ("a.py", "x = fields.Many2one('a', auto_join=True)"),
    ("a.py", "x = fields.Float(group_operator='avg')"),
    ("a.py", "class A:\n    @api.model\n    def create(self, vals): pass"),
    (
        "a.py",
        "class A:\n    x = fields.Many2one('b', group_expand='_e')\n"
        "    def _e(self, records, domain, order): pass",
    ),
    ("a.xml", "<tree/>"),
    ("a.xml", "<t t-name='kanban-box'/>"),
    ("a.xml", "<field name='view_mode'>tree,form</field>"),
    ("a.xml", "<span t-esc='x'/>"),
    ("a.xml", "<span t-raw='x'/>"),
    ("a.xml", "<field name='x' attrs='{}'/>"),
    ("a.xml", "<button name='x' states='draft'/>"),
    ("a.xml", "<field name='numbercall'>-1</field>"),
    ("a.xml", "<field name='groups_id' eval='[]'/>"),
    ("a.xml", "<div class='oe_chatter'/>"),
    ("a.xml", "<field name='target'>inline</field>"),
    ("a.xml", "<group expand='0' string='Group By'/>"),
    ("a.xml", "<filter domain='[(1, 2, context_today())]'/>"),
]


@pytest.mark.parametrize("name, text", PLANTED)
def test_planted(tmp_path, name, text):
    write(tmp_path, {"m/__manifest__.py": "{}", f"m/{name}": text})
    assert list(faults(tmp_path))


def test_clean_is_left_alone(tmp_path):
    clean = "class A:\n    @api.model_create_multi\n    def create(self, vals): pass\n"
    write(tmp_path, {"m/__manifest__.py": "{}", "m/a.py": clean})
    write(tmp_path, {"m/a.xml": "<odoo><list/><!-- <tree/> --></odoo>"})
    assert not list(faults(tmp_path))
