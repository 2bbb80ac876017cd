import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class ComplaintRegisterExport(models.TransientModel):
    """Asks which register, of which time; the file is made when it is fetched, with the
    rights of who fetches it (R-F01)."""

    _name = "complaint.register.export"
    _description = "Register as XLSX"

    register = fields.Selection("_get_choices", required=True, default="cases")
    company_ids = fields.Many2many(
        "res.company", required=True, default=lambda self: self.env.companies
    )
    date_from = fields.Date(
        "From", compute="_compute_period", store=True, readonly=False, precompute=True
    )
    date_to = fields.Date(
        "To", compute="_compute_period", store=True, readonly=False, precompute=True
    )
    domain = fields.Char(readonly=True, help="Chosen in a list; empty: by the period.")

    @api.model
    def _get_choices(self):
        """Those that this user may read at all."""
        registers = self.env["complaint.register"]
        return [
            (code, registers._get_label(register))
            for code, register in registers._get_registers().items()
            if self.env[register.model].has_access("read")
        ]

    @api.depends("register", "domain")
    def _compute_period(self):
        registers = self.env["complaint.register"]
        for export in self:
            first = last = False
            if export.register and not export.domain:
                register = registers._get(export.register)
                first, last = registers._get_usual_period(register)
            export.date_from, export.date_to = first, last

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for export in self:
            if (
                export.date_from
                and export.date_to
                and export.date_to < export.date_from
            ):
                raise ValidationError(
                    self.env._("The period ends before it begins: exchange the days.")
                )

    def action_download(self):
        """Fetch the file."""
        self.ensure_one()
        # no target “download”: with that one the web client leaves the form open
        return {
            "type": "ir.actions.act_url",
            "url": f"/complaint/register/{self.id}",
            "close": True,
        }

    @api.model
    def action_from_list(self, register):
        """The file of what was chosen in a list; where all that is filtered was chosen,
        and that is more than the client names, of all that is filtered.

        :param str register: its code
        :raises UserError: nothing was chosen
        """
        context = self.env.context
        chosen = context.get("active_ids") or []
        if not chosen:
            raise UserError(self.env._("Choose rows in the list first."))
        domain = [("id", "in", chosen)]
        if len(chosen) >= self._get_most_named():
            domain = context.get("active_domain") or domain
        vals = {
            "register": register,
            "company_ids": [Command.set(self.env.companies.ids)],
            "domain": json.dumps(domain),
        }
        return self.create(vals).action_download()

    @api.model
    def _get_most_named(self):
        """How many rows the web client names one by one, at most."""
        settings = self.env["ir.config_parameter"].sudo()  # as it is told at login
        return int(settings.get_param("web.active_ids_limit", "20000"))

    def _write_file(self, stream):
        """Write the file to ``stream``, with the rights of whoever asks.

        :return: the name of the file
        """
        self.ensure_one()
        # never companies that he may not see: a context may be told anything
        companies = self.company_ids & self.env.user.company_ids
        registers = self.env["complaint.register"].with_context(
            allowed_company_ids=companies.ids
        )
        register = registers._get(self.register)
        days = self.date_from or None, self.date_to or None
        domain = registers._get_domain(register, *days)
        if self.domain:
            domain &= registers._parse_domain(self.domain)
        registers._write_sheet(register, domain, stream, *days)
        return registers._get_file_name(register, *days)
