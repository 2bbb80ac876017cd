from datetime import UTC, datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.meetings import look_back

# more cannot be spoken of case by case; how many are left out is said
LIMIT = 200


class CapaMeetingAgenda(models.AbstractModel):
    """What is put on the agenda: what was put off, open decisions, plans, complaints
    since the last one (R-Q09)."""

    _name = "capa.meeting.agenda"
    _inherit = "capa.meeting.steps"
    _description = "Agenda of a meeting"

    agenda_from = fields.Datetime(
        "Agenda since", readonly=True, copy=False, guarded=True
    )
    agenda_to = fields.Datetime("Agenda until", readonly=True, copy=False, guarded=True)
    agenda_left = fields.Integer(
        "Complaints left out", readonly=True, copy=False, guarded=True
    )

    def _fill_agenda(self):
        """Add what is not on it yet; as superuser, who calls it need not read all of
        it."""
        self.ensure_one()
        before = self._get_before()
        if not self.agenda_from:
            since = before.agenda_to or self._get_first_since()
            self._write_guarded({"agenda_from": since})
        known = {item._get_subject() for item in self.item_ids}
        rows = [
            row
            for row in self._collect_agenda(before)
            if (row["topic"], self._get_id(row)) not in known
        ]
        place = len(self.item_ids)
        for number, row in enumerate(rows):
            row.update(meeting_id=self.id, sequence=place + number + 1)
        self.env["capa.meeting.item"].create(rows)
        self._write_guarded({"agenda_to": fields.Datetime.now()})

    @api.model
    def _get_id(self, row):
        return next((row[key] for key in row if key.endswith("_id")), False)

    def _get_before(self):
        """The last meeting of this kind that was not called off."""
        return self.search(
            [
                ("kind_id", "=", self.kind_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancelled"),
                ("id", "!=", self.id),
                ("agenda_to", "!=", False),
            ],
            order="agenda_to desc",
            limit=1,
        )

    def _get_first_since(self):
        today = fields.Date.today()
        begin = look_back(self.kind_id._get_interval(), today)
        moment = datetime.combine(begin, time(), self._get_zone())
        return moment.astimezone(UTC).replace(tzinfo=None)

    def _collect_agenda(self, before):
        """Seam: the items that it should have, in order."""
        return [
            *self._collect_put_off(before),
            *self._collect_decisions(),
            *self._collect_plans(),
            *self._collect_cases(),
            *self._collect_faults(),
        ]

    def _collect_faults(self):
        """R-Q13: what went wrong in the handling, kind by kind."""
        if not self.kind_id.with_faults:
            return []
        counts = self.env["capa.fault"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("noted_on", ">=", self.agenda_from),
            ],
            ["kind_id"],
            ["__count"],
        )
        return [
            {
                "topic": "fault",
                "fault_kind_id": kind.id,
                "name": kind.name,
                "fault_count": count,
            }
            for kind, count in counts
        ]

    def _collect_put_off(self, before):
        put_off = before.item_ids.filtered(lambda item: item.state == "put_off")
        return [item._prepare_carried() for item in put_off]

    def _collect_decisions(self):
        """R-Q09: what the meetings before decided and is not done."""
        decisions = self.env["capa.meeting.decision"].search(
            [
                ("kind_id", "=", self.kind_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "open"),
                ("meeting_id", "!=", self.id),
            ],
            order="date_due, id",
            limit=LIMIT,
        )
        return [
            {"topic": "decision", "decision_id": one.id, "name": one.name}
            for one in decisions
        ]

    def _collect_plans(self):
        domain = self.kind_id._get_plan_domain(self.company_id, self.agenda_from)
        if domain is None:
            return []
        plans = self.env["capa.plan"].search(domain, order="id", limit=LIMIT)
        return [
            {
                "topic": "plan",
                "plan_id": plan.id,
                "name": plan.display_name,
                "department_id": plan.department_id.id,
            }
            for plan in plans
        ]

    def _collect_cases(self):
        domain = self.kind_id._get_case_domain(self.company_id, self.agenda_from)
        if domain is None:
            return []
        cases = self.env["complaint.case"].search(domain, order="id", limit=LIMIT + 1)
        left = 0
        if len(cases) > LIMIT:
            left = self.env["complaint.case"].search_count(domain) - LIMIT
        self._write_guarded({"agenda_left": left})
        return [self._prepare_case_item(case) for case in cases[:LIMIT]]

    def _prepare_case_item(self, case):
        """A complaint as all who are invited may read it: nothing of who complained."""
        name = self.env["capa.plan"]._prepare_plan_vals(case)["name"]
        if case._find_private(name):
            name = case.number
        plans = case.capa_plan_ids.mapped("number")
        return {
            "topic": "case",
            "case_id": case.id,
            "name": name,
            "department_id": case.responsible_department_id.id,
            "measures": ", ".join(filter(None, plans)) or False,
        }

    def action_fill_agenda(self):
        """Bring the agenda up to date: add what came since.

        :raises UserError: the meeting is held already
        """
        for meeting in self:
            meeting.check_access("write")
            if meeting.state not in ("proposed", "called"):
                raise UserError(self.env._("The agenda stays as it was spoken of."))
            meeting.sudo()._fill_agenda()

    # ------------------------------------------------------------
    # WHO COMES, IN WHOSE CALENDAR
    # ------------------------------------------------------------

    def _invite(self):
        """Invite whom the kind of meeting names, once each."""
        company = self.company_id
        users = self.kind_id._get_guests(company) | self.chair_id | self.writer_id
        users |= self.kind_id._get_callers(company)
        users -= self.attendance_ids.user_id
        rows = [Command.create({"user_id": user.id}) for user in users]
        self.write({"attendance_ids": rows})

    def _sync_event(self):
        """The meeting stands in the calendars of who is invited while it is called."""
        if self.state != "called":
            if self.state in ("proposed", "cancelled") and self.event_id:
                self.event_id.unlink()
            return
        vals = self._prepare_event_vals()
        # who organises it is not described by telephone number and address
        events = self.env["calendar.event"].with_context(skip_contact_description=True)
        if self.event_id:
            self.event_id.write(vals)
        else:
            self._write_guarded({"event_id": events.create(vals).id})

    def _prepare_event_vals(self):
        """Nothing of the agenda: every employee sees that there is a meeting."""
        partners = self.attendance_ids.user_id.partner_id
        mine = self.with_context(lang=self.writer_id.lang or self.env.lang)
        return {
            "name": mine.subject or mine.kind_id.name,
            "start": self.start,
            "stop": self._get_stop(),
            "location": self.location,
            "user_id": self.writer_id.id,
            "partner_ids": [Command.set(partners.ids)],
            "privacy": "confidential",
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
        }
