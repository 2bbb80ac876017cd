import base64
import hashlib

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import ComplaintCommon

TEXT = b"Receipt 4471, tea set 59.00"
# role: what it may do with the evidence of a case that somebody else registered
EVIDENCE_RIGHTS = {
    "clerk": "",
    "officer": "read write create unlink",
    "admin": "read write create unlink",
    "executive": "read",
    "supervisor": "read",
    "stranger": "",
}
CONTEXTS = (
    {"_force_unlink": True},
    {"install_mode": True, "module": "complaint_management"},
    {"tracking_disable": True, "import_file": True, "bin_size": True},
)


class EvidenceCommon(ComplaintCommon):
    @classmethod
    def _add(cls, case, user=None, **values):
        """Evidence as ``user`` (the officer) adds it: a small text file."""
        evidences = cls.env["complaint.evidence"].with_user(user or cls.officer)
        file = base64.b64encode(TEXT)
        return evidences.create(
            {"case_id": case.id, "file": file, "file_name": "receipt.txt", **values}
        )

    def _get_file(self, evidence):
        domain = [("res_model", "=", evidence._name), ("res_id", "=", evidence.id)]
        return self.env["ir.attachment"].search([*domain, ("res_field", "=", "file")])

    def _add_and_bring_to(self, state, **values):
        """Evidence of a case that went on to ``state``."""
        case = self._register()
        evidence = self._add(case, **values)
        case.action_accept()
        case.action_investigate()
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        if state != "approved":
            case.action_confirm()
        if state == "closed":
            self._tell(case)
            case.action_close()
        self.assertCaseState(case, state)
        return evidence


