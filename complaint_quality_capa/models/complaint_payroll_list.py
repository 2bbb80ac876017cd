import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.merits import month_after
from ..tools.payroll_sheet import build


class ComplaintPayrollList(models.Model):
    """What payroll is handed for one month: every instalment that is due, once, as a
    workbook (R-R05). What was handed over stays as it was."""

    _name = "complaint.payroll.list"
    _inherit = ["complaint.guarded.mixin", "complaint.month.mixin"]
    _description = "List for Payroll"
    _order = "month desc, id desc"
    _rec_name = "month"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(default=lambda self: month_after(fields.Date.today()))
    instalment_ids = fields.One2many(
        "complaint.merit.instalment", "payroll_id", "Instalments", readonly=True
    )
    total = fields.Monetary(compute="_compute_total")
    state = fields.Selection(
        [("draft", "Draft"), ("handed", "Handed over")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    handed_on = fields.Datetime("Handed over on", readonly=True, guarded=True)
    handed_by_id = fields.Many2one(
        "res.users", "Handed over by", readonly=True, ondelete="restrict", guarded=True
    )
    file = fields.Binary("Workbook", readonly=True, attachment=True, guarded=True)
    file_name = fields.Char(compute="_compute_file_name")

    @api.depends("instalment_ids.amount")
    def _compute_total(self):
        for one in self:
            one.total = sum(one.instalment_ids.mapped("amount"))

    @api.depends("month")
    def _compute_file_name(self):
        for one in self:
            one.file_name = f"payroll-{one.month:%Y-%m}-{one.id or 0}.xlsx"

    @api.depends("month_name")
    def _compute_display_name(self):
        for one in self:
            one.display_name = one.month_name

    def write(self, vals):
        if vals:
            self._check_draft()
        if "month" in vals:
            self._release()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_draft()
        self.check_access("unlink")
        self._release()
        return super().unlink()

    def _release(self):
        """What was collected waits for another list."""
        # nobody edits these rows
        self.sudo().instalment_ids._write_guarded({"payroll_id": False})

    def _check_draft(self):
        if any(one.state == "handed" for one in self):
            raise UserError(self.env._("What was handed over stays as it was."))

    def action_collect(self):
        """Take in what is due by the end of the month and was handed over with no other
        list; two lists never share a row.

        :raises UserError: it was handed over
        """
        for one in self:
            one.check_access("write")
            one._check_draft()
            # who may write the list takes in rows that nobody edits
            rows = self.env["complaint.merit.instalment"].sudo()
            rows = rows.search(one._get_due(), order="id")
            rows.lock_for_update()
            rows = rows.filtered(lambda row: not row.payroll_id)
            rows._write_guarded({"payroll_id": one.id})

    def _get_due(self):
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("month", "<", month_after(self.month, 1))
            & Domain("payroll_id", "=", False)
            & Domain("is_cancelled", "=", False)
        )

    def action_hand_over(self):
        """Make the workbook and close the list.

        :raises UserError: nothing in it, or somebody has no contract in that month
        """
        for one in self:
            one.check_access("write")
            one._check_draft()
            if not one.instalment_ids:
                raise UserError(
                    self.env._("Nothing is due in this month: collect first.")
                )
            one._check_contracts()
            one._write_guarded(
                {
                    "file": base64.b64encode(one._build_file()),
                    "state": "handed",
                    "handed_on": fields.Datetime.now(),
                    "handed_by_id": self.env.uid,
                }
            )

    def _check_contracts(self):
        """Money is handed over of who is paid in that month."""
        # who keeps the list need not read the files of the staff
        people = self.sudo().instalment_ids.employee_id
        last = month_after(self.month, 1)
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT employee_id FROM hr_version
                    WHERE employee_id = ANY(%s) AND contract_date_start < %s
                      AND (contract_date_end IS NULL OR contract_date_end >= %s)""",
                people.ids,
                last,
                self.month,
            )
        )
        without = people.filtered(lambda one: one.id not in {row[0] for row in rows})
        if without:
            raise UserError(
                self.env._(
                    "No contract in this month: %(people)s. Leave their rows for a "
                    "later list.",
                    people=", ".join(without.mapped("name")),
                )
            )

    def _build_file(self):
        """The workbook, in the language of who hands it over."""
        env = self.env
        heads = [
            env._("Number"),
            env._("Personnel number"),
            env._("Person"),
            env._("Department"),
            env._("Month"),
            env._("What for"),
            env._("Amount"),
        ]
        rows = [row._get_payroll_row() for row in self.sudo().instalment_ids]
        sheet = env._("Payroll")
        return build(
            heads, rows, sheet, env._("Total"), self.currency_id.decimal_places
        )
