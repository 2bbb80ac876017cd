from odoo.exceptions import RedirectWarning
from odoo.tests import freeze_time, tagged

from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
class TestSummaryDuties(SummaryCommon):
    """R-F02, R-F06: what summaries ask of people is on their desks, goes over to who
    comes after them, and is told where it fails."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.summary = cls._make()

    def _look(self, user):
        desk = self.env["complaint.desk"].with_user(user).get_desk()
        return {section["key"]: section["rows"] for section in desk}

    def _get_findings(self):
        checks = self.env["complaint.health"].with_user(self.admin).get_health()
        [found] = [
            check["findings"]
            for check in checks["checks"]
            if check["key"] == "summaries"
        ]
        return [f"{one['text']} {one['remedy']}" for one in found]

    def test_r_f06_on_the_desk_of_whose_it_is_and_of_who_follows(self):
        point = self._add_point(self.summary)
        [row] = self._look(self.business_head)["summary"]
        self.assertEqual(row["id"], self.summary.id)
        [row] = self._look(self.doer)["summary_point"]
        self.assertEqual((row["id"], row["name"]), (point.id, "Packing is too thin"))
        self.assertEqual(row["due_on"][:10], str(point.date_due))
        self.summary.with_user(self.business_head).action_hand_in()
        point.with_user(self.doer).how_done = "Thicker paper."
        point.with_user(self.doer).action_done()
        self.assertFalse(self._look(self.business_head)["summary"])
        self.assertFalse(self._look(self.doer)["summary_point"])

    def test_r_f06_who_leaves_hands_over_what_he_follows(self):
        """Issue 4, bad input: nothing that was found is left with nobody."""
        point = self._add_point(self.summary).sudo()
        heir = self._create_user("heir", "base.group_user")
        for user, words in (
            (self.doer, "Packing is too thin"),
            (self.business_head, self.summary.name),
        ):
            with self.assertRaises(RedirectWarning) as caught:
                user.active = False
            self.assertIn(words, caught.exception.args[0])
            form = self.env["complaint.succession"].with_user(self.admin)
            form.create(
                {"user_id": user.id, "successor_id": heir.id, "reason": "Retires"}
            ).action_hand_over()
            user.active = False
        self.assertEqual((point.user_id, self.summary.owner_id), (heir, heir))
        self.assertEqual(point.activity_ids.user_id, heir)
        self.assertIn(heir, self.summary.activity_ids.user_id)
        self.assertNotIn(self.business_head, self.summary.activity_ids.user_id)
        self.summary.with_user(heir).action_hand_in()
        self.assertEqual(self.summary.state, "handed_in")
        trail = self.env["complaint.trail"].search(
            [("res_model", "=", point._name), ("res_id", "=", point.id)]
        )
        self.assertIn("Retires", trail.mapped("reason"))

    def test_r_f02_a_summary_that_was_never_made_is_told(self):
        """Weeks after it was to be handed in; not while there is time."""
        with freeze_time("2026-11-02 02:00:00"):
            self.assertFalse(self._get_findings())
        with freeze_time("2027-01-20 02:00:00"):
            [told] = self._get_findings()
            self.assertIn("Never made: Monthly 2026-11", told)
            self._run_planner()
            self.assertFalse(self._get_findings())

    def test_r_f02_a_summary_of_nobody_is_told(self):
        self.summary._write_guarded({"owner_id": False})
        with freeze_time("2026-11-02 02:00:00"):
            [told] = self._get_findings()
        self.assertIn(f"Nobody hands in: {self.summary.name}", told)

    def _run_planner(self):
        for kind, company, period in self.planner._get_due(self.company):
            self.planner._make(kind, company, period)
