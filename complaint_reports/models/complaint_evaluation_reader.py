from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, models
from odoo.tools import SQL

from ..tools.evaluation import share

MILLION = 1e6


class ComplaintEvaluationReader(models.AbstractModel):
    """The figures of an evaluation: those that are defined (``complaint.figure``), and
    what only an evaluation asks for, one query each for all departments and people.

    Reads as superuser: who evaluates sees figures, not what is behind them."""

    _name = "complaint.evaluation.reader"
    _description = "Figures of evaluations"

    @api.model
    def _get_own_codes(self):
        """Seam: code → method that takes company, begin and end and gives a dict from
        department, user or company to the value."""
        return {
            "duties_on_time": self._read_duties,
            "faults": self._read_faults,
            "deliveries_on_time": self._read_deliveries,
            "defects": self._read_defects,
            "scrap": self._read_scrap,
        }

    @api.model
    def _get_own_names(self):
        """Seam: code → what it is called in the settings."""
        return {
            "duties_on_time": self.env._("Answered on time when asked"),
            "faults": self.env._("Faults in the handling"),
            "deliveries_on_time": self.env._("Delivery dates kept"),
            "defects": self.env._("Defective pieces complained about"),
            "scrap": self.env._("Pieces scrapped"),
        }

    @api.model
    def _read_values(self, company, start, end, codes, subjects):
        """The figures of each of ``subjects``.

        :param subjects: departments, employees and the company itself, as a list
        :return: dict from subject to dict, code → value; ``None``: there is none
        """
        reader, own = self.sudo(), self._get_own_codes()
        begin, until = self._get_moments(company, start, end)
        counted = {
            code: getattr(reader, own[code].__name__)(company, begin, until)
            for code in codes
            if code in own
        }
        defined = [code for code in codes if code not in own]
        return {
            subject: {
                **reader._read_defined(defined, company, start, end, subject),
                **{
                    code: found.get(self._get_key(subject))
                    for code, found in counted.items()
                },
            }
            for subject in subjects
        }

    @api.model
    def _get_key(self, subject):
        """People are counted by their login."""
        if subject._name == "hr.employee":
            return ("res.users", subject.sudo().user_id.id)
        return (subject._name, subject.id)

    @api.model
    def _read_defined(self, codes, company, start, end, subject):
        who = {"hr.department": "department", "hr.employee": "employee"}
        narrow = {who[subject._name]: subject} if subject._name in who else {}
        return self.env["complaint.figure"]._get_values(
            codes, company, start, end, **narrow
        )

    @api.model
    def _get_moments(self, company, start, end):
        """The period as the database has it; days are the company's."""
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        return [
            datetime.combine(day, time.min, zone)
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
            for day in (start, end + timedelta(1))
        ]

    # ------------------------------------------------------------
    # WHO IS EVALUATED
    # ------------------------------------------------------------

    @api.model
    def _get_people(self, company, begin, until):
        """Employees who handled a complaint, or what a department was asked."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id FROM complaint_case
                 WHERE company_id = %(company)s AND received_on >= %(begin)s
                   AND received_on < %(until)s AND user_id IS NOT NULL
                 UNION
                SELECT handler_id FROM complaint_duty
                 WHERE company_id = %(company)s AND create_date >= %(begin)s
                   AND create_date < %(until)s AND handler_id IS NOT NULL
                """,
                company=company.id,
                begin=begin,
                until=until,
            )
        )
        return (
            self.env["hr.employee"]
            .sudo()
            .search(
                [
                    ("user_id", "in", [user for [user] in rows]),
                    ("company_id", "=", company.id),
                ],
                order="name, id",
            )
        )

    # ------------------------------------------------------------
    # COUNTED HERE
    # ------------------------------------------------------------

    @api.model
    def _sum_up(self, rows):
        """``(department, user, good, all)`` of rows → per cent good of each."""
        sums = {}
        for department, user, good, whole in rows:
            for key in (("hr.department", department), ("res.users", user)):
                found = sums.setdefault(key, [0, 0])
                found[0] += good
                found[1] += whole
        return {key: share(*found) for key, found in sums.items()}

    @api.model
    def _read_duties(self, company, begin, until):
        """What departments were asked: limits kept of those kept or missed."""
        return self._sum_up(
            self.env.execute_query(
                SQL(
                    """
                    SELECT d.department_id, d.handler_id,
                           COUNT(*) FILTER (WHERE k.state = 'met'), COUNT(*)
                      FROM complaint_clock k JOIN complaint_duty d ON d.id = k.duty_id
                     WHERE k.company_id = %s AND k.state IN ('met', 'late')
                       AND k.stopped_on >= %s AND k.stopped_on < %s
                  GROUP BY d.department_id, d.handler_id
                    """,
                    company.id,
                    begin,
                    until,
                )
            )
        )

    @api.model
    def _read_faults(self, company, begin, until):
        """Faults in the handling that were noted (R-Q13); none is a figure too."""
        found = self.env["capa.fault"]._read_group(
            [
                ("company_id", "=", company.id),
                ("noted_on", ">=", begin),
                ("noted_on", "<", until),
            ],
            ["department_id"],
            ["__count"],
        )
        counts = {department.id: count for department, count in found}
        departments = self.env["hr.department"].search(
            [("company_id", "=", company.id)]
        )
        return {("hr.department", one.id): counts.get(one.id, 0) for one in departments}

    @api.model
    def _read_deliveries(self, company, begin, until):
        """Deliveries that left by the day they were promised for (R-R06)."""
        [[good, whole]] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER
                       (WHERE p.date_done::date <= p.date_deadline::date), COUNT(*)
                  FROM stock_picking p
                  JOIN stock_picking_type t ON t.id = p.picking_type_id
                 WHERE p.company_id = %s AND p.state = 'done' AND t.code = 'outgoing'
                   AND p.date_deadline IS NOT NULL
                   AND p.date_done >= %s AND p.date_done < %s
                """,
                company.id,
                begin,
                until,
            )
        )
        return {("res.company", company.id): share(good, whole)}

    @api.model
    def _get_delivered(self, company, begin, until):
        [[pieces]] = self.env["stock.move.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "done"),
                ("date", ">=", begin),
                ("date", "<", until),
                ("location_dest_id.usage", "=", "customer"),
            ],
            [],
            ["quantity_product_uom:sum"],
        )
        return pieces

    @api.model
    def _read_defects(self, company, begin, until):
        """Defective pieces complained about, of a million that the company delivered;
        of a plant those that it was held answerable for (R-R06)."""
        delivered = self._get_delivered(company, begin, until)
        rows = self.env["complaint.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("case_id.received_on", ">=", begin),
                ("case_id.received_on", "<", until),
                ("case_id.state", "not in", ("refused", "cancelled")),
            ],
            ["case_id"],
            ["defective_qty:sum"],
        )
        sums = {}
        for case, pieces in rows:
            own = case.responsible_department_id
            for department in own and own._get_lineage():
                key = ("hr.department", department.id)
                sums[key] = sums.get(key, 0) + pieces
        sums["res.company", company.id] = sum(pieces for _case, pieces in rows)
        if not delivered:
            return {}
        plants = self.env["hr.department"].search(
            [("company_id", "=", company.id), ("complaint_kind", "=", "plant")]
        )
        found = {("hr.department", plant.id): 0.0 for plant in plants}
        found.update({key: MILLION * one / delivered for key, one in sums.items()})
        return found

    @api.model
    def _read_scrap(self, company, begin, until):
        """Pieces scrapped, of a million delivered (R-R06)."""
        [[pieces]] = self.env["stock.scrap"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "done"),
                ("date_done", ">=", begin),
                ("date_done", "<", until),
            ],
            [],
            ["scrap_qty:sum"],
        )
        delivered = self._get_delivered(company, begin, until)
        value = MILLION * pieces / delivered if delivered else None
        return {("res.company", company.id): value}
