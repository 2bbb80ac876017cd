from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import complaint_takeover
from ..tools.old_systems import OldSystem
from .common import ComplaintCommon

# Contacts stand in for the records of a module that is not here, their industry for
# the stage.
OLD = OldSystem(
    model="res.partner",
    title="Old claims",
    stage="industry_id",
    reference="OLD-{0.id}",
    cells={
        "received_on": "create_date",
        "title": "name",
        "description": "ref",
        "partner_email": "email",
        "handler": "user_id.login",
        "category": "city",
    },
    endings={"base.res_partner_industry_A": "closed"},
    told=("website", "user_id"),
    partner="parent_id",
)


@tagged("post_install", "-at_install")
class TestTakeover(ComplaintCommon):
    """R-I17: what another module kept becomes historical cases, as it was."""

    def setUp(self):
        super().setUp()
        takeovers = type(self.env["complaint.takeover"])
        systems = lambda this: {"res.partner": OLD}  # noqa: E731
        self.startPatcher(patch.object(takeovers, "_get_systems", systems))
        self.takeover = (
            self.env["complaint.takeover"]
            .with_user(self.admin)
            .create({"source": "res.partner", "channel_id": self.hotline.id})
        )
        domain = [("company_id", "=", self.company.id)]
        self.startPatcher(
            patch.object(
                takeovers,
                "_get_left_domain",
                lambda this: [("id", ">", this.last_id), *domain],
            )
        )
        self.over = self.env.ref("base.res_partner_industry_A")
        self.going = self.env.ref("base.res_partner_industry_B")

    def _old(self, count=1, **values):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"It leaks {number}",
                    "ref": "From the spout <b>",
                    "company_id": self.company.id,
                    "industry_id": self.over.id,
                    "email": "li@customer.example",
                    "city": "Leaks",
                    "website": "http://old.example",
                    **values,
                }
                for number in range(count)
            ]
        )

    def _say(self, old, **values):
        return old.message_post(
            body="Seen <img src='/web/image/1'>",
            author_id=self.officer.partner_id.id,
            message_type="comment",
            **values,
        )

    def _cases(self):
        cases = self.env["complaint.case"]
        return cases.search([("old_model", "=", "res.partner")], order="old_id")

    def test_r_i17_a_record_becomes_a_historical_case(self):
        old = self._old()
        self.takeover.action_take_over()
        self.assertFalse(self.takeover.refusals)
        case = self._cases()
        self.assertRecordValues(
            case,
            [
                {
                    "title": "It leaks 0",
                    "state": "closed",
                    "historical": True,
                    "import_reference": f"OLD-{old.id}",
                    "old_id": old.id,
                    "channel_id": self.hotline.id,
                    "partner_email": "li@customer.example",
                    "receiver_id": False,
                    "received_on": old.create_date.replace(microsecond=0),
                }
            ],
        )
        self.assertEqual(case.category_id.name, "Leaks")
        self.assertIn("From the spout &lt;b&gt;", case.description)
        self.assertIn("http://old.example", case.description)

    def test_what_is_not_over_is_a_new_case(self):
        self._old(industry_id=self.going.id)
        self.takeover.action_take_over()
        self.assertCaseState(self._cases(), "new")
        self.assertFalse(
            self.env["complaint.clock"].search([("case_id", "=", self._cases().id)])
        )

    def test_the_administrator_names_the_stages_that_are_over(self):
        self._old(industry_id=self.going.id)
        self.takeover.closed_stages = f"Nothing, {self.going.name}"
        self.takeover.action_take_over()
        self.assertCaseState(self._cases(), "closed")

    def test_messages_and_files_come_as_they_were_and_nobody_is_told(self):
        old = self._old()
        message = self._say(old, attachments=[("photo.txt", b"a leaking kettle")])
        message.date = datetime(2020, 1, 1)
        file = message.attachment_ids
        message.body = f"Seen <img src='/web/image/{file.id}?access_token=x'>"
        told = [
            self.env[name].search_count([])
            for name in ("mail.mail", "mail.notification")
        ]
        self.takeover.action_take_over()
        case = self._cases()
        brought = case.message_ids.filtered("attachment_ids")
        copy = brought.attachment_ids
        self.assertEqual(brought.date, datetime(2020, 1, 1))
        self.assertEqual(brought.author_id, self.officer.partner_id)
        self.assertTrue(brought.is_internal)
        self.assertEqual(copy.raw, b"a leaking kettle")
        self.assertEqual(copy.store_fname, file.store_fname)
        self.assertEqual((copy.res_model, copy.res_id), ("complaint.case", case.id))
        self.assertIn(f"/web/image/{copy.id}", brought.body)
        self.assertNotIn("access_token", brought.body)
        self.assertEqual(len(case.message_ids), len(old.message_ids))
        self.assertFalse(case.message_follower_ids)
        self.assertEqual(
            told,
            [
                self.env[name].search_count([])
                for name in ("mail.mail", "mail.notification")
            ],
        )

    def test_again_it_takes_over_only_what_is_new(self):
        self._old(2)
        self.takeover.action_take_over()
        first = self._cases()
        self.takeover.action_take_over()
        self.assertEqual(self._cases(), first)
        self._old()
        self.takeover.action_take_over()
        self.assertEqual(len(self._cases()), 3)

    def test_what_cannot_be_is_refused_with_its_reason(self):
        good, bad = self._old(2)
        bad.ref = "x" * 100_001
        self.takeover.action_take_over()
        self.assertEqual(self._cases().old_id, good.id)
        self.assertIn(f"res.partner,{bad.id}", self.takeover.refusals)
        self.assertIn("is longer than 100000 characters", self.takeover.refusals)

    def test_one_that_fails_does_not_keep_the_others_back(self):
        good, bad = self._old(2)
        letters = type(self.env["complaint.takeover.letters"])
        bring = letters._bring

        def fail(this, old, cases):
            if bad in old:
                raise ValueError("Not every message and file arrived.")
            return bring(this, old, cases)

        with patch.object(letters, "_bring", fail):
            self.takeover.action_take_over()
        self.assertEqual(self._cases().old_id, good.id)
        self.assertIn("Not every message", self.takeover.refusals)

    def test_it_is_counted_before_and_after(self):
        old = self._old(2)
        message = self._say(old[0], attachments=[("a.txt", b"12345")])
        message.date = datetime(2020, 1, 1)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = '2020-01-01' WHERE id = %s",
            message.attachment_ids.ids,
        )
        (old.message_ids - message).unlink()
        self.takeover.action_take_over()
        self._cases()[0].message_post(body="Later")
        self.takeover.action_count()
        there = self.env["complaint.takeover.counter"]._count(self.takeover, False)
        here = self.env["complaint.takeover.counter"]._count(self.takeover, True)
        self.assertEqual(there[self.over.id][2:], (1, 5))
        self.assertEqual(there[self.over.id], here[self.over.id])
        self.assertIn("2 records, taken over 2, not 0", self.takeover.report)

    def test_the_job_goes_on_after_the_last_batch(self):
        self._old(5)
        with patch.object(complaint_takeover, "BATCH", 2):
            self.takeover.action_take_over()
            self.assertEqual(self.takeover.state, "running")
            self.takeover._take_batch()
            self.assertEqual(len(self._cases()), 2)
            with self.enter_registry_test_mode():
                job = self.env.ref("complaint_management.ir_cron_complaint_takeover")
                job.method_direct_trigger()
        self.assertEqual(self.takeover.state, "done")
        self.assertEqual(len(self._cases()), 5)

    def test_a_batch_takes_as_many_queries_however_large(self):
        self._say(self._old())
        self.takeover.action_take_over()
        counts = []
        for count in (10, 40):
            for old in self._old(count):
                self._say(old, attachments=[("a.txt", b"%d" % old.id)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.takeover.action_take_over()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 4)

    def test_only_administrators_take_over(self):
        for user in (self.clerk, self.officer, self.executive, self.supervisor):
            with self.assertRaises(AccessError, msg=user.name):
                self.takeover.with_user(user).action_take_over()

    def test_a_module_that_is_not_here_is_said(self):
        gone = {"crm.gone": OLD}
        takeovers = type(self.env["complaint.takeover"])
        with patch.object(takeovers, "_get_systems", lambda this: gone):
            takeover = self.takeover.create(
                {"source": "crm.gone", "channel_id": self.hotline.id}
            )
            with self.assertRaisesRegex(UserError, "not installed here"):
                takeover.action_take_over()

    def test_customers_do_not_meet_it_in_the_portal(self):
        self._old()
        self.takeover.action_take_over()
        portal = self.env["complaint.portal"]
        self.assertIn(("historical", "=", False), portal._get_domain())
