from datetime import timedelta

from .backdate import backdate_record

MODULE = "complaint_quality_capa"
STAMPS = ("reviewed_on", "decided_on", "done_on", "measured_on", "rolled_out_on")
# on which day after it was handed in each step is taken
DAYS = {"reviewing": 2, "adopted": 6, "declined": 6, "done": 40, "measured": 140}
LIVE = timedelta(hours=2)


def build(book):
    """One suggestion a row, each as far as its row says, as those whose step it is."""
    found = {}
    for row in book.table("suggestions", MODULE):
        found[f"suggestion_{row['key']}"] = Play(book, row).run()
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


class Play:
    """One suggestion, step by step."""

    def __init__(self, book, row):
        self.book, self.row = book, row
        self.begin = book.day(row["days"])

    def run(self):
        self._hand_in()
        goal = self.row["goal"]
        steps = {
            "reviewing": lambda: self._as("reviewer").action_review(),
            "declined": self._decline,
            "adopted": self._adopt,
            "done": self._carry_out,
            "measured": self._measure,
            "rolled_out": self._roll_out,
        }
        if goal != "declined":
            del steps["declined"]
        for state, walk in steps.items():
            if self.suggestion.state == goal:
                break
            walk()
            self._move(DAYS.get(state, 150))
        return self.suggestion

    def _as(self, part):
        return self.suggestion.with_env(self.book.acting(self.row[part]))

    def _get(self, part):
        return self.book.get(f"user_{self.row[part]}").id

    def _move(self, day):
        moment = self.book.at(self.begin + timedelta(days=day), 11)
        backdate_record(self.suggestion, min(moment, self.book.now - LIVE), *STAMPS)

    def _hand_in(self):
        row, book = self.row, self.book
        department = row["department"] and book.get(f"department_{row['department']}")
        suggestions = book.env["capa.suggestion"].with_env(book.acting(row["proposer"]))
        self.suggestion = suggestions.create(
            {
                "name": row["name"],
                "text": row["text"],
                "weak_point": row["weak"],
                "process": row["process"],
                "expected_benefit": row["benefit"],
                "expected_amount": float(row["expected"] or 0),
                "department_id": department.id if department else False,
            }
        )
        self._move(0)

    def _decline(self):
        self._as("reviewer").answer = self.row["answer"]
        self._as("reviewer").action_decline()

    def _adopt(self):
        self._as("reviewer").write(
            {
                "answer": self.row["answer"],
                "user_id": self._get("doer"),
                "date_due": self.begin + timedelta(days=45),
                "measurer_id": self._get("measurer"),
            }
        )
        self._as("reviewer").action_adopt()

    def _carry_out(self):
        self._as("doer").how_done = self.row["how"]
        self._as("doer").action_done()

    def _measure(self):
        self._as("measurer").write(
            {
                "benefit_amount": float(self.row["amount"]),
                "benefit_from": self.begin + timedelta(days=45),
                "benefit_to": self.begin + timedelta(days=135),
                "benefit_method": self.row["method"],
            }
        )
        self._as("measurer").action_measure()

    def _roll_out(self):
        self._as("reviewer").rollout = self.row["rollout"]
        self._as("reviewer").action_roll_out()
