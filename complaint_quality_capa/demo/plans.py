from datetime import timedelta

from odoo.fields import Command

from .backdate import backdate_step

MODULE = "complaint_quality_capa"
# on which day after its beginning a plan takes each step
DAYS = {
    "analysing": 1,
    "planning": 6,
    "deciding": 8,
    "acting": 10,
    "verifying": 40,
    "confirming": 70,
    "effective": 72,
    "closed": 80,
}
LIVE = timedelta(hours=2)


def build(book):
    """One plan a row, each as far as its row says, as the people whose step it is."""
    group = book.env.ref(f"{MODULE}.group_complaint_quality")
    book.get("user_quality").group_ids = [Command.link(group.id)]
    plans = {}
    for row in book.table("plans", MODULE):
        play = Play(book, row)
        if play.cases:
            plans[f"plan_{row['key']}"] = play.run()
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": plan, "noupdate": True}
            for key, plan in plans.items()
        ]
    )
    _come_again(book, plans.get("plan_handle"))


def _come_again(book, plan):
    """R-Q08: a later complaint says that an effective plan did not suffice."""
    if not plan:
        return
    later = book.env["complaint.case"].search(
        [
            ("company_id", "=", book.company.id),
            ("line_ids.product_id", "in", plan.product_ids.ids),
            ("capa_plan_count", "=", 0),
        ],
        order="received_on desc",
        limit=1,
    )
    book.env["capa.recurrence"]._note(later)


