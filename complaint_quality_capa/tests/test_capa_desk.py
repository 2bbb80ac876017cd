from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestCapaDesk(CapaCommon):
    """What waits for somebody in plans is on his desk."""

    def _look(self, user):
        desk = self.env["complaint.desk"].with_user(user)
        return {section["key"]: section for section in desk.get_desk()}

    def _say_late(self, actions):
        """Time passes; what was approved is locked."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE capa_action SET date_due = %s WHERE id IN %s",
            [self._day(-2), actions._ids],
        )
        self.env.invalidate_all()

    def test_r_q03_measures_wait_for_who_carries_them_out(self):
        plan = self._bring_plan_to("acting")
        section = self._look(self.doer)["capa_action"]
        self.assertEqual(section["count"], 2)
        self.assertEqual(section["rows"][0]["name"], "Measure 1")
        self.assertFalse(section["rows"][0]["late"])
        self._say_late(plan.action_ids)
        self.assertTrue(self._look(self.doer)["capa_action"]["rows"][0]["late"])
        self.assertFalse(self._look(self.verifier)["capa_action"]["count"])

    def test_r_q05_an_effect_waits_when_all_is_carried_out(self):
        plan = self._bring_plan_to("acting")
        self.assertFalse(self._look(self.verifier)["capa_check"]["count"])
        self._bring_plan_to("verifying", plan)
        self.assertEqual(self._look(self.verifier)["capa_check"]["count"], 1)

    def test_r_q01_stock_that_is_held_back_waits_for_quality(self):
        """And for who is named to be asked, of his own."""
        self._contain()
        own = self._contain(owner_id=self.doer.id)
        self.assertEqual(self._look(self.quality_user)["capa_containment"]["count"], 2)
        section = self._look(self.doer)["capa_containment"]
        self.assertEqual([row["id"] for row in section["rows"]], own.ids)
        self.assertEqual(section["rows"][0]["what"], "Blocked")

    def test_r_r05_an_objection_waits_for_who_keeps_penalties(self):
        """And what is proposed about somebody for himself, until it is decided."""
        keeper = self._create_user(
            "keeper", "complaint_quality_capa.group_complaint_merit"
        )
        person = self.env["hr.employee"].create(
            {"name": "Doer", "user_id": self.doer.id, "company_id": self.company.id}
        )
        merit = (
            self.env["complaint.merit"]
            .with_user(keeper)
            .create(
                {
                    "finding": "late",
                    "employee_id": person.id,
                    "facts": "Nine days late.",
                    "form": "criticism",
                }
            )
        )
        merit.action_tell()
        section = self._look(self.doer)["merit_heard"]
        self.assertEqual([row["id"] for row in section["rows"]], merit.ids)
        self.assertFalse(self._look(keeper)["merit_objected"]["count"])
        merit.with_user(self.doer).action_object("I was ill.")
        section = self._look(keeper)["merit_objected"]
        self.assertEqual(section["rows"][0]["name"], merit.number)
        self.assertEqual(section["rows"][0]["what"], "A limit was not kept")
        self.assertFalse(self._look(self.doer)["merit_heard"]["count"])
        self.assertNotIn("merit_objected", self._look(self.doer))

    def test_r_p04_quality_reads_the_history_of_plans_only(self):
        """Of a complaint it tells nothing; who is an officer too reads all."""
        plan = self._bring_plan_to("analysing")
        trails = self.env["complaint.trail"].with_user(self.quality_user)
        seen = trails.search([("company_id", "=", self.company.id)])
        self.assertIn(plan.id, seen.mapped("res_id"))
        self.assertEqual(set(seen.mapped("res_model")), {"capa.plan"})
        self.assertTrue(plan.with_user(self.quality_user).action_open_trail())
        group = self.env.ref("complaint_quality_capa.group_complaint_quality")
        self.officer.group_ids += group
        case = plan._get_cases()
        case.sudo()._write_guarded({"state": "accepted"})
        mine = trails.with_user(self.officer)
        self.assertTrue(mine.search([("res_model", "=", "complaint.case")]))
