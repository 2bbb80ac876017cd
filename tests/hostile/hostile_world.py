"""Companies with a record of every model of ours, as the tables of roles make them.

Each table of roles is a company of its own here, so that everybody else's people are
strangers to it. A model that is added has to be in a table of roles, so it is here by
itself.
"""

import re
from unittest.mock import patch

from odoo.addons.complaint_management.tests import common
from odoo.addons.complaint_management.tests import test_roles as management
from odoo.addons.complaint_quality_capa.tests import (
    test_learning_roles as learning,
)
from odoo.addons.complaint_quality_capa.tests import test_recall_roles as recall
from odoo.addons.complaint_quality_capa.tests import test_roles as capa
from odoo.addons.complaint_reports.tests import test_roles as reports
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL


def is_ours(model):
    """Whether one of our modules made this model."""
    return (model._original_module or "").startswith("complaint_")


def get_stored(env):
    """Names of the models of ours that have a table of rows to be read and written."""
    return sorted(
        name
        for name, model in env.registry.items()
        if is_ours(model) and not model._abstract and not model._transient
    )


class Ground:
    """What one table of roles stands on: ``people`` by role, ``records`` by model."""

    def __init__(self, name, table, fill, env):
        self.name = name
        no_tests = {test: None for test in dir(table) if test.startswith("test_")}
        self.case = type(f"Ground{name}", (table,), no_tests)
        with patch.object(TransactionCase, "setUpClass", self._share(env)):
            with patch.object(common, "new_test_user", self._create_user):
                self.case.setUpClass()
        self.test = self.case()
        for company in self.case.company | self.case.other_company:
            company.name = f"{company.name} {name}"  # the next ground has one so called
        env.flush_all()  # as the beginning of a test does
        self.records = fill(self.test)
        self.company = self.case.company
        users = self.case.env["res.users"].search(
            [("company_id", "=", self.company.id)]
        )
        self.people = {user.login: user for user in users}

    @staticmethod
    def _share(env):
        def share(cls):
            cls.registry, cls.cr, cls.env = env.registry, env.cr, env(context={})

        return classmethod(share)

    def _create_user(self, env, login, **values):
        return new_test_user(env, login=f"{login}.{self.name}", **values)


def _fill_management(test):
    case = test._create_case_records(test.receiver)
    further = test._create_further_records()
    return {**test._create_settings(), **case, **further}


def _fill_capa(test):
    for state in ("investigating", "deciding", "approved", "confirming", "closed"):
        test._bring_to(state)
    plan = test._bring_plan_to("acting")
    return {**test._get_records(plan), **test._get_further_records()}


GROUNDS = (
    ("management", management.TestRoles, _fill_management),
    ("capa", capa.TestRoles, _fill_capa),
    ("learning", learning.TestLearningRoles, lambda test: test._get_records()),
    (
        "recall",
        recall.TestRecallRoles,
        lambda test: test._get_records(test._recall(owner_id=test.owner.id)),
    ),
    ("reports", reports.TestRoles, lambda test: test._get_records()),
)


def build(env):
    """The grounds, in one transaction."""
    grounds = [Ground(*ground, env) for ground in GROUNDS]
    _mark(env)
    return grounds


# ----------------------------------------------------------------
# WHOSE TEXT IT IS
# ----------------------------------------------------------------

# signed, compared or looked up: the rest says whose it is
UNMARKED = {"number", "state", "kind", "login", "key", "token", "res_model", "lang"}


def _mark(env):
    """Write behind each free text of a company's rows whose it is: what is answered to
    somebody else is known by that."""
    env.flush_all()
    for name in get_stored(env):
        model = env[name]
        if not model._auto or name.startswith("complaint.approval."):
            continue
        company = model._fields.get("company_id")
        if not company or not company.store:
            continue
        texts = [
            field.name
            for field in model._fields.values()
            if field.store
            and field.type in ("char", "text", "html")
            and not field.translate
            and not getattr(field, "guarded", False)
            and field.name not in UNMARKED
            and not field.name.endswith(("_hash", "_key", "_model", "_ref"))
        ]
        for text in texts:
            env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(text)s = %(text)s || '§' || company_id"
                    " || '§' WHERE %(text)s != '' AND company_id IS NOT NULL",
                    table=SQL.identifier(model._table),
                    text=SQL.identifier(text),
                )
            )
    env.invalidate_all(flush=False)


def find_foreign(text, companies):
    """Companies, other than those, whose texts are in ``text``."""
    return {int(one) for one in re.findall(r"(?:§|\\u00a7)(\d+)", text)} - companies
