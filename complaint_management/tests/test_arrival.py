from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import OperationalError

from .web_common import WebCommon

LOGGER = "odoo.addons.complaint_management.tools.batches"


@tagged("post_install", "-at_install")
class TestArrival(WebCommon):
    """R-I01, R-I11: who files on the web waits for nothing that only tells others; a
    job does it, whatever happens to a run of it."""

    def _get_told(self, case, user=None):
        """Messages by which a user was told that a case is his."""
        user = user or self.officer
        return self.env["mail.message"].search(
            [
                ("model", "=", case._name),
                ("res_id", "=", case.id),
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )

    def test_r_i01_handler_is_told_once(self):
        case, _token = self._file_directly()
        self.assertTrue(case.is_arriving)
        self.assertFalse(case.message_ids | self._get_told(case))
        for _run in range(2):
            self._run_arrivals()
            self.assertFalse(case.is_arriving)
            self.assertIn(self.officer.partner_id, case.message_partner_ids)
            self.assertEqual(len(self._get_told(case)), 1)
            self.assertEqual(len(case.reply_ids), 1)

    def test_first_note_is_of_the_visitor_and_of_his_moment(self):
        visitor = self.env.ref("base.public_user")
        intake = self.intake.with_user(visitor)
        said = {"what": "It leaks.", "name": "Li Na", "kind": "complaint"}
        said["phone"] = "13900001111"
        token = intake._file(self.company, said, [], "form 1")
        case = self.env["complaint.link"]._find_case(token)
        self.env.cr.execute(
            "UPDATE complaint_case SET create_date = create_date - interval '1 hour'"
            " WHERE id = %s",
            [case.id],
        )
        self._run_arrivals()
        note = case.message_ids.sorted("id")[0]
        self.assertEqual(note.author_id, visitor.partner_id)
        self.assertEqual(note.date, case.create_date)

    def test_run_that_breaks_off_loses_nothing(self):
        """The mark goes with what it stands for, in one transaction."""
        cases = self.env["complaint.case"]
        case, _token = self._file_directly()
        with (
            patch.object(
                type(cases), "_acknowledge_filing", side_effect=OperationalError()
            ),
            self.assertRaises(OperationalError),
        ):
            cases._cron_tell_arrivals()
        self.env.invalidate_all()
        self.assertTrue(case.is_arriving)
        self.assertFalse(self._get_told(case))
        self._run_arrivals()
        self.assertEqual(len(self._get_told(case)), 1)
        self.assertEqual(case.reply_ids.kind, "acknowledgement")

    def test_one_of_which_nobody_can_be_told_holds_up_no_other(self):
        bad, _token = self._file_directly("form 1")
        good, _token = self._file_directly("form 2")
        cases = type(self.env["complaint.case"])
        tell = cases._tell_arrival

        def refuse(case):
            if case == bad:
                raise ValueError("No such template")
            tell(case)

        with patch.object(cases, "_tell_arrival", refuse), mute_logger(LOGGER):
            self._run_arrivals()
        self.assertTrue(self._get_told(good))
        self.assertFalse((bad | good).filtered("is_arriving"))
        self.assertEqual(bad.activity_ids.user_id, self.officer)
        self.assertIn("No such template", bad.activity_ids.note)

    def test_who_was_given_it_meanwhile_is_told_once(self):
        case, _token = self._file_directly()
        case.with_user(self.officer).user_id = self.executive
        self.assertEqual(len(self._get_told(case, self.executive)), 1)
        self._run_arrivals()
        self.assertEqual(len(self._get_told(case, self.executive)), 1)
        self.assertFalse(self._get_told(case))
        self.assertTrue(case.message_ids)
