"""Role by model by verb by company, out of the database's own models: nothing here
names a model, so a new one is covered by itself (R-P02, R-P03)."""

import json
import os
from random import Random

from hostile_door import Caller, call, get_doors
from hostile_world import find_foreign, get_stored, is_ours
from odoo.fields import Command

VERBS = ("read", "write", "unlink")
# settings of all companies are read by everybody; these belong to no company
STRONG = ("admin", "supervisor", "executive", "officer", "quality")
WHOLE = "COMPLAINT_HOSTILE_ROUNDS" in os.environ


def get_strong(ground):
    """Those of a company who may do most."""
    people = ground.people.items()
    return [user for login, user in people if any(one in login for one in STRONG)]


class MatrixTests:
    """Needs ``play`` and ``grounds``."""

    def _get_foreign_rows(self, model, user, own=()):
        own = own or {*user.sudo().company_ids.ids, None}
        rows = self.play.watch.get_rows(model)
        return [row for row, company in rows if company not in own]

    def _find_reached(self, user, model, own=()):
        """What ``user`` reaches of rows of other companies: ``verb: ids``."""
        rows = self._get_foreign_rows(model, user, own)
        known = (
            self.env[model]
            .with_user(user)
            .with_context(
                allowed_company_ids=user.sudo().company_ids.ids, active_test=False
            )
        )
        reached = {
            verb: known.browse(rows)._filtered_access(verb).ids
            for verb in VERBS
            if known.has_access(verb)
        }
        if known.has_access("read"):
            reached["search"] = known.search([("id", "in", rows)]).ids
        return {verb: ids for verb, ids in reached.items() if ids}

    # ------------------------------------------------------------
    # COMPANIES
    # ------------------------------------------------------------

    def test_r_p03_who_works_elsewhere_reaches_no_row_of_any_model(self):
        seen = 0
        grounds = self.grounds if WHOLE else self.grounds[1:2]
        for user in [one for ground in grounds for one in get_strong(ground)]:
            for model in get_stored(self.env):
                seen += len(self._get_foreign_rows(model, user))
                reached = self._find_reached(user, model)
                with self.subTest(user=user.login, model=model):
                    self.assertFalse(reached)
        self.assertGreater(seen, 500)

    def test_r_p03_who_is_transferred_reaches_nothing_any_more(self):
        """Whatever he is named on: what he received, handles, decides, leads;
        even where nobody had him hand it over first."""
        users = type(self.env["res.users"])
        self.patch(users, "_check_owes_nothing", lambda users, companies=None: None)
        elsewhere, rights = self.grounds[0].company, 0
        for ground in self.grounds[1:] if WHOLE else self.grounds[1:2]:
            for user in ground.people.values():
                own = [("company_id", "=", ground.company.id)]
                cases = self.env["complaint.case"].with_user(user)
                rights += cases.search_count(own)
                company = {
                    "company_ids": [Command.set(elsewhere.ids)],
                    "company_id": elsewhere.id,
                }
                user.sudo().write(company)
                for model in get_stored(self.env):
                    with self.subTest(user=user.login, model=model):
                        self.assertFalse(self._find_reached(user, model))
        self.assertTrue(rights)

    # ------------------------------------------------------------
    # GROUPS
    # ------------------------------------------------------------

    def _find_rights(self, user):
        """``model: {verb: rows}`` of all that he reaches in his company."""
        found = {}
        for model in get_stored(self.env):
            known = self.env[model].with_user(user).with_context(active_test=False)
            rows = [row for row, _company in self.play.watch.get_rows(model)]
            found[model] = {
                verb: set(known.browse(rows)._filtered_access(verb).ids)
                if known.has_access(verb)
                else set()
                for verb in VERBS
            }
        return found

    def test_r_p02_who_is_taken_out_of_his_groups_is_an_employee_again(self):
        """Beside an employee of the same company who is named on nothing, what is left
        to him is what he is named on."""
        ground = self.grounds[0]
        clerk = self._find_rights(ground.people["clerk.management"])
        employee = self.env.ref("base.group_user")
        for role in ("supervisor", "complaint_admin", "officer"):
            user = ground.people[f"{role}.management"]
            before = self._find_rights(user)
            user.sudo().group_ids = employee
            left, lost = self._find_rights(user), 0
            for model, verbs in left.items():
                for verb, rows in verbs.items():
                    lost += len(before[model][verb] - rows)
                    more = rows - clerk[model][verb]
                    with self.subTest(user=user.login, model=model, verb=verb):
                        self.assertFalse(self._drop_named(model, more, user))
            self.assertGreater(lost, 20, user.login)

    def _drop_named(self, model, rows, user):
        """``rows`` without those that name ``user``, himself or through their case."""
        named = set()
        records = self.env[model].sudo().browse(rows)
        for record in records:
            links = [record]
            for name in ("case_id", "duty_id", "handover_id", "policy_id"):
                if name in record._fields:
                    links.append(record[name])
            if any(self._names(one, user) for one in links):
                named.add(record.id)
        return set(rows) - named

    def _names(self, record, user):
        return any(
            user in record[name]
            for name, field in record._fields.items()
            if field.relational and field.comodel_name == "res.users" and field.store
        )

    # ------------------------------------------------------------
    # OUTSIDE
    # ------------------------------------------------------------

    def test_r_p03_portal_and_public_have_no_right_on_any_model(self):
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not is_ours(model) or model._abstract:
                continue
            for user in self.play.outside:
                own = model.with_user(user)
                verbs = [v for v in (*VERBS, "create") if own.has_access(v)]
                with self.subTest(model=name, user=user.login):
                    self.assertFalse(verbs)

    def test_r_p03_no_public_method_serves_who_is_outside_or_elsewhere(self):
        """Every method that our code makes public, called on a row of each company, by
        the portal and by an administrator of another company: nothing of that company
        is answered or changed."""
        rng = Random(13)
        caller = Caller(self.play.watch, rng)
        portal, public = self.play.outside
        stranger = self.grounds[0].people["complaint_admin.management"]
        users = (portal, public, stranger) if WHOLE else (portal, stranger)
        called = 0
        for model, method, _ours in [d for d in get_doors(self.env) if d[2]]:
            for user in users:
                rows = self._get_foreign_rows(model, user)
                if not rows and user == stranger:
                    continue
                ids = [rng.choice(rows)] if rows else [caller.pick(model)]
                kwargs = caller.guess_arguments(model, method, None)
                kwargs.pop("context", None)
                with self.subTest(user=user.login, model=model, method=method):
                    called += 1
                    self._call_in_vain(user, model, method, ids, kwargs)
        self.assertGreater(called, 800)

    def _call_in_vain(self, user, model, method, ids, kwargs):
        own, watch = set(user.sudo().company_ids.ids), self.play.watch
        with self.env.cr.savepoint() as savepoint:
            try:
                answer = call(self.env, user, model, method, ids, [], kwargs)
            except (
                Exception
            ):  # a refusal, or Odoo's answer to arguments of a wrong kind
                return
            diff = watch.look()
            theirs = {
                table: {watch.rows[table][key][1] for key in (*added, *changed)}
                for table, (added, changed, _gone) in diff.items()
                # a message on nothing, say, is Odoo's own
                if watch.tables[table] or is_ours(self.env[model])
            }
            savepoint.rollback()
        watch.read_again(diff)
        if user in self.play.outside:
            self.assertFalse(theirs)
            own = set()
        self.assertFalse(set().union(*theirs.values()) - own - {None}, theirs)
        self.assertFalse(find_foreign(json.dumps(answer, default=str), own))

    def test_planted_matrix(self):
        """Who reads his own company's text meets its mark, and reaches its rows: what
        is not found of others would be found."""
        ground = self.grounds[1]
        officer, lesson = ground.case.officer, ground.records["capa.lesson"]
        asked = {"fields": ["text"]}
        answer = call(self.env, officer, lesson._name, "read", lesson.ids, [], asked)
        told = find_foreign(json.dumps(answer, default=str), set())
        self.assertEqual(told, {ground.company.id})
        cases = self._find_reached(officer, "complaint.case", {None})
        self.assertEqual(set(cases), {"read", "write", "search"})
