from datetime import timedelta

from odoo.fields import Command

from .backdate import backdate_record

MODULE = "complaint_quality_capa"
STAMPS = ("called_on", "held_on", "confirmed_on", "agenda_to")
LIVE = timedelta(hours=2)


def build(book):
    """One meeting a row, its minutes confirmed; and the one that is proposed next."""
    found = {}
    for row in book.table("meetings", MODULE):
        found[f"meeting_{row['key']}"] = Play(book, row).run()
    found["meeting_next"] = _propose_next(book)
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _propose_next(book):
    """What the job does when the day comes."""
    kind = book.env.ref(f"{MODULE}.capa_meeting_kind_week")
    kind.propose_from = book.today
    friday = book.today + timedelta(days=(4 - book.today.weekday()) % 7 + 7)
    return book.env["capa.meeting.planner"]._propose(kind, book.company, friday)


class Play:
    """One meeting, from the call to the minutes."""

    def __init__(self, book, row):
        self.book, self.row = book, row
        self.begin = self._find_day(book.day(row["days"]))
        rows = book.table("judgements", MODULE)
        self.judgements = [one for one in rows if one["topic"] == row["topic"]]

    def _find_day(self, day):
        """A working day; the half-yearly one lies in the first ten of June or
        December."""
        ten_days = self.row["kind"] == "half_year"
        while day.weekday() > 4 or (ten_days and (day.month % 6 or day.day > 10)):
            day -= timedelta(days=1)
        return day

    def run(self):
        self._call()
        self._hold()
        self._decide()
        self.meeting.with_user(self.meeting.chair_id).action_confirm()
        self._move(1)
        self._carry_out()
        return self.meeting

    def _as_caller(self, record):
        return record.with_env(self.book.acting(self.row["caller"]))

    def _move(self, day):
        moment = self.book.at(self.begin + timedelta(days=day), 17)
        backdate_record(self.meeting, min(moment, self.book.now - LIVE), *STAMPS)

    def _call(self):
        row, book = self.row, self.book
        kind = book.env.ref(f"{MODULE}.capa_meeting_kind_{row['kind']}")
        self.meeting = self._as_caller(book.env["capa.meeting"]).create(
            {
                "kind_id": kind.id,
                "start": book.at(self.begin),
                "subject": row["subject"],
                "location": row["location"],
            }
        )
        self.meeting.action_call()
        self._set_agenda()
        self._move(-7)

    def _set_agenda(self):
        """What was there at the time: the agenda of the model knows today only."""
        self.meeting.item_ids.unlink()
        items = zip(self._find_subjects(), self.judgements, strict=False)
        rows = []
        for number, (record, judged) in enumerate(items):
            rows.append(
                {
                    **self._prepare_item(record),
                    "sequence": number,
                    "responsibility": judged["responsibility"],
                    "measures": judged["measures"],
                    "results": judged["results"],
                    "state": "judged",
                }
            )
        self.meeting.sudo().item_ids = [Command.create(row) for row in rows]

    def _find_subjects(self):
        topic, count = self.row["topic"], int(self.row["count"])
        model = {"case": "complaint.case", "plan": "capa.plan"}[topic]
        day = {"case": "closed_on", "plan": "registered_on"}[topic]
        return self.book.env[model].search(
            [
                ("company_id", "=", self.book.company.id),
                (day, "<", self.book.at(self.begin)),
            ],
            order=f"{day} desc",
            limit=count,
        )

    def _prepare_item(self, record):
        if self.row["topic"] == "case":
            return self.meeting._prepare_case_item(record)
        return {
            "topic": "plan",
            "plan_id": record.id,
            "name": record.display_name,
            "department_id": record.department_id.id,
        }

    def _hold(self):
        self.meeting.action_hold()
        excused = self.meeting.attendance_ids[-1:]
        (self.meeting.attendance_ids - excused).write({"state": "present"})
        excused.write({"state": "excused"})
        self.meeting.minutes = self.row["minutes"]
        self._move(0)

    def _decide(self):
        rows = [
            {
                "name": one["name"],
                "user_id": self.book.get(f"user_{one['user']}").id,
                "date_due": self.begin + timedelta(days=int(one["days"])),
            }
            for one in self._get_decisions()
        ]
        self.meeting.decision_ids = [Command.create(row) for row in rows]

    def _get_decisions(self):
        rows = self.book.table("decisions", MODULE)
        return [one for one in rows if one["meeting"] == self.row["key"]]

    def _carry_out(self):
        made = self.meeting.sudo().decision_ids.sorted("id")
        for decision, row in zip(made, self._get_decisions(), strict=True):
            if row["how"]:
                own = decision.with_env(self.book.acting(row["user"]))
                own.how_done = row["how"]
                own.action_done()
                done = self.begin + timedelta(days=int(row["days"]) - 2)
                backdate_record(decision, self.book.at(done, 15), "done_on")
