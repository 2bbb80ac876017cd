from odoo import fields
from odoo.tests import tagged, warmup
from odoo.tools import SQL

from .clock_common import ClockCommon


class ClockFiguresCommon(ClockCommon):
    """A policy of three limits, mail as in real life."""

    def setUp(self):
        super().setUp()
        self.policy = self._create_policy(
            self._limit("Answer", 1, "working_day", "received_on", "judged_on"),
            self._limit("Settled", 7, "day", "received_on", "settled_on"),
            self._limit(
                "Outcome",
                15,
                "day",
                "received_on",
                "approved_on",
                rungs=[
                    ("before", 72, "hour", "handler"),
                    ("at", 0, "hour", "gm"),
                ],
            ),
        )
        # who handles it is subscribed by core one by one; the receiver is not
        self.policy.limit_ids.role = "receiver"
        cases = self.env["complaint.case"].with_user(self.officer)
        quiet = ("mail_", "tracking_")
        off = [key for key in self.env.context if key.startswith(quiet)]
        self.cases = cases.with_context(**dict.fromkeys(off, False))

    def _prepare_vals(self, count):
        return [
            {
                "title": f"Plate {number} chipped",
                "channel_id": self.hotline.id,
                "category_id": self.quality.id,
                "partner_name": f"Guest {number}",
            }
            for number in range(count)
        ]

    def _cold(self):
        self.env.flush_all()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestClockFigures(ClockFiguresCommon):
    """PERFORMANCE: what clocks cost."""

    @warmup
    def test_create_1_with_three_clocks(self):
        self.cases.create(self._prepare_vals(1))
        self._cold()
        with self.assertQueryCount(24):
            case = self.cases.create(self._prepare_vals(1))
            self.env.flush_all()
        self.assertTrue(case.due_on)

    @warmup
    def test_create_100_with_three_clocks(self):
        self.cases.create(self._prepare_vals(1))
        self._cold()
        with self.assertQueryCount(30):
            self.cases.create(self._prepare_vals(100))
            self.env.flush_all()

    @warmup
    def test_one_step_with_clocks(self):
        self.cases.create(self._prepare_vals(1)).action_accept()
        case = self.cases.create(self._prepare_vals(1))
        self._cold()
        with self.assertQueryCount(20):
            case.action_accept()
            self.env.flush_all()

    @warmup
    def test_step_of_50_with_clocks(self):
        """2N + 20 (core logs each by itself), the clocks planned in one go."""
        self.cases.create(self._prepare_vals(2)).action_accept()
        cases = self.cases.create(self._prepare_vals(50))
        cases.user_id = self.officer
        self._cold()
        with self.assertQueryCount(2 * 50 + 20):
            cases.action_accept()
            self.env.flush_all()

    @warmup
    def test_what_the_widget_asks(self):
        case = self.cases.create(self._prepare_vals(1))
        case.get_clocks()
        self._cold()
        with self.assertQueryCount(10):
            case.get_clocks()


@tagged("post_install", "-at_install", "slow")
class TestLadderFigures(ClockFiguresCommon):
    """PERFORMANCE: 10,000 due clocks cost at most 1,000 queries, and as many with
    100,000 more that are open and not due."""

    def _fill(self, count, alarm):
        """So many open cases with a clock whose alarm comes then, due a day later."""
        case = self._register(user_id=self.officer.id)
        self.env.flush_all()
        limit = self.policy.limit_ids.filtered(lambda one: one.name == "Outcome")
        columns = SQL(
            "title, kind, state, company_id, policy_id, user_id, receiver_id,"
            " received_on, registered_on, category_id, currency_id, consent, is_open,"
            " has_clocks, region"
        )
        self.env.cr.execute(
            SQL(
                """
            WITH cases AS (
                INSERT INTO complaint_case (%(columns)s, number)
                SELECT %(columns)s, number || '-' || n || %(alarm)s
                FROM complaint_case, generate_series(1, %(count)s) AS n
                WHERE id = %(case)s
                RETURNING id)
            INSERT INTO complaint_clock (
                case_id, limit_id, company_id, amount, unit, state, is_running,
                started_on, due_on, next_alarm_on)
            SELECT id, %(limit)s, %(company)s, 15, 'day', 'running', true,
                '2027-01-01', %(alarm)s::timestamp + interval '3 days', %(alarm)s
            FROM cases
            """,
                columns=columns,
                case=case.id,
                company=self.company.id,
                limit=limit.id,
                count=count,
                alarm=alarm,
            )
        )
        self.env.invalidate_all()

    def _run_job(self):
        before = self.cr.sql_log_count
        with self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        return self.cr.sql_log_count - before

    def test_r_t07_the_job_costs_what_is_due(self):
        self._run_job()
        self._fill(10_000, "2027-03-01 00:00:00")
        self._fill(100_000, "2040-01-01 00:00:00")
        self.cr.execute("ANALYZE complaint_clock")
        with self._at("2027-03-01 12:00"):
            self.assertLessEqual(self._run_job(), 1000)
            told = self.env["complaint.escalation"].search_count(
                [("told_on", "=", fields.Datetime.now())]
            )
            self.assertGreaterEqual(told, 10_000)
            self.assertLessEqual(self._run_job(), 20, "a second run finds nothing")
