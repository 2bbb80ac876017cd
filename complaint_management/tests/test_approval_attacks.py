from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .approval_common import ApprovalCommon

CONTEXTS = (
    {},
    {"tracking_disable": True},
    {"mail_notrack": True, "mail_create_nolog": True},
    {"install_mode": True},
    {"force_delete": True, "_force_unlink": True, "MODULE_UNINSTALL_FLAG": True},
    {"skip_validation": True, "bypass": True, "approval": True},
    {"import_file": True},
)


@tagged("post_install", "-at_install")
class TestApprovalAttacks(ApprovalCommon):
    """Hard checks of the engine, by every role and for the superuser: refused, and
    nothing changed (R-A04, R-A05, R-P03)."""

    def setUp(self):
        super().setUp()
        self.request = self._ask()
        self.users = (
            self.clerk,
            self.officer,
            self.branch_head,
            self.gm,
            self.supervisor,
            self.admin,
            self.env.ref("base.user_admin"),
        )

    def _everybody(self, records):
        """``records`` as each role has them, and under each context as those have them
        who are refused least."""
        for user in self.users:
            yield records.with_user(user)
        for keys in CONTEXTS:
            yield records.with_user(self.admin).with_context(**keys)
            yield records.sudo().with_context(**keys)

    def _state(self):
        self.env.invalidate_all()
        request = self.request.sudo()
        return (
            request.read(["state", "round", "snapshot", "snapshot_hash", "last_hash"]),
            request.turn_ids.read(["state", "user_id", "closed_on"]),
            request.signature_ids.read(["hash", "decision", "signed_on"]),
        )

    def _refused(self, records, act):
        before = self._state()
        for some in self._everybody(records):
            with self.subTest(user=some.env.user.login, context=some.env.context):
                with self.assertRaises(UserError):
                    act(some)
                    self.env.flush_all()
        self.assertEqual(self._state(), before)

    def test_r_a05_nobody_writes_state_or_text_of_a_request(self):
        for vals in (
            {"state": "granted"},
            {"snapshot": {"facts": {}}},
            {"requested_by_id": self.clerk.id},
            {"route_id": self.route.id},
            {"decided_on": "2026-01-01"},
        ):
            self._refused(self.request, lambda one, vals=vals: one.write(vals))
        self._refused(self.request, lambda one: one.unlink())

    def test_r_a05_nobody_writes_a_turn(self):
        for vals in (
            {"state": "approved"},
            {"user_id": self.clerk.id},
            {"opened_on": "2020-01-01"},
            {"exclude_requester": False},
            {"name": "Another step"},
        ):
            self._refused(self.request.turn_ids, lambda one, vals=vals: one.write(vals))
        self._refused(self.request.turn_ids, lambda one: one.unlink())

    def test_r_a05_nobody_changes_or_deletes_a_signature(self):
        self._decide(self.request, self.branch_head)
        signatures = self.request.signature_ids
        for vals in (
            {"signed_on": "2020-01-01"},
            {"user_id": self.clerk.id},
            {"decision": "refuse"},
            {},
        ):
            self._refused(signatures, lambda one, vals=vals: one.write(vals))
        self._refused(signatures, lambda one: one.unlink())

    def test_r_a05_nobody_creates_an_approved_record_or_a_signature(self):
        own = {"res_model": "complaint.case", "res_id": self.case.id}
        request = {
            **own,
            "subject": "disposition",
            "state": "granted",
            "route_id": self.route.id,
            "company_id": self.company.id,
            "requested_by_id": self.gm.id,
        }
        turn = {"request_id": self.request.id, "state": "approved", "name": "GM"}
        signature = {
            "request_id": self.request.id,
            "decision": "approve",
            "user_id": self.gm.id,
            "content_hash": self.request.snapshot_hash,
            "hash": "0" * 64,
        }
        text = {"request_id": self.request.id, "digest": "x", "text": "x"}
        for model, vals in (
            ("complaint.approval.request", request),
            ("complaint.approval.turn", turn),
            ("complaint.approval.signature", signature),
            ("complaint.approval.text", text),
        ):
            empty = self.env[model]
            self._refused(empty, lambda one, vals=vals: one.create(vals))
            self._refused(empty, lambda one: one.create({}))
            keys = {f"default_{name}": value for name, value in vals.items()}
            self._refused(
                empty, lambda one, keys=keys: one.with_context(**keys).create({})
            )
        self._refused(
            self.request,
            lambda one: one.write({"signature_ids": [Command.create(signature)]}),
        )

    def test_r_a05_stored_status_of_the_record_is_not_written(self):
        for vals in ({"approval_locks": False}, {"approval_touched": 0}):
            self._refused(self.case, lambda one, vals=vals: one.write(vals))
        with self.assertRaises(UserError):
            self._register(approval_locks="disposition")
        case = (
            self.env["complaint.case"]
            .with_user(self.officer)
            .with_context(default_approval_locks="disposition")
            .create({"title": "Lid"})
        )
        self.assertFalse(case.approval_locks)

    def test_r_a05_frozen_fields_lines_and_evidence_stay(self):
        line = self.env["complaint.line"].create(
            {"case_id": self._register().id, "item_number": "7", "defective_qty": 1}
        )
        case = line.case_id
        case.department_id = case.branch_id = self.branch
        evidence = self.env["complaint.evidence"].create(
            {"case_id": case.id, "name": "Photo", "file": b"eA==", "file_name": "a.txt"}
        )
        file = self.env["ir.attachment"].search(
            [("res_model", "=", evidence._name), ("res_id", "=", evidence.id)]
            + [("res_field", "=", "file")]
        )
        self._ask(case)
        self._refused(case, lambda one: one.write({"claimed_amount": 1}))
        self._refused(case, lambda one: one.write({"category_id": False}))
        self._refused(case, lambda one: one.write({"line_ids": [Command.clear()]}))
        self._refused(case, lambda one: one.write({"line_ids": [Command.create({})]}))
        self._refused(line, lambda one: one.write({"defective_qty": 50}))
        self._refused(line, lambda one: one.write({"case_id": self.case.id}))
        self._refused(line, lambda one: one.unlink())
        self._refused(
            line, lambda one: one.create({"case_id": case.id, "defective_qty": 9})
        )
        self._refused(evidence, lambda one: one.write({"file": b"eHg="}))
        self._refused(evidence, lambda one: one.unlink())
        self._refused(file, lambda one: one.write({"raw": b"forged"}))
        self._refused(file, lambda one: one.unlink())
        case.title = "A better title"  # nothing that was decided on
        self.env["complaint.evidence"].create({"case_id": case.id, "description": "x"})

    def test_r_a05_assessment_does_not_go_past_the_lock(self):
        severity = self.env.ref("complaint_management.complaint_severity_major")
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            self.env["complaint.assessment"].with_user(self.officer).create(
                {"case_id": self.case.id, "severity_id": severity.id}
            )

    def test_r_a05_locks_stay_after_the_decision(self):
        self._grant(self.request)
        self._refused(self.case, lambda one: one.write({"claimed_amount": 1}))
        with self.assertRaisesRegex(UserError, "decided already"):
            self._ask()

    def test_r_a04_strangers_decide_nothing(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        turn = self._open_turns(self.request)
        before = self._state()
        for user in (portal, public, self.stranger, *self.users, self.vice):
            if user == self.branch_head:
                continue
            for arguments in (
                ("approve", False, False, self.request.snapshot_hash),
                ("refuse", "No.", False, self.request.snapshot_hash),
                ("return", "No.", False, self.request.snapshot_hash),
                ("change", "Ha.", False, self.request.snapshot_hash),
            ):
                with self.assertRaises(AccessError):
                    turn.with_user(user).action_decide(*arguments)
            for keys in CONTEXTS:
                with self.assertRaises(AccessError):
                    turn.with_user(user).with_context(**keys).action_decide(
                        "approve", False, False, self.request.snapshot_hash
                    )
        self.assertEqual(self._state(), before)

    def test_r_a05_decision_without_the_text_that_was_seen_is_refused(self):
        turn = self._open_turns(self.request).with_user(self.branch_head)
        for seen in (False, "", None, "0" * 64):
            with self.assertRaises(UserError):
                turn.action_decide("approve", "Fine.", False, seen)
        self.assertEqual(turn.state, "open")

    def test_r_a04_unknown_decision_is_refused(self):
        turn = self._open_turns(self.request).with_user(self.branch_head)
        for decision in ("granted", "request", "", "reassign", "__class__"):
            with self.assertRaises(UserError):
                turn.action_decide(decision, "x", False, self.request.snapshot_hash)

    def test_r_a04_who_may_not_write_the_record_puts_nothing_up(self):
        case = self._register()
        for user in (self.clerk, self.supervisor, self.executive, self.stranger):
            with self.assertRaises(AccessError):
                case.with_user(user).action_request_approval("disposition")
        with self.assertRaises(UserError):
            case.action_request_approval("policy_version")
        with self.assertRaises(UserError):
            case.action_request_approval("no such thing")

    def test_r_a04_only_who_asked_or_the_administrator_withdraws(self):
        for user in (self.gm, self.branch_head, self.supervisor, self.market_head):
            with self.assertRaises(AccessError):
                self.request.with_user(user).action_withdraw("No.")
        with self.assertRaisesRegex(UserError, "say why"):
            self.request.with_user(self.officer).action_withdraw()
        self.request.with_user(self.officer).action_withdraw("Wrong amount.")
        self.assertEqual(self.request.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "settled already"):
            self.request.with_user(self.officer).action_withdraw("Again.")
        self.case.claimed_amount = 5

    def test_r_p03_unrelated_employee_portal_and_public_read_nothing(self):
        portal = new_test_user(self.env, "portal_wang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        records = (
            self.request,
            self.request.turn_ids,
            self.request.signature_ids,
            self.env["complaint.approval.text"].search(
                [("request_id", "=", self.request.id)]
            ),
        )
        for record in records:
            for user in (self.clerk, portal, public, self.stranger):
                with self.assertRaises(AccessError):
                    record.with_user(user).read([])
                if user in (self.clerk, self.stranger) and record._name[-4:] != "text":
                    self.assertFalse(record.with_user(user).search([]))

    def test_r_p03_who_is_asked_reads_it_though_not_the_complaint(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.branch_head).read(["title"])
        request = self.request.with_user(self.branch_head)
        self.assertTrue(request.read(["state", "turn_ids"]))
        self.assertTrue(request.turn_ids.read(["name"]))

    def test_r_a05_what_was_altered_by_sql_shows_and_stops_everything(self):
        self._decide(self.request, self.branch_head)
        self.env.flush_all()
        for query in (
            "UPDATE complaint_approval_signature SET user_name = 'X' WHERE id = %s",
            "DELETE FROM complaint_approval_signature WHERE id = %s",
        ):
            with self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(query, [self.request.signature_ids[-1].id])
                self.env.invalidate_all()
                with self.assertRaisesRegex(UserError, "altered outside"):
                    self._decide(self.request, self.market_head)
                savepoint.rollback()
                self.env.invalidate_all()
        self.env.cr.execute(
            "UPDATE complaint_approval_request SET snapshot = '{\"facts\": {}}'"
            " WHERE id = %s",
            [self.request.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "altered outside"):
            self._decide(self.request, self.market_head)

    def test_refusal_is_said_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        self.officer.lang = "zh_CN"
        turn = self._open_turns(self.request).with_user(self.officer)
        turn = turn.with_context(lang="zh_CN")
        with self.assertRaisesRegex(AccessError, "[\u4e00-\u9fff]"):
            turn.action_decide("approve", False, False, self.request.snapshot_hash)
