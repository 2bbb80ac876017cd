"""Duties off the ordinary way, so that each way a duty can go is there to be seen."""

from datetime import timedelta

from .backdate import backdate_step

BRANCHES = ("shanghai", "chengdu", "hamburg")


def build(book):
    """On open cases of the last weeks, as the people whose step it is."""
    play = Play(book)
    play.give_back()
    play.hand_on()
    play.chase()
    play.ask_in_steps()
    play.ask_branches()
    play.refer_to_legal()
    play.report_difficult()
    play.wait_for_customer()


class Play:
    """Takes steps one after the other; no case is taken twice."""

    def __init__(self, book):
        self.book = book
        self.env = book.acting("officer")
        self.taken = self.env["complaint.case"]

    def _take_duty(self, department, *states):
        """An open duty of that department, on a case that is free."""
        duty = self.env["complaint.duty"].search(
            [
                ("department_id", "=", self.book.get(f"department_{department}").id),
                ("state", "in", states or ("open", "handling")),
                ("case_id", "not in", self.taken.ids),
            ],
            order="id",
            limit=1,
        )
        self.taken |= duty.case_id
        return duty

    def _take_case(self, *domain, states=("accepted", "investigating")):
        """A case of these states that is free."""
        case = self.env["complaint.case"].search(
            [("state", "in", states), ("id", "not in", self.taken.ids), *domain],
            order="id desc",
            limit=1,
        )
        self.taken |= case
        return case

    def _as(self, key, record):
        return record.with_env(self.book.acting(key))

    def _as_head(self, duty):
        return self._as(duty.head_id.login, duty)

    def _done(self, case, hours=3):
        """What was just done happened some hours after what was done before."""
        began = self.env.cr.now().replace(microsecond=0)
        duties = case.duty_ids
        dates = [
            *case.message_ids.mapped("date"),
            *(duty[name] for duty in duties for name in ("opened_on", "answered_on")),
        ]
        past = [date for date in dates if date and date < began]
        moment = max(past, default=case.registered_on) + timedelta(hours=hours)
        backdate_step(case, min(moment, self.book.now - timedelta(minutes=5)))

    # ------------------------------------------------------------
    # WHAT HEADS DO
    # ------------------------------------------------------------

    def give_back(self):
        """“Not ours”: one waits for the officer, one went on to another department."""
        for department, instead in (("plant_1", None), ("quality", "plant_2")):
            duty = self._take_duty(department, "open")
            if not duty:
                continue
            self._as_head(duty).action_return(
                "The lot number is not of our shop: it is a piece of the other plant."
            )
            self._done(duty.case_id)
            if instead:
                duty.action_redirect(self.book.get(f"department_{instead}").id)
                self._done(duty.case_id, 1)

    def hand_on(self):
        """The head of quality names the inspector."""
        duty = self._take_duty("quality")
        if duty:
            inspector = self.book.get("user_inspector")
            self._as_head(duty).action_name_handler(inspector.id)
            self._as("inspector", duty).action_report_progress(
                "Two retained samples are in the kettle test, the third tomorrow."
            )
            self._done(duty.case_id)

    def chase(self):
        """Plant 2 is late with an answer."""
        case = self._take_case()
        duty = self._ask(
            case, "plant_2", "assisting", 10, "Were the lids of that month changed?"
        )
        self._done(case, 1)
        self._as("manager", duty).action_chase(
            "Promised for Monday. The customer calls every day: please answer today."
        )
        self._done(case)

    # ------------------------------------------------------------
    # WHAT THE OFFICER ASKS
    # ------------------------------------------------------------

    def _ask(self, case, department, kind, sequence, question):
        return self.env["complaint.duty"].create(
            {
                "case_id": case.id,
                "department_id": self.book.get(f"department_{department}").id,
                "kind": kind,
                "sequence": sequence,
                "question": question,
            }
        )

    def ask_in_steps(self):
        """R-D16: what comes later waits for its turn."""
        duty = self._take_duty("plant_1")
        if duty:
            case = duty.case_id
            self._ask(case, "forming", "unit", 20, "Change what the plant proposes.")
            self._ask(case, "quality", "quality", 30, "Inspect the result.")
            self._done(case)
        case = self._take_case()
        self._ask(case, "forming", "unit", 10, "Which shift made the piece?")
        self._done(case)

    def ask_branches(self):
        """R-I21: one instruction is there, the others are awaited."""
        answered = False
        for key in BRANCHES:
            branch = self.book.get(f"department_{key}")
            case = self._take_case(("branch_id", "=", branch.id))
            if not case:
                continue
            case.action_ask_branch(
                "The customer wants his money back today. May it be promised?"
            )
            self._done(case)
            if not answered:
                mine = self._as_head(case.branch_duty_id)
                mine.instruction = "Offer a replacement with the next delivery first."
                mine.action_answer()
                self._done(case)
                answered = True

    def refer_to_legal(self):
        """R-D10: one advice is given, one awaited."""
        for advice in ("Settle before the hearing: the leaflet lacks the warning.", ""):
            case = self._take_case()
            case.action_refer_to_legal(
                "The customer's lawyer sets a date and threatens to sue."
            )
            self._done(case)
            duty = case.duty_ids.filtered(lambda one: one.kind == "legal")
            if advice:
                self._as("legal", duty).action_take()
                self._as("legal", duty).advice_ids.advice = advice
                self._as("legal", duty).action_answer()
                self._done(case)

    def report_difficult(self):
        """R-D14."""
        case = self._take_case()
        case.action_report_difficult(
            "The visit changed nothing: the demand is five times the price, and the "
            "newspaper was named."
        )
        self._done(case)

    def wait_for_customer(self):
        """R-I10: the clocks stand still."""
        for question in (
            "Photos of the foot of the piece, with the lot number",
            "The receipt, or the order number of the shop",
        ):
            case = self._take_case(states=("new", "confirming"))
            case.action_wait_for_customer(question)
            self._done(case)
