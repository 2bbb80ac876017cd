from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install", "demo")
class TestDemoSummaries(TransactionCase):
    """A year of summaries of each kind, quiet, made once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.ref("complaint_management.demo_company")
        cls.summaries = cls.env["complaint.summary"].search(
            [("company_id", "=", company.id)]
        )

    def test_r_f02_a_year_of_each_kind(self):
        kinds = self.env["complaint.summary.kind"].search([("policy_codes", "!=", "")])
        self.assertEqual(self.summaries.kind_id, kinds)
        self.assertEqual(set(self.summaries.mapped("state")), {"made", "handed_in"})
        for summary in self.summaries:
            with self.subTest(summary=summary.name):
                self.assertTrue(summary.owner_id and summary.reader_ids)
                self.assertTrue(summary.figures["figures"])

    def test_r_f06_weak_points_are_open_and_done(self):
        states = set(self.summaries.point_ids.mapped("state"))
        self.assertEqual(states, {"open", "done"})

    def test_a_second_call_changes_nothing(self):
        self.env["complaint.demo"]._load_summaries()
        company = self.summaries.company_id
        again = self.env["complaint.summary"].search([("company_id", "=", company.id)])
        self.assertEqual(again, self.summaries)
