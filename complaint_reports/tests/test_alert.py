from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged, warmup
from psycopg2 import IntegrityError

from .alert_common import AlertCommon


@tagged("post_install", "-at_install")
class TestAlert(AlertCommon):
    """R-F04: a rise beyond chance for a product, lot, category, customer or branch is
    noticed and told."""

    # ------------------------------------------------------------
    # NOTICED
    # ------------------------------------------------------------

    def test_r_f04_a_product_that_is_complained_about_much_more(self):
        self._live_a_year()
        self._live_a_year(product=self.mug)
        self.assertFalse(self._find())
        self._complain(1, 5, product=self.mug)
        cases = self._complain(9, 5)
        alerts = self._find()
        self.assertFound(alerts, ("product", self.kettle), ("category", self.quality))
        alert = alerts.filtered("product_id")
        self.assertEqual(alert.case_ids, cases)
        self.assertEqual((alert.recent_count, alert.basis), (9, "days"))
        self.assertAlmostEqual(alert.expected, 1.0)
        self.assertEqual(
            (alert.date_from, alert.date_to), (self._day(-28), self._day(-1))
        )
        self.assertEqual([one["count"] for one in alert.history], [1] * 12 + [9])
        self.assertLess(alert.p_value, 0.001)
        self.assertIn("Kettle", alert.name)

    def test_r_f04_a_lot_a_customer_and_a_branch(self):
        self._live_a_year(lot=self.lot)
        self._live_a_year(partner_id=self.dealer.id, product=self.mug)
        self._live_a_year(branch_id=self.store.id, product=self.mug)
        self._complain(9, 5, lot=self.lot)
        self._complain(9, 5, partner_id=self.dealer.id, product=self.mug)
        self._complain(9, 5, branch_id=self.store.id, product=self.mug)
        self.assertFound(
            self._find(),
            ("lot", self.lot),
            ("customer", self.dealer),
            ("branch", self.store),
            ("product", self.kettle),
            ("product", self.mug),
            ("category", self.quality),
        )

    def test_r_p03_private_persons_are_not_watched(self):
        self._live_a_year(partner_id=self.customer.id)
        self._complain(9, 5, partner_id=self.customer.id)
        self.assertNotIn("customer", self._find().mapped("kind"))

    def test_r_f04_corrected_for_what_was_delivered(self):
        """Nine times as many delivered may be complained about nine times as much."""
        self.company.warning_risk_days = 28
        for window in range(1, 13):
            self._deliver(100, 28 * window + 27)
        self._live_a_year()
        self._complain(9, 5)
        self.assertIn(self.kettle, self._find().product_id)
        self.env["complaint.alert"].search([]).unlink()
        self._deliver(900, 27)
        self.assertFalse(self._find().product_id)

    def test_r_f04_a_lot_without_a_past_is_measured_by_its_product(self):
        self.company.warning_risk_days = 28
        for window in range(1, 13):
            self._deliver(100, 28 * window + 27)
        self._live_a_year()
        self._deliver(100, 27, lot=self.lot)
        self._complain(8, 5, lot=self.lot)
        alert = self._find().filtered("lot_id")
        self.assertEqual(alert.basis, "delivered")
        self.assertAlmostEqual(alert.expected, 1.0, places=1)

    def test_r_f04_what_was_refused_or_is_a_suggestion_does_not_count(self):
        self._live_a_year()
        self._complain(9, 5, kind="suggestion")
        refused = self._complain(9, 5)
        refused.sudo()._write_guarded({"state": "refused"})
        self.assertFalse(self._find())

    def test_r_f04_a_young_register_says_nothing_yet(self):
        self._complain(1, 60)
        self._complain(9, 5)
        self.assertFalse(self._find())

    def test_r_f04_how_sure_is_a_setting(self):
        self._live_a_year()
        self._complain(6, 5)
        self.company.warning_false_share = 0.01
        self.assertFalse(self._find())
        self.company.warning_false_share = 5
        self.company.warning_minimum = 7
        self.assertFalse(self._find())
        self.company.warning_minimum = 3
        self.assertTrue(self._find())
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.company.warning_window = 0
            self.env.flush_all()

    # ------------------------------------------------------------
    # TOLD
    # ------------------------------------------------------------

    def test_r_f04_quality_and_the_owner_department_are_told(self):
        alert = self._raise()
        self.assertEqual(alert.user_id, self.quality_user)
        self.assertEqual(alert.told_ids, self.quality_user | self.owner)
        asked = alert.activity_ids
        self.assertEqual(asked.user_id, alert.told_ids)
        self.assertIn("9 complaints, 1.0 expected", asked[0].summary)
        self.assertFalse(alert.told_ids.filtered("share"))

    def test_r_f04_on_the_desk_of_who_was_told(self):
        alert = self._raise()
        desk = self.env["complaint.desk"]
        rows = {
            user: next(
                section
                for section in desk.with_user(user).get_desk()
                if section["key"] == "alert"
            )["rows"]
            for user in (self.owner, self.clerk)
        }
        names = [row["name"] for row in rows[self.owner]]
        self.assertIn(alert.name, names)
        self.assertFalse(rows[self.clerk])

    def test_r_p03_quality_meets_numbers_and_no_customer(self):
        self._live_a_year(partner_id=self.dealer.id)
        self._complain(9, 5, partner_id=self.dealer.id)
        alerts = self._find().filtered(lambda one: one.kind == "customer")
        alerts._write_guarded({"told_ids": False, "user_id": False})
        own = alerts.with_user(self.quality_user)
        self.assertFalse(own.has_access("read"))
        product = self.env["complaint.alert"].search([("kind", "=", "product")])
        number = product.case_ids[0].number
        self.env.invalidate_all()
        seen = product.with_user(self.quality_user)
        self.assertIn(number, seen.case_numbers)
        self.assertFalse(seen.case_ids)

    # ------------------------------------------------------------
    # ONCE
    # ------------------------------------------------------------

    def test_r_f04_not_twice_while_it_is_open(self):
        alert = self._raise()
        self._complain(2, 1)
        self.assertFalse(self._find())
        self.assertEqual(alert.recent_count, 11)
        self.assertEqual(len(alert.case_ids), 11)
        self.assertEqual(len(alert.activity_ids), 2)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            alert._create_guarded(alert.copy_data())
            self.env.flush_all()

    def test_r_f04_what_was_answered_is_quiet_for_a_window_then_counts_anew(self):
        alert = self._raise()
        own = alert.with_user(self.quality_user)
        own.action_look()
        own.action_explain("A promotion")
        self.assertFalse(self._find())
        with freeze_time(self._day(38)):
            self._complain(9, -35)
            later = self._find(40).filtered("product_id")
        self.assertEqual(later.recent_count, 9)
        self.assertNotEqual(later, alert)

    def test_r_f04_the_job_is_killed_and_run_again_without_doubles(self):
        self._live_a_year()
        self._complain(9, 5)
        job = self.env.ref("complaint_reports.ir_cron_complaint_alert").sudo()
        for _run in range(2):
            with self.enter_registry_test_mode():
                job.method_direct_trigger()
        alerts = self.env["complaint.alert"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertFound(alerts, ("product", self.kettle), ("category", self.quality))

    # ------------------------------------------------------------
    # ANSWERED
    # ------------------------------------------------------------

    def test_r_f04_looked_into_and_explained(self):
        alert = self._raise()
        own = alert.with_user(self.owner)
        with self.assertRaisesRegex(UserError, "cannot become"):
            own.action_explain("A promotion")
        own.action_look()
        self.assertEqual(own.action_dismiss()["res_model"], "complaint.reason")
        own.action_dismiss("One dealer sent a year's list.")
        self.assertEqual((alert.state, alert.is_open), ("false_alarm", False))
        self.assertEqual(alert.answer, "One dealer sent a year's list.")
        self.assertEqual(alert.answered_by_id, self.owner)
        self.assertFalse(alert.activity_ids)

    def test_r_f04_it_becomes_a_plan(self):
        alert = self._raise()
        own = alert.with_user(self.quality_user)
        own.action_look()
        plan = self.env["capa.plan"].browse(own.action_plan()["res_id"])
        self.assertEqual((alert.state, alert.plan_id), ("planned", plan))
        self.assertEqual(plan.product_ids, self.kettle)
        self.assertEqual(plan._get_cases(), alert.case_ids)
        self.assertEqual(plan.proposed_by_id, self.quality_user)

    def test_r_f04_nobody_else_answers_nor_makes_one(self):
        alert = self._raise()
        with self.assertRaises(AccessError):
            alert.with_user(self.clerk).action_look()
        with self.assertRaisesRegex(AccessError, "This is for"):
            alert.with_user(self.executive).action_look()
        with self.assertRaises(UserError):
            alert.create([{}])
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            alert.with_user(self.officer).write({"state": "explained"})
        with self.assertRaises(AccessError):
            alert.with_user(self.owner).user_id = self.owner
        alert.with_user(self.officer).user_id = self.owner

    def test_r_f05_its_cases_in_one_click(self):
        alert = self._raise()
        action = alert.with_user(self.officer).action_open_cases()
        found = self.env["complaint.case"].search(action["domain"])
        self.assertEqual(found, alert.case_ids)

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @warmup
    def test_r_f04_counted_in_a_few_queries_however_much_is_watched(self):
        """Complaints, deliveries, lots: three, of one product or of thirty."""
        products = self.env["product.product"].create(
            [{"name": f"Plate {number}"} for number in range(30)]
        )
        lots = self.env["stock.lot"].create(
            [{"name": f"P-{one.id}", "product_id": one.id} for one in products]
        )
        for product, lot in zip(products, lots, strict=True):
            self._complain(1, 40, product=product, lot=lot)
        finder = self.env["complaint.alert.finder"]
        end = finder._get_end(self.company)
        self.env.flush_all()
        self.env.invalidate_all()
        company = self.company.browse(self.company.id)
        self.assertTrue(company.warning_window)  # its settings are read once
        with self.assertQueryCount(3):
            series, _cases, _basis = finder._read_series(company, end, 12)
        self.assertGreater(len(series), 60)