class Play:
    """One plan, step by step."""

    def __init__(self, book, row):
        self.book, self.row = book, row
        self.begin = book.day(row["days"])
        self.cases = self._find_cases()
        self.plan = book.env["capa.plan"]

    def _find_cases(self):
        return self.book.env["complaint.case"].search(
            [
                ("company_id", "=", self.book.company.id),
                ("kind", "=", "complaint"),
                ("state", "not in", ("refused", "cancelled")),
                ("line_ids.product_id.default_code", "=", f"LT-{self.row['product']}"),
                ("received_on", "<", self.book.at(self.begin)),
                ("capa_plan_count", "=", 0),
            ],
            order="received_on desc",
            limit=int(self.row["cases"]),
        )

    def run(self):
        self._propose()
        goal = self.row["goal"]
        if goal == "cancelled":
            self._step(20, self._as("quality").action_cancel, "The lot was misread.")
            return self.plan
        for state, day in DAYS.items():
            if self.plan.state == goal or goal == "proposed":
                break
            self._take(state, day)
        if self.row["after"] == "again":
            reason = "Two cups of a new firing cracked."
            self._step(240, self._as_owner().action_analyse, reason)
        if self.row["after"] == "failed":
            self._fail()
        return self.plan

    def _as(self, key, record=None):
        record = self.plan if record is None else record
        return record.with_env(self.book.acting(key))

    def _as_owner(self, record=None):
        return self._as(self.row["owner"], record)

    def _step(self, day, walk, *arguments):
        """Take a step, and say that it was taken so many days after the beginning."""
        result = walk(*arguments)
        moment = self.book.at(self.begin + timedelta(days=day), 10.5)
        backdate_step(self.plan, min(moment, self.book.now - LIVE))
        return result

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _propose(self):
        row, book = self.row, self.book
        action = self._as("officer", self.cases).action_propose_plan()
        self.plan = book.env["capa.plan"].browse(action["res_id"])
        number = {
            "company_id": book.company.id,
            "registered_on": book.at(self.begin, 10.5),
        }
        book.env["capa.numbering"]._fill_numbers([number])
        self.plan._write_guarded({"number": number["number"]})  # of its month
        owner = row["owner"] and book.get(f"user_{row['owner']}").id
        vals = {
            "name": row["title"],
            "problem": row["problem"],
            "is_not": row["is_not"],
            "department_id": book.get(f"department_{row['department']}").id,
            "owner_id": owner or False,
            "member_ids": [
                Command.set([book.get(f"user_{key}").id for key in self._get_team()])
            ],
        }
        self._step(0, self._as("quality").write, vals)

    def _get_team(self):
        keys = (self.row["owner"], self.row["doer"], "quality")
        return dict.fromkeys(filter(None, keys)) if self.row["owner"] else ()

    def _take(self, state, day):
        owner = self._as_owner()
        walk = {
            "analysing": owner.action_analyse,
            "planning": self._find_causes,
            "deciding": self._plan_measures,
            "acting": self._decide,
            "verifying": self._carry_out,
            "confirming": self._judge,
            "effective": self._decide,
            "closed": self._close,
        }
        self._step(day, walk[state])

    def _find_causes(self):
        row, causes = self.row, self._as_owner(self.book.env["capa.cause"])
        self._as_owner().containment_note = row["contain"]
        parent = causes
        whys = row["whys"].split("|")
        for why in whys:
            root = why == whys[-1]
            parent = causes.create(
                {
                    "plan_id": self.plan.id,
                    "parent_id": parent.id,
                    "name": why,
                    "branch": row["branch"],
                    "is_root": root,
                    "evidence": row["proof"] if root else False,
                }
            )
        causes.create(
            {
                "plan_id": self.plan.id,
                "name": row["escape"],
                "branch": "measurement",
                "kind": "escape",
                "is_root": True,
                "evidence": row["escape_proof"],
            }
        )
        self._as_owner().action_plan()

    def _plan_measures(self):
        row = self.row
        root, escape = self.plan.cause_ids.filtered("is_root")
        first = self._add_measure(row["act"], 30, cause_id=root.id)
        self._add_measure(
            row["act_escape"], 35, cause_id=escape.id, depends_on_id=first.id
        )
        self._add_measure(row["prevent"], 38, kind="preventive")
        self._add_check("100 pieces without a fault", 40)
        self._as_owner().action_submit()

    def _add_measure(self, name, day, **values):
        return self._as_owner(self.book.env["capa.action"]).create(
            {
                "plan_id": self.plan.id,
                "name": name,
                "user_id": self.book.get(f"user_{self.row['doer']}").id,
                "date_due": self.begin + timedelta(days=day),
                "resources": "Two people, one day",
                **values,
            }
        )

    def _add_check(self, name, day):
        return self._as_owner(self.book.env["capa.check"]).create(
            {
                "plan_id": self.plan.id,
                "name": name,
                "method": "test",
                "verifier_id": self.book.get(f"user_{self.row['verifier']}").id,
                "date_from": self.begin + timedelta(days=day),
                "date_to": self.begin + timedelta(days=day + 28),
            }
        )

    def _decide(self):
        request = self.book.env["complaint.approval.request"].search(
            [
                ("res_model", "=", "capa.plan"),
                ("res_id", "=", self.plan.id),
                ("state", "=", "open"),
            ]
        )
        for turn in request.turn_ids.filtered(lambda one: one.state == "open"):
            mine = self._as(turn.user_id.login, turn)
            mine.action_decide("approve", "Agreed.", False, request.snapshot_hash)

    def _carry_out(self):
        for action in self.plan.action_ids.filtered("is_open"):
            mine = self._as(action.user_id.login, action)
            mine.write(
                {"progress_note": "As planned.", "evidence": "Record and photo."}
            )
            mine.action_done()
        self._as_owner().action_verify()

    def _judge(self):
        check = self.plan.check_ids.filtered(lambda one: one.state == "planned")
        self._as(check.verifier_id.login, check).action_pass("None of 100 has a fault.")
        self._as_owner().action_confirm()

    def _close(self):
        row = self.row
        self._as_owner().write(
            {"prevention": row["prevent"], "conclusion": row["conclusion"]}
        )
        self._learn()
        self._as_owner().action_close()

    def _learn(self):
        """R-Q11: what others should know of it."""
        row = self.row
        root, escape = row["whys"].split("|")[-1], row["escape"]
        self._as_owner(self.book.env["capa.lesson"]).create(
            {
                "plan_id": self.plan.id,
                "name": row["conclusion"].split(". ")[0].rstrip("."),
                "text": f"{row['problem']}\n{root}. {escape}. {row['act']}.",
                "procedure": row["prevent"],
            }
        )

    def _fail(self):
        """R-Q05: it had no effect; analysed and planned anew, carried out again."""
        self._step(40, self._carry_out)
        check = self.plan.check_ids
        verifier = self._as(check.verifier_id.login, check)
        self._step(60, verifier.action_fail, "7 of 100 are still too green.")
        self._step(70, self._as_owner().action_plan)
        root = self.plan.cause_ids.filtered("is_root")[:1]
        self._add_measure("Thermostat on the slip tank", 180, cause_id=root.id)
        self._add_check("100 pieces within the limits of the colour meter", 185)
        self._step(80, self._as_owner().action_submit)
        self._step(82, self._decide)
