"""Odoo's own checks of its add-ons (`test_lint`), asked of ours only. Those that need
pylint run in `./dev lint`."""

import importlib
import sys
import types
from pathlib import Path
from unittest.mock import patch

from odoo.addons import test_lint
from odoo.modules import Manifest
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

OURS = (
    "complaint_management",
    "complaint_quality_capa",
    "complaint_reports",
    "complaint_helpdesk_mgmt",
    "complaint_repair",
)
PLACES = tuple(f"odoo.addons.{name}." for name in OURS)
FOLDER = Path(test_lint.__file__).parent / "tests"
CHECKS = {
    "test_docstring": "TestDocstring",
    "test_dunderinit": "TestDunderinit",
    "test_i18n": "TestI18n",
    "test_index": "TestIndex",
    "test_jstranslate": "TestJsTranslations",
    "test_manifests": "ManifestLinter",
    "test_naming": "TestNaming",
    "test_onchange_domains": "TestOnchangeDomains",
    "test_orm_import": "TestDunderinit",
    "test_override_signatures": "TestLintOverrideSignatures",
    "test_pofile": "PotLinter",
    "test_routes": "RoutesLinter",
    "test_test_holes": "TestTestHoles",
}
NOT_ASKED = {
    "test_checkers": "of the pylint checkers themselves",
    "test_eslint": "prettier is ours; eslint is no wheel and not on every machine",
    "test_l10n": "of countries' add-ons",
    "test_markers": "reads all of Odoo; tests/static/test_legacy_traps.py asks it",
    "test_pylint": "./dev lint",
}

# one2many inverses that have an index of another kind, and those of add-ons of others
INDEXED = {
    "complaint.legal.advice.duty_id",  # its _duty_uniq
    "helpdesk.ticket.duplicate_id",
    "helpdesk.ticket.partner_id",
}
OF_OTHERS = {
    ("helpdesk.ticket", "message_new"),
    ("helpdesk.ticket", "message_update"),
}


def _is_ours(model):
    return any(place.__module__.startswith(PLACES) for place in model.mro())


def _get_our_models(_database):
    """The classes of models that we define or extend, by name."""
    registry = Registry(get_db_name())
    return {name: model for name, model in registry.items() if _is_ours(model)}


class _OfOurs:
    """A check that sees our add-ons only; what it merely logs is a fault too."""

    test_tags = {"standard", "post_install"}
    test_module = "complaint_management"

    def setUp(self):
        super().setUp()
        manifests = [Manifest.for_addon(name) for name in OURS]
        self._patch(Manifest, "all_addon_manifests", lambda: manifests)
        home = self.home
        for name, stand_in in (
            ("Registry", _get_our_models),
            ("get_modules", lambda: OURS),
            ("MODULES_TO_LINT", OURS),
            ("BTREE_INDEX_IGNORE_FIELDS", INDEXED),
            ("MODEL_METHODS_TO_IGNORE", OF_OTHERS),
        ):
            known = getattr(home, name, None)
            if known:
                both = isinstance(known, set)
                self._patch(home, name, known | stand_in if both else stand_in)
        self.enterContext(self.assertNoLogs(home.__name__, "WARNING"))

    def _patch(self, target, name, value):
        self.enterContext(patch.object(target, name, value))


def _make_tests():
    """A class for each check; the package itself would import pylint."""
    package = types.ModuleType(f"{test_lint.__name__}.tests")
    package.__path__ = [str(FOLDER)]
    with patch.dict(sys.modules, {package.__name__: package}):
        for home, name in CHECKS.items():
            module = importlib.import_module(f"{package.__name__}.{home}")
            title = home.title().replace("_", "")
            bases = (_OfOurs, getattr(module, name))
            yield title, type(title, bases, {"__module__": __name__, "home": module})


globals().update(_make_tests())


def test_every_check_is_asked():
    """A check that another version of Odoo brings is not forgotten."""
    there = {path.stem for path in FOLDER.glob("test_*.py")}
    assert there == {*CHECKS, *NOT_ASKED}