@tagged("post_install", "-at_install")
class TestEvidence(EvidenceCommon):
    """The shelf of evidence: who adds, who reads, and that the decision locks it."""

    def __getitem__(self, role):
        return getattr(self, role)

    def test_r_i03_who_complains_for_another_shows_his_authority(self):
        case = self._register(represents="Mr. Huang senior")
        with self.assertRaisesRegex(UserError, "written authority of Mr. Huang senior"):
            case.action_accept()
        self.env["complaint.evidence"].with_user(self.officer).create(
            {
                "case_id": case.id,
                "name": "Authority",
                "kind": "authority",
                "description": "Paper, shown at the counter, copy in the folder.",
            }
        )
        case.action_accept()
        self.assertCaseState(case, "accepted")

    def test_r_i04_evidence_says_what_it_is_and_from_whom(self):
        evidence = self._add(self._register(), file_name="call of May 3.mp3")
        self.assertEqual(evidence.name, "call of May 3.mp3")
        self.assertEqual((evidence.kind, evidence.source), ("recording", "complainant"))
        self.assertEqual(evidence.create_uid, self.officer)
        self.assertEqual(evidence.checksum, hashlib.sha256(TEXT).hexdigest())
        self.assertEqual(evidence.file_size_text, "27 bytes")

    def test_r_i04_a_thing_is_described_in_the_dialog(self):
        case = self._register()
        action = case.action_add_evidence()
        evidences = self.env[action["res_model"]].with_user(self.officer)
        with Form(evidences.with_context(**action["context"])) as form:
            form.kind = "other"
            form.description = "The kettle, in the returns room, shelf 4"
        self.assertEqual(case.evidence_ids.name, "Other")
        self.assertFalse(case.evidence_ids.file_size_text)

    def test_r_i03_a_written_authority_keeps_its_kind(self):
        evidence = self._add(self._register(), kind="authority", file_name="Scan.jpg")
        self.assertEqual(evidence.kind, "authority")

    def test_r_i04_a_file_a_link_or_a_thing_must_be_there(self):
        case = self._register()
        nothing = {"file": False, "file_name": False}
        for values in ({"link": "https://x.example.com/v"}, {"description": "Box"}):
            self.assertTrue(self._add(case, **nothing, **values))
        with self.assertRaisesRegex(ValidationError, "holds nothing yet"):
            self._add(case, **nothing, name="Kettle")

    def test_r_p03_role_by_verb(self):
        evidence = self._add(self._register())
        for role, rights in EVIDENCE_RIGHTS.items():
            for verb in ("read", "write", "unlink"):
                allowed = evidence.with_user(self[role]).has_access(verb)
                self.assertEqual(allowed, verb in rights, (role, verb))

    def test_r_p03_who_may_not_add_does_not_see_the_button_and_cannot(self):
        case = self._register()
        for role, rights in EVIDENCE_RIGHTS.items():
            if "read" in rights:
                sees = case.with_user(self[role]).can_add_evidence
                self.assertEqual(sees, "create" in rights, role)
            if "create" not in rights:
                with self.assertRaises(AccessError, msg=role):
                    self._add(case, self[role])

    def test_r_p03_a_clerk_adds_to_what_he_received_but_takes_nothing_away(self):
        case = self._register(self.clerk)
        case.with_user(self.officer).action_accept()
        self.assertTrue(case.can_add_evidence)
        evidence = self._add(case, self.clerk)
        for attempt in (evidence.unlink, lambda: evidence.write({"name": "x"})):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(case.evidence_ids, evidence)

    def test_r_p03_who_reads_the_evidence_reads_its_file_nobody_else(self):
        evidence = self._add(self._register())
        file = self._get_file(evidence)
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        for user, reads in (
            *(
                (self[role], "read" in EVIDENCE_RIGHTS[role])
                for role in EVIDENCE_RIGHTS
            ),
            (portal, False),
            (self.env.ref("base.public_user"), False),
        ):
            self.assertEqual(file.with_user(user).has_access("read"), reads, user.name)
            found = file.with_user(user).search([("id", "=", file.id)])
            self.assertEqual(bool(found), reads, user.name)
        self.assertEqual(file.with_user(self.supervisor).raw, TEXT)

    def test_r_v04_nothing_of_locked_evidence_changes_in_any_decided_state(self):
        for state in ("approved", "confirming", "closed"):
            evidence = self._add_and_bring_to(state)
            self.assertTrue(evidence.locked)
            for one in self._get_disguises(evidence):
                self._assert_locked(one)
            self.assertEqual(base64.b64decode(evidence.file), TEXT)

    def _get_disguises(self, evidence):
        yield from (evidence.with_user(user) for user in (self.officer, self.admin))
        yield evidence.sudo()
        yield from (evidence.with_context(**context) for context in CONTEXTS)
        yield from (evidence.sudo().with_context(**context) for context in CONTEXTS)

    def _assert_locked(self, evidence):
        other = base64.b64encode(b"other")
        for values in (
            {"name": "x"},
            {"file": other},
            {"file": False},
            {"kind": "mail"},
        ):
            with self.assertRaisesRegex(UserError, "was decided on it"):
                evidence.write(values)
        with self.assertRaisesRegex(UserError, "was decided on it"):
            evidence.unlink()

    def test_r_v04_not_through_the_case_either(self):
        evidence = self._add_and_bring_to("approved")
        case, second = evidence.case_id, self._register()
        for record, command in (
            (case, Command.update(evidence.id, {"description": "x"})),
            (case, Command.delete(evidence.id)),
            (case, Command.unlink(evidence.id)),
            (case, Command.clear()),
            (case, Command.set([])),
            (second, Command.link(evidence.id)),
        ):
            with self.assertRaises(UserError, msg=command):
                record.write({"evidence_ids": [command]})
        self.assertEqual(case.evidence_ids, evidence)

    def test_r_v04_the_lock_is_not_set_or_lifted_by_hand(self):
        evidence = self._add(self._register())
        for name, value in {
            "locked": True,
            "added_after_decision": True,
            "checksum": "0" * 64,
            "file_size": 1,
            "mimetype": "image/png",
            "company_id": self.other_company.id,
        }.items():
            with self.assertRaisesRegex(UserError, "cannot be set by hand", msg=name):
                evidence.sudo().write({name: value})
            with self.assertRaisesRegex(UserError, "cannot be set by hand", msg=name):
                self._add(evidence.case_id, **{name: value})
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            evidence.case_id.evidence_count = 0

    def test_r_v04_what_is_added_after_the_decision_is_marked_and_locked(self):
        case = self._add_and_bring_to("confirming").case_id
        late = self._add(case)
        self.assertTrue(late.added_after_decision and late.locked)
        self.assertFalse((case.evidence_ids - late).added_after_decision)
        with self.assertRaises(UserError):
            late.unlink()

    def test_r_v04_reopening_unlocks_nothing(self):
        evidence = self._add_and_bring_to("closed")
        case = evidence.case_id
        case.action_investigate("A second pot leaks too.")
        self._assert_locked(evidence)
        new = self._add(case)
        self.assertFalse(new.locked or new.added_after_decision)
        new.description = "The second pot"
        case.action_submit()
        case.with_user(self.executive).action_approve()
        self._assert_locked(new)

    def test_r_v04_a_withdrawn_decision_unlocks_nothing(self):
        evidence = self._add_and_bring_to("approved")
        evidence.case_id.with_user(self.executive).action_submit("Not the right amount")
        self.assertCaseState(evidence.case_id, "deciding")
        self._assert_locked(evidence)

    def test_r_v04_feedback_that_goes_the_short_way_locks_too(self):
        case = self._register(kind="suggestion")
        evidence = self._add(case)
        case.action_confirm()
        self._assert_locked(evidence)

    def test_who_may_see_evidence_can_be_said_after_the_decision(self):
        evidence = self._add_and_bring_to("approved")
        evidence.for_investigator = True
        self.assertTrue(evidence.for_investigator)

    def test_evidence_stays_with_its_case(self):
        evidence = self._add(self._register())
        with self.assertRaisesRegex(UserError, "stays with the complaint"):
            evidence.case_id = self._register()
        evidence.case_id = evidence.case_id

    def test_r_p04_what_was_removed_before_leaves_name_and_fingerprint(self):
        case = self._register()
        evidence = self._add(case)
        evidence.action_remove()
        self.assertFalse(case.evidence_ids or self._get_file(evidence))
        domain = [("res_model", "=", case._name), ("res_id", "=", case.id)]
        trails = self.env["complaint.trail"].with_user(self.officer).search(domain)
        [removed, added] = trails.filtered(lambda one: one.field_name == "evidence_ids")
        self.assertEqual(removed.field_label, "Evidence")
        self.assertEqual((removed.old_text, removed.new_text), (added.new_text, ""))
        self.assertIn("receipt.txt", removed.old_text)
        self.assertIn(hashlib.sha256(TEXT).hexdigest(), removed.old_text)
        self.assertEqual(removed.user_id, self.officer)

    def test_r_p04_a_file_that_was_replaced_before_leaves_its_fingerprint(self):
        evidence = self._add(self._register())
        evidence.file = base64.b64encode(b"other")
        domain = [("res_model", "=", evidence._name), ("field_name", "=", "checksum")]
        last = self.env["complaint.trail"].search(domain, limit=1)
        self.assertEqual(last.old_value, hashlib.sha256(TEXT).hexdigest())
        self.assertEqual(last.new_value, evidence.checksum)
