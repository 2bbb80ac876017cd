from odoo.tests import tagged

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestDigest(ClockCommon):
    """R-T07: one digest a person and day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_policy(
            cls._limit("Answer", 1, "working_day", "received_on", "judged_on")
        )
        cls.officer.tz = cls.admin.tz = "Asia/Shanghai"
        cls.env["complaint.health"]._get_jobs().nextcall = "2099-01-01 00:00:00"
        with cls._at("2027-03-01 10:00"):
            cls.case = cls._register(user_id=cls.officer.id)
            cls._register(user_id=cls.officer.id, title="Lid cracked")

    def _run_job(self, at):
        with self._at(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_digest"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _get_digests(self, user):
        return self.env["complaint.digest"].search([("user_id", "=", user.id)])

    def test_r_t07_once_a_day_in_the_morning_of_who_reads_it(self):
        self._run_job("2027-03-02 07:59")
        self.assertFalse(self._get_digests(self.officer))
        for hour in ("08:00", "09:00", "17:30"):
            self._run_job(f"2027-03-02 {hour}")
        self.assertEqual(self._get_digests(self.officer).mapped("count"), [2])
        self._run_job("2027-03-03 08:00")
        self.assertEqual(len(self._get_digests(self.officer)), 2)

    def test_r_t07_it_names_the_cases_with_their_limits(self):
        self._run_job("2027-03-02 08:00")
        message = self.env["mail.message"].search(
            [
                ("model", "=", "complaint.digest"),
                ("partner_ids", "in", self.officer.partner_id.ids),
            ]
        )
        self.assertEqual(len(message), 1)
        for words in (self.case.number, "Lid cracked", "Answer", "5:00"):
            self.assertIn(words, message.body)

    def test_r_t07_who_owes_nothing_gets_none(self):
        self._run_job("2027-03-02 08:00")
        self.assertFalse(self._get_digests(self.admin))
        with self._at("2027-03-02 12:00"):
            (self.case | self._register(user_id=self.officer.id)).action_accept()
        self._run_job("2027-03-03 08:00")
        self.assertEqual(self._get_digests(self.officer)[0].count, 1)

    def test_r_p03_nobody_reads_the_digest_of_another(self):
        self._run_job("2027-03-02 08:00")
        digest = self._get_digests(self.officer)
        self.assertTrue(digest.with_user(self.officer).has_access("read"))
        self.assertFalse(digest.with_user(self.admin).has_access("read"))
