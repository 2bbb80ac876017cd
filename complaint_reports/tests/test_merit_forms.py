from odoo.addons.complaint_quality_capa.tests.merit_common import MeritCommon
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestMeritForms(FormsCommon, MeritCommon):
    """R-R03 to R-R05: the notice of a penalty or reward."""

    def test_r_r05_a_proposal_says_that_it_is_no_deduction(self):
        merit = self._propose_merit()
        merit.action_tell()
        paper = self._read("merit_notice", merit, self.keeper)
        self.assertOnPaper(
            paper,
            "Penalty Notice",
            merit.number,
            self.salesman.name,
            "The answer came nine days late.",
            "300",
            "nothing is paid or deducted before it is decided",
            "May object until",
            "Received by",
        )

    def test_r_r05_what_was_decided_is_on_the_notice_with_its_months(self):
        merit = self._hear(self._propose_merit(instalment_amount=100))
        self._decide_merit(merit)
        self.assertEqual(merit.state, "decided")
        paper = self._read("merit_notice", merit, self.keeper)
        self.assertOnPaper(paper, "So be it.", "Instalments", "100.00", "it is whole")
        self.assertNotOnPaper(paper, "A proposal")
        months = merit.instalment_ids.mapped("month")
        self.assertEqual(len(months), 3)
        for month in months:
            self.assertOnPaper(paper, month.strftime("%Y-%m"))

    def test_r_r03_a_reward_has_no_hearing(self):
        merit = self._propose_merit(sense="reward", finding="timely")
        paper = self._read("merit_notice", merit, self.keeper)
        self.assertOnPaper(paper, "Reward Notice")
        self.assertNotOnPaper(paper, "Penalty", "Hearing")

    def test_r_p02_only_who_may_read_it_prints_it(self):
        merit = self._propose_merit()
        merit.action_tell()
        for user in (self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                self._print("merit_notice", merit, user)

    def test_r_f01_many_notices_cost_the_queries_of_one(self):
        merits = self.env["complaint.merit"].union(
            *(self._propose_merit() for _number in range(3))
        )
        counts = []
        for many in (merits[:1], merits[:1], merits):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._get_forms("merit_notice", many, self.keeper)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], counts)

    def test_r_f01_notice_in_chinese(self):
        self._speak_chinese()
        merit = self._propose_merit()
        page = self._print("merit_notice", merit, self.keeper, lang="zh_CN")
        self.assertOnPaper(page, "处罚通知单", "内部文件：不得外传")
