from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import config

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestHealth(ClockCommon):
    """Issue 7: a page names what is missing or fails, with what to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_policy(
            cls._limit("Answer", 1, "working_day", "received_on", "judged_on")
        )
        config_server = config.get("smtp_server")
        cls.addClassCleanup(config.__setitem__, "smtp_server", config_server)
        config["smtp_server"] = "localhost"

    def _get_checks(self, user=None, lang="en_US"):
        health = self.env["complaint.health"].with_user(user or self.admin)
        found = health.with_context(lang=lang).get_health()
        self.assertEqual(found["company"], self.company.name)
        return {check["key"]: check for check in found["checks"]}

    def _find(self, key, user=None):
        findings = self._get_checks(user)[key]["findings"]
        return " ".join(f"{one['text']} {one['remedy']}" for one in findings)

    def assertFound(self, key, *words):
        said = self._find(key)
        for word in words:
            self.assertIn(word, said)

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def test_r_p02_administrator_and_supervisor_look_nobody_else(self):
        for user in (self.admin, self.supervisor):
            self.assertTrue(self._get_checks(user))
        for user in (self.clerk, self.officer, self.executive):
            with self.assertRaises(AccessError):
                self._get_checks(user)

    def test_r_p03_buttons_open_only_what_the_reader_may_read(self):
        cron = self.env.ref("complaint_management.ir_cron_complaint_ladder")
        cron.active = False
        for user in (self.admin, self.supervisor):
            [finding] = self._get_checks(user)["jobs"]["findings"]
            self.assertFalse(finding["action"])
        holidays = self._get_checks()["departments"]["findings"]
        self.assertEqual(holidays[0]["action"]["res_model"], "hr.department")

    # ------------------------------------------------------------
    # WHAT FAILS
    # ------------------------------------------------------------

    def test_stopped_and_failing_jobs(self):
        self.assertNotIn("Complaints:", self._find("jobs"))
        ladder = self.env.ref("complaint_management.ir_cron_complaint_ladder")
        reply = self.env.ref("complaint_management.ir_cron_complaint_reply")
        ladder.active, reply.failure_count = False, 3
        self.assertFound("jobs", "due” is switched off", "failed 3 times in a row")

    def test_replies_not_delivered(self):
        self.assertFalse(self._find("replies"))
        reply = self.env["complaint.reply"].create(
            {"case_id": self._register().id, "kind": "progress", "medium": "phone"}
        )
        reply._write_guarded({"state": "failed"})
        self.assertFound("replies", "not delivered: 1")

    def test_limits_whose_ladder_fails(self):
        case = self._register()
        clock = self._get_clock(case, "Answer")
        clock._write_guarded({"alarm_error": "No hours."})
        self.assertFound("clocks", "nobody could be told: 1 (No hours.)")

    def test_keys_that_end_soon(self):
        for name, days in (("Web shop", 5), ("Voice system", 60)):
            self.env.cr.execute(
                "INSERT INTO res_users_apikeys (name, user_id, key, index, "
                "expiration_date) VALUES (%s, %s, 'x', 'xxxxxxxx', %s)",
                [
                    name,
                    self.officer.id,
                    fields.Datetime.now() + timedelta(days=days),
                ],
            )
        self.assertFound("keys", "“Web shop” of Officer ends on")
        self.assertNotIn("Voice system", self._find("keys"))

    # ------------------------------------------------------------
    # WHAT IS MISSING
    # ------------------------------------------------------------

    def test_no_outgoing_server_no_alias_domain_no_address(self):
        self.env["ir.mail_server"].search([]).active = False
        self.company.alias_domain_id = False
        self.env["complaint.channel"].create(
            {"name": "Post box", "kind": "email", "company_id": self.company.id}
        )
        self.assertFound("mail", "no outgoing mail server")
        self.assertFound("alias", "has no alias domain", "Post box")
        self.assertFound("charge", "Nobody is in charge of", "Post box")

    def test_company_without_telephone(self):
        self.company.phone = False
        self.assertFound("phone", "has no telephone number", "letters to customers")
        self.company.phone = "5550100"
        self.assertFalse(self._find("phone"))

    def test_department_without_head_or_deputy(self):
        bare = self.env["hr.department"].create(
            {
                "name": "Kiln hall",
                "complaint_kind": "plant",
                "company_id": self.company.id,
            }
        )
        self.assertFound("departments", "Nobody answers for: Kiln hall", "deputy")
        bare.complaint_kind = False
        self.assertNotIn("Kiln hall", self._find("departments"))

    def test_calendar_without_hours_and_year_without_holidays(self):
        self.env["complaint.workday"].search([]).unlink()
        year = fields.Date.today().year
        self.assertFound("holidays", f"No holidays are entered for {year}")
        self.env["complaint.workday"].create(
            [{"day": f"{one}-10-01", "name": "Day"} for one in (year, year + 1)]
        )
        self.assertFalse(self._find("holidays"))
        self.company.resource_calendar_id.attendance_ids.unlink()
        self.assertFound("hours", "No hours")

    def test_route_without_step_and_step_that_asks_nobody(self):
        routes = self.env["complaint.approval.route"]
        own = {"subject": "disposition", "company_id": self.company.id}
        routes.create({"name": "Empty one", **own})
        group = self.env["res.groups"].create({"name": "Nobody yet"})
        step = {"name": "Board", "asked": "group", "group_id": group.id}
        routes.create(
            {"name": "Board route", "step_ids": [Command.create(step)], **own}
        )
        self.assertFound("routes", "Empty one")
        self.assertFound("asked", "“Board route” asks nobody in its step “Board”")
        self.officer.group_ids |= group
        self.assertNotIn("Board", self._find("asked"))

    def test_company_without_policy_and_post_without_holder(self):
        self.assertFalse(self._find("policy"))
        self.env["complaint.policy"].search(
            [("company_id", "=", self.company.id)]
        ).active = False
        self.assertFound("policy", "has no policy of its own")
        self.env["complaint.post"].search([]).unlink()
        self.assertFound("posts", "Nobody holds: General manager")

    def test_second_company_is_not_told_of_the_first(self):
        reply = self.env["complaint.reply"].create(
            {"case_id": self._register().id, "kind": "progress", "medium": "phone"}
        )
        reply._write_guarded({"state": "failed"})
        self.stranger.group_ids |= self.env.ref(
            "complaint_management.group_complaint_admin"
        )
        health = self.env["complaint.health"].with_user(self.stranger)
        found = health.get_health()
        self.assertEqual(found["company"], self.other_company.name)
        [replies] = [one for one in found["checks"] if one["key"] == "replies"]
        self.assertFalse(replies["findings"])

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._get_checks()
        return self.env.cr.sql_log_count - before

    def test_page_costs_the_same_for_few_and_many_departments(self):
        counts = []
        for number in (1, 15):
            for place in range(number):
                name = f"Plant {number}-{place}"
                self._create_department(name, "plant", self.head)
            self._get_checks()  # a new department makes settings be read anew
            counts.append(self._count_queries())
        self.assertLessEqual(counts[0], 75)  # two for each subject that is decided
        self.assertLessEqual(counts[1], counts[0] + 2)

    # ------------------------------------------------------------
    # TOLD DAILY
    # ------------------------------------------------------------

    def test_administrator_is_told_daily_while_something_fails(self):
        self.admin.tz = "Asia/Shanghai"
        cron = self.env.ref("complaint_management.ir_cron_complaint_digest")

        def run(at):
            with self._at(at), self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
            return self.env["complaint.digest"].search(
                [("user_id", "=", self.admin.id)]
            )

        jobs = self.env["complaint.health"]._get_jobs()
        jobs.nextcall = "2027-03-10 00:00:00"
        self.assertFalse(run("2027-03-02 08:00"))
        progress = self.env.ref("complaint_management.ir_cron_complaint_progress")
        progress.active = False
        for _run in range(2):
            digest = run("2027-03-03 08:30")
            self.assertEqual(len(digest), 1)
        message = self.env["mail.message"].search(
            [
                ("model", "=", "complaint.digest"),
                ("res_id", "=", digest.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertIn("is switched off", message.body)
        self.assertEqual(message.subject, "Complaints: something fails")

    def test_r_i16_replies_of_an_earlier_database_lack_the_link(self):
        """Templates are the company's own words: no update changes them."""
        template = self.env.ref(
            "complaint_management.complaint_reply_template_acknowledgement"
        )
        template.body = "<p>We have received {number}.</p>"
        self.company.complaint_web_open = False
        self.assertFalse(self._find("links"))
        self.company.complaint_web_open = True
        self.assertFound("links", template.subject, "{link}")
        [finding] = self._get_checks()["links"]["findings"]
        self.assertEqual(finding["action"]["res_id"], template.id)
        template.body = "<p>We have received {number}: {link}</p>"
        self.assertFalse(self._find("links"))
