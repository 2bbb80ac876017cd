from odoo.tests import tagged, warmup

from .reply_common import ReplyCommon


@tagged("post_install", "-at_install")
class TestReplyFigures(ReplyCommon):
    """Queries of replies (PERFORMANCE): queued +3, the job 12 each plus 30."""

    def _register_many(self, count):
        return self.env["complaint.case"].create(
            [
                {
                    "title": f"Plate {number}",
                    "company_id": self.company.id,
                    "partner_name": f"Guest {number}",
                    "partner_email": f"guest{number}@example.com",
                    "user_id": self.officer.id,
                }
                for number in range(count)
            ]
        )

    @warmup
    def test_queued_at_once(self):
        first, case = self._register_many(2)
        replies = self.env["complaint.reply"]
        replies._queue(first, "acknowledgement")
        self.env.flush_all()
        with self.assertQueryCount(3):
            replies._queue(case, "acknowledgement")
            self.env.flush_all()

    def test_job_of_100(self):
        replies = self.env["complaint.reply"]
        for case in self._register_many(101):
            replies._queue(case, "acknowledgement")
        self.env.flush_all()
        with self._mail_server() as sent, self.enter_registry_test_mode():
            job = self.env.ref("complaint_management.ir_cron_complaint_reply").sudo()
            before = self.env.cr.sql_log_count
            job.method_direct_trigger()
            used = self.env.cr.sql_log_count - before

        self.assertEqual(len(sent), 101)
        self.assertLessEqual(used, 12 * 101 + 30)
