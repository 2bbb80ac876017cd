from odoo.addons.complaint_quality_capa.tests.meeting_common import MeetingCommon
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.marking import is_marked
from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestPlanForms(FormsCommon, MeetingCommon):
    """R-F01: plan of measures, special report, minutes."""

    # ------------------------------------------------------------
    # PLAN OF MEASURES
    # ------------------------------------------------------------

    def test_r_q03_plan_has_item_person_date_means_and_progress(self):
        plan = self._create_plan()
        self._bring_plan_to("planning", plan)
        self._measure(plan, resources="Two people")
        self._check(plan)
        plan.with_user(self.owner).action_submit()
        self._decide(plan, words="Do it at once.")
        self.assertEqual(plan.state, "acting")
        paper = self._read("plan_measures", plan)
        self.assertOnPaper(
            paper,
            "Plan of Measures for a Quality Problem",
            plan.number,
            "Water at the base after boiling.",
            "Steel of another supplier",
            "No test with boiling water",
            "Measure 1",
            "Measure 2",
            self.doer.name,
            "Two people",
            "Planned",
            "100 pieces without a leak",
            self.verifier.name,
            "Do it at once.",
        )
        request = self.env["complaint.approval.request"].search(
            [("res_model", "=", "capa.plan"), ("res_id", "=", plan.id)]
        )
        self.assertOnPaper(paper, request.last_hash)

    def test_r_q03_an_empty_plan_has_rows_to_write_in(self):
        [form] = self._get_forms("plan_measures", self._create_plan())
        tables = [one for one in form["sheets"][0]["blocks"] if one["kind"] == "table"]
        self.assertIn([""] * 6, tables[1]["rows"])

    def test_r_q03_who_may_not_read_a_plan_prints_none(self):
        plan = self._create_plan()
        with self.assertRaises(AccessError):
            self._print("plan_measures", plan, self.clerk)
        self.assertIn(plan.number, self._print("plan_measures", plan, self.owner))

    # ------------------------------------------------------------
    # SPECIAL REPORT
    # ------------------------------------------------------------

    def test_r_q04_special_report_goes_to_the_gm_with_what_is_asked(self):
        gm = self._create_user("gm", "complaint_executive")
        self._appoint(gm)
        report = self._report(self._create_plan())
        paper = self._read("special_report", report)
        self.assertOnPaper(
            paper,
            "Special Report",
            "General manager Gm",
            "A kiln with three zones",
            "The old one cannot hold the temperature.",
            "90,000",
            "Business department",
        )
        report.with_user(self.owner).action_give_in()
        request = self.env["complaint.approval.request"].search(
            [("res_model", "=", report._name), ("res_id", "=", report.id)]
        )
        while turn := request.turn_ids.filtered(lambda one: one.state == "open"):
            turn.with_user(turn.user_id).action_decide(
                "approve", "Granted, in March.", False, request.snapshot_hash
            )
        paper = self._read("special_report", report)
        self.assertOnPaper(paper, "Granted, in March.", request.last_hash)

    # ------------------------------------------------------------
    # MINUTES
    # ------------------------------------------------------------

    def test_r_q09_minutes_have_people_items_and_decisions(self):
        meeting = self._call(subject="Kettles")
        self._discuss(
            meeting,
            name="Kettle 1.7",
            responsibility="The packing",
            measures="New cartons",
            results="None broken",
        )
        self._decide_that(meeting)
        self._hold(meeting)
        paper = self._read("meeting_minutes", meeting, self.owner)
        self.assertOnPaper(
            paper,
            "Minutes of a Meeting",
            "Kettles",
            "The packing",
            "New cartons",
            "None broken",
            "New cartons for bowls",
            self.verifier.name,
            "All was spoken of.",
            "Present",
            "Chair",
        )
        report = meeting._get_minutes_report()
        self.assertEqual(report.report_name, "complaint_reports.meeting_minutes")
        with self.assertRaises(AccessError):
            self._print("meeting_minutes", meeting, self.clerk)

    def test_r_q09_minutes_are_sent_round_as_a_form(self):
        """R-F01, R-A06: as PDF to those who were there, marked as internal."""
        meeting = self._hold(self._call())
        item = self._discuss(meeting)
        item.state = "judged"
        meeting.with_context(force_report_rendering=True).action_confirm()
        [told] = self.env["mail.message"].search(
            [
                ("model", "=", "capa.meeting"),
                ("res_id", "=", meeting.id),
                ("attachment_ids", "!=", False),
            ]
        )
        self.assertIn(self.owner.partner_id, told.notified_partner_ids)
        self.assertEqual(told.attachment_ids.mimetype, "application/pdf")
        self.assertTrue(is_marked(told.attachment_ids.raw))

    def test_r_f01_many_forms_cost_the_queries_of_one(self):
        """Plans, special reports, minutes: none has a query of its own."""
        plans = [self._create_plan() for _number in range(3)]
        papers = {
            "plan_measures": plans,
            "special_report": [self._report(plan) for plan in plans],
            "meeting_minutes": [self._hold(self._call()) for _number in range(3)],
        }
        for form, records in papers.items():
            counts = []
            for many in (records[:1], records[:1], records):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self._get_forms(form, records[0].union(*many), self.owner)
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(form=form, counts=counts):
                self.assertEqual(counts[1], counts[2])

    def test_r_f01_forms_of_quality_are_in_the_readers_language(self):
        self._speak_chinese()
        plan = self._create_plan()
        papers = {
            "质量问题整改措施计划表": ("plan_measures", plan),
            "专题报告": ("special_report", self._report(plan)),
            "会议纪要": ("meeting_minutes", self._call()),
        }
        for title, (form, record) in papers.items():
            with self.subTest(form=form):
                page = self._print(form, record, self.owner, lang="zh_CN")
                self.assertOnPaper(page, title, "内部文件：不得外传")
                self.assertNotOnPaper(page, "Signature", "Internal")
