import json

from odoo.fields import Datetime
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .approval_common import ApprovalCommon

NOISE = ("odoo.http", "odoo.addons.rpc.controllers.json2", "odoo.sql_db")


@tagged("post_install", "-at_install")
class TestApprovalRpc(ApprovalCommon, HttpCase):
    """The attacks as they come over the wire, by ``call_kw`` and by JSON-2: refused,
    and nothing changed (R-A04, R-A05, R-P03)."""

    def setUp(self):
        super().setUp()
        self.portal = new_test_user(self.env, "portal_rpc", groups="base.group_portal")
        self.request = self._ask()
        self._decide(self.request, self.branch_head)
        self.attackers = (self.clerk, self.gm, self.branch_head, self.portal)

    def _state(self):
        self.env.invalidate_all()
        request = self.request.sudo()
        return (
            request.read(["state", "round", "snapshot", "snapshot_hash", "last_hash"]),
            request.turn_ids.read(["state", "user_id", "closed_on", "told"]),
            request.signature_ids.read(["hash", "decision", "signed_on"]),
            self.case.sudo().approval_locks,
        )

    def _call_kw(self, model, method, ids, kwargs):
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "params": {
                        "model": model,
                        "method": method,
                        "args": [ids] if ids else [],
                        "kwargs": kwargs,
                    },
                }
            ),
            headers={"Content-Type": "application/json"},
        )
        return "error" not in response.json()

    def _call_json2(self, key, model, method, ids, kwargs):
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps({**kwargs, **({"ids": ids} if ids else {})}),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {key}",
            },
        )
        return response.status_code < 400

    def _get_key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        return keys.sudo()._generate(None, "test", Datetime.add(Datetime.now(), days=1))

    def _get_attacks(self):
        """``(model, ids, method, keyword arguments)`` that nobody may do."""
        request, turn = self.request, self._open_turns(self.request)
        signature = request.signature_ids[-1]
        text = self.env["complaint.approval.text"].search(
            [("request_id", "=", request.id)], limit=1
        )
        decide = {"expected_hash": request.snapshot_hash, "comment": "Mine."}
        first = request.turn_ids[0]
        for decision in ("approve", "change", "return", "refuse"):
            for one in (turn, first):  # out of turn, and what is decided already
                yield one, "action_decide", {**decide, "decision": decision}
        yield (
            turn,
            "action_approve_shown",
            {"context": {"expected_hash": request.snapshot_hash}},
        )
        yield turn, "action_reassign", {"user_id": self.clerk.id, "reason": "Mine."}
        yield turn, "action_add_signer", {"user_id": self.clerk.id, **decide}
        for record in (request, turn, signature, text):
            yield record, "unlink", {}
            yield record, "write", {"vals": {"company_id": self.other_company.id}}
            yield record.browse(), "create", {"vals_list": [{"state": "granted"}]}
        yield request, "write", {"vals": {"state": "granted"}}
        yield request, "write", {"vals": {"told_user_ids": [[6, 0, []]]}}
        yield turn, "write", {"vals": {"state": "approved"}}
        yield turn, "write", {"vals": {"user_id": self.clerk.id}}
        yield request, "action_withdraw", {"reason": "Mine."}
        for method in ("_end", "_revoke", "_write_guarded", "_erase_texts", "_enter"):
            yield request, method, {}
        for method in ("_close", "_open", "_do_approve", "_sign_turn"):
            yield turn, method, {}
        yield signature.browse(), "_sign", {"vals_list": []}
        for method in ("_approval_done", "_write_approved", "_unlock_approval"):
            yield self.case, method, {}
        yield self.case, "write", {"vals": {"approval_locks": False}}
        yield self.case, "write", {"vals": {"claimed_amount": 1}}
        yield text, "read", {"fields": ["text"]}

    def _get_peeks(self):
        """What neither an unrelated employee nor a customer reads."""
        for record in (
            self.request,
            self.request.turn_ids,
            self.request.signature_ids,
        ):
            yield record, "read", {"fields": ["company_id"]}
            yield record, "web_read", {"specification": {"display_name": {}}}

    def _attack(self, user, call, attacks):
        for record, method, kwargs in attacks:
            with self.subTest(user=user.login, model=record._name, method=method):
                self.assertFalse(call(record._name, method, record.ids, kwargs))

    def _get_all(self, user):
        yield from self._get_attacks()
        if user in (self.clerk, self.portal):
            yield from self._get_peeks()

    def test_r_a05_call_kw_is_refused(self):
        before = self._state()
        for user in self.attackers:
            self.authenticate(user.login, user.login)
            known = {"group_ext_id": "base.group_user"}
            self.assertTrue(self._call_kw("res.users", "has_group", user.ids, known))
            with mute_logger(*NOISE):
                self._attack(user, self._call_kw, self._get_all(user))
        self.assertEqual(self._state(), before)

    def test_r_a05_json2_is_refused(self):
        before = self._state()
        for user in self.attackers:
            key = self._get_key(user)

            def call(*arguments, key=key):
                return self._call_json2(key, *arguments)

            with mute_logger(*NOISE):
                self._attack(user, call, self._get_all(user))
        self.assertEqual(self._state(), before)

    def test_r_a04_whose_turn_it_is_decides_over_json2(self):
        """The same call by who is asked goes through: the refusals above are not
        faults of the calls."""
        turn = self._open_turns(self.request)
        done = self._call_json2(
            self._get_key(self.market_head),
            turn._name,
            "action_decide",
            turn.ids,
            {"decision": "approve", "expected_hash": self.request.snapshot_hash},
        )
        self.assertTrue(done)
        self.env.invalidate_all()
        self.assertAsked(self.request, self.vice)
