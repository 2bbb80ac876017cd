from ..tools.remedy_arrows import GOODS_KINDS, MONEY_KINDS
from .approvals import decide
from .book import UTC, ZONE
from .plan import WAYS

GRADES = {"minor": "1", "normal": "2", "serious": "3", "major": "3"}
TEAMS = {"plant_1": ("forming", "glazing"), "plant_2": ("stamping", "assembly")}
CAUSES = {"quality": "unit", "delivery": "supplier"}
RESPONSIBLE = {"delivery": "carrier", "quality_use": "customer"}
METHODS = {"quality_product": "laboratory", "quality_performance": "technical_test"}
SOLVED = "Asked at the counter and by telephone: it is solved."
WORK = {"minor": (1, 2), "normal": (2, 6), "serious": (3, 16), "major": (5, 40)}
SPOT = {
    "price_c": ("refund", 12),
    "chip_c": ("replacement", 78),
    "missing_c": ("replacement", 60),
    "noise": ("explanation", 0),
    "handbook": ("explanation", 0),
}


class CaseWalk:
    """Takes one case its way, each step as the user whose step it is."""

    def __init__(self, book, plan, texts, words, case):
        self.book, self.plan, self.texts, self.words = book, plan, texts, words
        self.case = case.with_env(book.actors)
        self.receiver = case.receiver_id.login
        officers = ("officer", "officer", "manager", "market")
        self.officer = book.chance.choice(officers)
        if plan.days < 30 and book.chance.random() < 0.5:
            self.officer = "officer"  # who tries him out finds work on his desk

    def do(self, name, moment):
        """One step of the plan."""
        self.day = moment.replace(tzinfo=UTC).astimezone(ZONE).date()
        getattr(self, f"_do_{name}")()

    def _as(self, key):
        return self.case.with_env(self.book.acting(key))

    def _as_officer(self):
        return self._as(self.officer)

    def _say(self, key, text):
        self._as(key).message_post(body=text, subtype_xmlid="mail.mt_note")

    def _pick(self, use):
        return self.texts.pick(use, name=self.case.partner_name)

    # ------------------------------------------------------------
    # INTAKE
    # ------------------------------------------------------------

    def _do_hand(self):
        waiting = self.plan.row["before"] == "waiting"
        self.asked = "officer" if waiting else self.officer
        if self.asked == self.receiver:
            self.asked = "market"
        self._as(self.receiver).env["complaint.handover"].create(
            {
                "case_id": self.case.id,
                "to_user_id": self.book.get(f"user_{self.asked}").id,
                "reason": self._pick("waiting" if waiting else "hand"),
            }
        )

    def _do_take_over(self):
        self._as(self.asked).action_accept_handover()

    def _do_decline(self):
        self._as(self.asked).handover_id.action_decline(self._pick("decline"))

    def _do_misjudge(self):
        """The first receiver's judgement, which an officer corrects later."""
        self._judge(self.receiver, severity="minor", cause="unknown")

    def _do_judge(self):
        quality = self.case.category_id.nature == "quality"
        cause = "unit" if quality else "company"
        cause = CAUSES.get(self.plan.story["category"], cause)
        self._judge(self.officer, self.plan.story["severity"], cause)

    def _judge(self, key, severity, cause):
        env = self._as(key).env
        chance, grade = self.book.chance, GRADES[severity]
        people, hours = WORK[severity]
        vals = {
            "case_id": self.case.id,
            "severity_id": self.book.data(f"complaint_severity_{severity}").id,
            "urgency": grade,
            "complexity": "complex" if grade == "3" else "general",
            "satisfaction_impact": chance.choice("123"),
            "reputation_impact": grade if grade == "3" else chance.choice("012"),
            "operations_impact": chance.choice("012"),
            "reasonable": chance.choice(("yes", "yes", "partly", "open")),
            "cause": cause,
            "people": people,
            "hours": hours,
        }
        if cause == "unit":
            team = chance.choice(TEAMS[self.plan.product.get("plant", "plant_1")])
            vals["cause_department_id"] = self.book.get(f"department_{team}").id
            vals["facts"] = "Photos and lot agree with what the customer says."
        env["complaint.assessment"].create(vals)

    def _do_accept(self):
        """An officer takes it from who is in charge of the channel."""
        self._answer_tests()
        self._as_officer().user_id = self.book.get(f"user_{self.officer}")
        self._as_officer().action_accept()
        self._tell("acknowledgement")

    def _answer_tests(self, no=()):
        tests = self.book.get("policy").acceptance_test_ids
        env = self._as_officer().env
        env["complaint.acceptance.answer"].create(
            [
                {
                    "case_id": self.case.id,
                    "test_id": test.id,
                    "answer": "no" if place in no else "yes",
                    "note": place in no and self._finding(),
                }
                for place, test in enumerate(tests)
            ]
        )

    def _do_refuse(self):
        failed = {"r_third": (0,), "r_other": (2,)}
        self._answer_tests(no=failed.get(self.plan.story["key"], (1,)))
        self._as_officer().action_refuse(self._finding(), self._outcome())
        self._tell("refusal")

    def _do_take_up(self):
        self._as_officer().action_take_up_again(self._pick("take_up"))

    def _do_withdraw(self):
        self._as_officer().action_cancel(self._pick("withdraw"))

    def _do_settle(self):
        kind, amount = SPOT.get(self.plan.story["key"], ("apology_spoken", 0))
        remedy = self.book.data(f"complaint_remedy_type_{kind}")
        self._as(self.receiver).action_settle_on_spot(
            remedy.id, amount, self._outcome()
        )

    # ------------------------------------------------------------
    # INVESTIGATION, DECISION, END
    # ------------------------------------------------------------

    def _finding(self):
        return self.plan.story["finding"].format(**self.words)

    def _outcome(self):
        return self.plan.story["outcome"].format(**self.words)

    def _do_call(self):
        self._note("called", "facts")
        self._handle_duties()

    def _note(self, use, purpose, kind="phone_out", **values):
        """A call that an officer noted."""
        env = self._as_officer().env
        purpose = self.book.data(f"complaint_call_purpose_{purpose}")
        env["complaint.call"].create(
            {
                "case_id": self.case.id,
                "kind": kind,
                "purpose_id": purpose.id,
                "words": self._pick(use),
                "next_step": False,
                "next_on": False,
                **values,
            }
        )

    def _tell(self, kind, **values):
        """A reply that left by one of the ways; mails as the job sends them."""
        env = self._as_officer().env
        media = ["letter", "phone", "portal"]
        if self.case.partner_email:
            media += ["mail"] * 3
        medium = self.book.chance.choice(media)
        reply = env["complaint.reply"].create(
            {"case_id": self.case.id, "kind": kind, "medium": medium, **values}
        )
        if medium == "letter":
            reply.action_print()
        elif medium == "mail":
            reply._walk("queued")
            reply.sudo()._walk("sent")
        else:
            reply.action_send()

    def _handle_duties(self):
        """Half of the departments begin at once; their heads do it themselves."""
        self._as_officer().facts = self.plan.story["defect"] or False
        for duty in self._get_duties("open"):
            if self.book.chance.random() < 0.5:
                mine = duty.with_env(self.book.acting(duty.head_id.login))
                mine.action_take()
                mine.action_report_progress(self._pick("progress"))

    def _do_investigate(self):
        self._as_officer().action_investigate()
        if (
            self.case.category_id.nature == "quality"
            and self.book.chance.random() < 0.3
        ):
            self._as_officer().user_id = self.book.get("user_quality")

    def _do_find(self):
        handler = self.case.user_id.login
        self._say(handler or self.officer, self._finding())
        if self.case.category_id.nature == "quality":
            self._keep_finding(handler or self.officer)
        self._answer_duties()

    def _keep_finding(self, key):
        """R-V01: how it was found is kept with what was found."""
        method = METHODS.get(self.plan.story["category"], "documents")
        self._as(key).env["complaint.finding"].create(
            {
                "case_id": self.case.id,
                "method": method,
                "found_on": self.day,
                "finding": self._finding(),
            }
        )

    def _answer_duties(self):
        """The heads of the departments that were asked answer."""
        for duty in self._get_duties("open", "handling"):
            mine = duty.with_env(self.book.acting(duty.head_id.login))
            mine.findings = self._finding()
            mine.proposal = self._outcome()
            mine.action_answer()

    def _get_duties(self, *states):
        duties = self._as_officer().duty_ids
        return duties.filtered(lambda one: one.state in states)

    def _do_submit(self):
        """The answers are enough; what was not looked into is known already."""
        self._get_duties("answered").action_accept_answer()
        self._get_duties("open", "handling").action_cancel(self._pick("known"))
        self._write_form()
        self._as_officer().action_submit()

    def _write_form(self):
        """The handling form: cause, whose fault, what the customer gets."""
        form, story = self._as_officer(), self.plan.story
        form.write(
            {
                "outcome": self._outcome(),
                "cause": self._finding(),
                "responsible_kind": RESPONSIBLE.get(story["category"], "company"),
                "talks_result": "agreed",
            }
        )
        if form.finding_count:
            form.confirmed_facts = story["defect"] or self._finding()
        if not form.remedy_ids:
            form.env["complaint.remedy"].create(self._prepare_remedy(form))

    def _prepare_remedy(self, form):
        kind, line = (
            (self.plan.story["demand"] or "explanation").split()[0],
            form.line_ids,
        )
        if kind in GOODS_KINDS and not (line[:1].product_id and line[:1].defective_qty):
            kind = "apology_spoken"
        vals = {"case_id": form.id, "line_id": line[:1].id}
        if kind in MONEY_KINDS:
            vals["amount"] = form.claimed_amount or 120
        if "confirm" in WAYS[self.plan.row["way"]] or kind == "recall":
            kind = "adjusted_service"
        vals["type_id"] = self.book.data(f"complaint_remedy_type_{kind}").id
        return vals

    def _do_approve(self):
        request = self.case.sudo().request_id
        while request.state == "open":
            decide(self.book, request)
        self._file_copies(request)

    def _file_copies(self, request):
        """R-A07: what was signed long ago is filed, what lately is printed or due."""
        copies = request.copy_ids.with_env(self._as_officer().env)
        if self.day > self.book.day(10):
            return
        for copy in copies:
            copy.action_print()
        if self.day < self.book.day(30):
            copies.place = f"{self.day:%Y-%m}"
            copies.action_file()

    def _do_send_back(self):
        self._as("executive").action_investigate(self._pick("return"))

    def _do_confirm(self):
        self._as_officer().remedy_ids._get_to_do().action_tick_off(self._outcome())
        if not self.case.outcome:
            self._as_officer().outcome = self._outcome()
        self._as_officer().action_confirm()
        self._tell("decision")

    def _do_insist(self):
        self._as_officer().action_submit(self._pick("unsatisfied"))
        self._as_officer().action_request_decision(self._pick("unsatisfied"))

    def _do_close(self):
        self._note("solved", "solved")
        self._confirm_solved()
        self._as_officer().action_close()

    def _confirm_solved(self):
        """R-S05: who faces the customer says that it is solved."""
        department = self.case.confirming_department_id
        if self.case.solved_asked and not self.case.solved_on:
            head = department._get_head_user()[0] or self.case.receiver_id
            self._as(head.login).action_confirm_solved(SOLVED)

    def _do_reopen(self):
        self._as_officer().action_investigate(self._pick("reopen"))
