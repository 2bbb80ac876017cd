from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .keeping_common import SECRET, KeepingCommon

PERSONAL = ("Zhang", "zhang@example.com", "5550101", "Lake Road", SECRET)
# where the words of a person may not be found afterwards
TABLES = ("mail_message", "mail_activity", "ir_attachment", "complaint_trail")


class ErasureCommon(KeepingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._live(
            partner_company="Zhang Trading",
            occurred_at="12 Lake Road",
            consent_note="Zhang said so.",
        )
        cls._make(cls.case)

    def _age(self, cases, years=4):
        """As if the time of keeping was over."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE complaint_case SET keep_until = %s WHERE id IN %s",
            [
                fields.Date.today() - timedelta(days=365 * (years - 3)),
                tuple(cases.ids),
            ],
        )
        self.env.invalidate_all()

    def _prepare(self, cases, user=None, **values):
        action = cases.with_user(user or self.admin).action_prepare_erasure()
        erasure = self.env[action["res_model"]].browse(action["res_id"])
        erasure = erasure.with_user(user or self.admin)
        erasure.write({"reason": "Yearly round.", **values})
        return erasure

    def _erase(self, cases, **values):
        erasure = self._prepare(cases, **values)
        erasure.action_ask()
        erasure.confirmation = len(cases)
        erasure.action_erase()
        self.env.invalidate_all()
        return erasure

    def _find_personal(self, cases):
        """Where words of the person are still found, over all that is held."""
        self.env.flush_all()
        holdings = self.env["complaint.holdings"]
        tables = {
            self.env[name]._table: records.ids
            for name, records in holdings._find(cases).items()
            if records
        }
        found = self._find_in(tables, PERSONAL)
        return found + self._find_in(dict.fromkeys(TABLES), PERSONAL[3:])

    def _find_in(self, tables, words):
        found = []
        for table, ids in tables.items():
            self.env.cr.execute(
                SQL(
                    "SELECT row_to_json(one)::text FROM %s AS one WHERE %s",
                    SQL.identifier(table),
                    SQL("id = ANY(%s)", ids) if ids else SQL("TRUE"),
                )
            )
            rows = [row for (row,) in self.env.cr.fetchall()]
            found += [
                (table, word, row) for row in rows for word in words if word in row
            ]
        return found


@tagged("post_install", "-at_install")
class TestErasure(ErasureCommon):
    """R-S04: kept so long, then the person goes and the figures stay."""

    # ------------------------------------------------------------
    # KEPT
    # ------------------------------------------------------------

    def test_r_s03_reports_hold_nothing_of_their_own(self):
        """A report reads what is held elsewhere: it has no table to erase."""
        for name in self.env["complaint.holdings"]._get_paths():
            self.assertTrue(self.env[name]._auto, name)

    def test_r_s04_kept_as_long_as_the_policy_says_at_least_three_years(self):
        ended = self.case._get_own_day(self.case.closed_on)
        self.assertEqual(self.case.keep_until, ended.replace(year=ended.year + 3))
        self.case.policy_id.sudo().retention_years = 10
        later = self._close(self._register())
        self.assertEqual(later.keep_until, ended.replace(year=ended.year + 10))
        self.assertFalse(self._register().keep_until)

    def test_r_s04_open_again_it_is_kept_without_end(self):
        self.case.action_investigate("The new one leaks too.")
        self.assertFalse(self.case.keep_until)

    def test_r_s04_nobody_deletes_a_case_nor_who_complained(self):
        for context in ({}, {"_force_unlink": True, "install_mode": True}):
            with self.assertRaises(UserError):
                self.case.sudo().with_context(**context).unlink()
            with self.assertRaisesRegex(UserError, self.case.number):
                self.customer.with_context(**context).unlink()

    def test_r_s04_files_of_what_was_written_are_kept(self):
        files = self.case.message_ids.attachment_ids
        self.assertTrue(files)
        with self.assertRaises(UserError):
            files.with_user(self.officer).unlink()

    def test_r_s04_list_of_what_is_due(self):
        domain = [("keep_until", "<", "today"), ("erased_on", "=", False)]
        cases = self.env["complaint.case"].with_user(self.admin)
        self.assertNotIn(self.case, cases.search(domain))
        self._age(self.case)
        self.assertIn(self.case, cases.search(domain))
        self._erase(self.case)
        self.assertNotIn(self.case, cases.search(domain))

    # ------------------------------------------------------------
    # REFUSED
    # ------------------------------------------------------------

    def test_r_s04_not_before_the_time(self):
        erasure = self._prepare(self.case, ground="retention")
        with self.assertRaisesRegex(UserError, "kept longer"):
            erasure.action_ask()

    def test_r_s04_not_while_the_case_is_open(self):
        still_open = self._register()
        with self.assertRaisesRegex(UserError, "is open"):
            self._prepare(still_open, ground="demand")

    def test_r_s04_judged_again_when_it_is_done(self):
        self._age(self.case)
        erasure = self._prepare(self.case)
        erasure.action_ask()
        self.case.action_investigate("The new one leaks too.")
        erasure.confirmation = 1
        with self.assertRaisesRegex(UserError, "is open"):
            erasure.action_erase()

    def test_r_s04_asked_twice_with_reason(self):
        self._age(self.case)
        erasure = self._prepare(self.case, reason=False)
        with self.assertRaisesRegex(UserError, "say why"):
            erasure.action_ask()
        with self.assertRaises(UserError):
            erasure.action_erase()
        erasure.reason = "Yearly round."
        erasure.action_ask()
        for wrong in (0, 2):
            erasure.confirmation = wrong
            with self.assertRaisesRegex(UserError, "Type 1"):
                erasure.action_erase()
        self.assertFalse(self.case.erased_on)

    def test_r_s04_administrators_only(self):
        self._age(self.case)
        for user in (self.officer, self.executive, self.supervisor, self.clerk):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_prepare_erasure()
        erasure = self._prepare(self.case)
        for user in (self.officer, self.supervisor):
            with self.assertRaises(AccessError):
                erasure.with_user(user).action_ask()
        for method in ("create", "write"):
            with self.assertRaises(UserError):
                if method == "create":
                    vals = {"company_id": self.company.id}
                    self.env["complaint.erasure"].create(vals)
                else:
                    self.case.sudo().write({"erased_on": "2020-01-01"})

    # ------------------------------------------------------------
    # ERASED
    # ------------------------------------------------------------

    def test_r_s04_nothing_of_the_person_is_left(self):
        self._age(self.case)
        self.assertTrue(self._find_personal(self.case))
        self._erase(self.case)
        self.assertEqual(self._find_personal(self.case), [])
        self.assertFalse(self.case.partner_id | self.case.commercial_partner_id)
        self.assertFalse(self.case.message_ids)

    def test_r_s04_figures_stay(self):
        names = [
            name
            for name, field in self.env["complaint.case"]._fields.items()
            if field.store
            and field.type
            in ("date", "datetime", "selection", "monetary", "float", "boolean")
            and name not in ("erased_on", "write_date", "rating_last_value")
        ]
        names += ["number", "category_id", "channel_id", "user_id", "policy_id"]
        before = self.case.read(names)
        lines = self.case.evidence_ids.mapped("checksum")
        self._age(self.case)
        before[0]["keep_until"] = self.case.keep_until
        self._erase(self.case)
        self.assertEqual(self.case.read(names), before)
        self.assertEqual(self.case.evidence_ids.mapped("checksum"), lines)
        self.assertTrue(self.case.archive_ids.checksum)
        self.assertEqual(self.case.archive_ids.state, "erased")

    def test_r_s04_r_a05_signatures_still_verify(self):
        requests = self.env["complaint.approval.request"]
        request = requests.search([("case_id", "=", self.case.id)])
        self._age(self.case)
        erasure = self._erase(self.case)
        request._check_untouched()
        last = request.signature_ids.sorted("id")[-1]
        self.assertEqual(last.decision, "erase")
        self.assertEqual(last.user_id, self.admin)
        self.assertIn(str(erasure.id), last.comment)
        self.assertEqual(request.reference, self.case.number)

    def test_r_s04_files_are_gone_from_the_file_store(self):
        files = self.env["ir.attachment"].with_context(skip_res_field_check=True)
        held = files.browse()
        for records in (self.case.evidence_ids, self.case.archive_ids):
            place = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
            held += files.search(place)
        self.assertEqual(len(held), 2)
        names = [name for name in held.mapped("store_fname") if name]
        self._age(self.case)
        with patch.object(type(files), "_file_delete") as delete:
            self._erase(self.case)
        self.assertFalse(held.exists())
        deleted = {call.args[-1] for call in delete.call_args_list}
        self.assertLessEqual(set(names), deleted)

    def test_r_s04_who_erased_what_when_why(self):
        self._age(self.case)
        erasure = self._erase(self.case)
        self.assertRecordValues(
            erasure,
            [
                {
                    "state": "done",
                    "user_id": self.admin.id,
                    "reason": "Yearly round.",
                    "case_ids": self.case.ids,
                    "erased_count": 1,
                }
            ],
        )
        self.assertTrue(erasure.done_on)
        self.assertEqual(self.case.erasure_id, erasure)
        with self.assertRaises(UserError):
            erasure.reason = "Another"
        with self.assertRaises(UserError):
            erasure.unlink()
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", self.case.id), ("field_name", "=", "erased_on")]
        )
        self.assertTrue(trail.new_value)

    def test_r_s04_on_lawful_demand_before_the_time(self):
        erasure = self._erase(self.case, ground="demand")
        self.assertEqual(erasure.state, "done")
        self.assertEqual(self._find_personal(self.case), [])

    def test_r_s04_erased_case_stays_as_it_is(self):
        self._erase(self.case, ground="demand")
        with self.assertRaisesRegex(UserError, "erased"):
            self.case.action_investigate("Again")
        with self.assertRaisesRegex(UserError, "erased"):
            self.case.write({"partner_name": "Ms. Zhang"})
        self.customer.unlink()

    def test_r_s04_legal_advice_goes_too(self):
        head = self.env["hr.employee"].create(
            {"name": "Head", "user_id": self.executive.id}
        )
        legal = {"name": "Legal", "company_id": self.company.id, "manager_id": head.id}
        case = self._register()
        duty = self.env["complaint.duty"].create(
            {
                "case_id": case.id,
                "department_id": self.env["hr.department"].create(legal).id,
                "kind": "legal",
            }
        )
        duty.advice_ids.sudo().write(
            {"advice": SECRET, "file": b"U2VjcmV0", "file_name": "Zhang.txt"}
        )
        case.action_cancel("Zhang takes it back.")
        self._erase(case, ground="demand")
        self.assertEqual(self._find_personal(case), [])
        self.assertFalse(duty.advice_ids.sudo().file)

    # ------------------------------------------------------------
    # MANY
    # ------------------------------------------------------------

    def test_r_s04_many_are_left_to_the_job(self):
        cases = self.env["complaint.case"]
        for number in range(12):
            cases += self._register(title=f"Zhang {number}")
        for case in cases:
            case.action_cancel("Zhang takes it back.")
        erasure = self._erase(cases, ground="demand")
        self.assertEqual(erasure.state, "queued")
        self.assertFalse(any(case.erased_on for case in cases))
        self._run_job("erasure")
        self.assertEqual(erasure.state, "done")
        self.assertEqual(erasure.erased_count, 12)
        self.assertEqual(self._find_personal(cases), [])

    @mute_logger("odoo.sql_db")
    def test_r_s04_one_that_cannot_be_erased_stops_the_job_and_is_told(self):
        cases = self.env["complaint.case"]
        for number in range(11):
            cases += self._register(title=f"Zhang {number}")
        for case in cases:
            case.action_cancel("Zhang takes it back.")
        erasure = self._erase(cases, ground="demand")
        cases[3].action_take_up_again("He changed his mind.")
        self._run_job("erasure")
        self.assertEqual(erasure.state, "failed")
        self.assertEqual(erasure.erased_count, 3)
        self.assertIn(cases[3].number, erasure.error)
        cases[3].action_cancel("Again.")
        erasure.action_erase()
        self._run_job("erasure")
        self.assertEqual(erasure.state, "done")
        self.assertEqual(erasure.erased_count, 11)
