import json
from ast import literal_eval
from datetime import date
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ..registers import REGISTERS
from ..tools.register_sheet import RegisterSheet, Words
from ..tools.registers import moments, month_before, year_to


class ComplaintRegister(models.AbstractModel):
    """The registers that are filed (R-F01, R-F02), as XLSX: what each is made of is
    data (``registers/``), this writes them, with the reader's own rights."""

    _name = "complaint.register"
    _description = "Registers"

    @api.model
    def _get_registers(self):
        """Seam: ``tools.registers.Register`` by code."""
        return REGISTERS

    @api.model
    def _get(self, code):
        """The register ``code``.

        :raises UserError: there is none
        """
        register = self._get_registers().get(code)
        if not register:
            raise UserError(
                self.env._(
                    "There is no register “%(code)s”. There are: %(codes)s.",
                    code=code,
                    codes=", ".join(self._get_registers()),
                )
            )
        return register

    @api.model
    def _get_label(self, register):
        return self.env._(register.name)

    @api.model
    def _get_zone(self):
        """The reader's time zone, else the company's; of a summary the company's."""
        company = self.env["complaint.numbering"]._get_zone(self.env.company.id)
        return ZoneInfo(self.env.context.get("tz") or self.env.user.tz or company)

    @api.model
    def _get_usual_period(self, register):
        """First and last day of what is asked for most: last month, or this year."""
        here = self.with_context(tz=self._get_zone().key)  # as the period is read
        today = fields.Date.context_today(here)
        return month_before(today) if register.monthly else year_to(today)

    @api.model
    def _get_domain(self, register, date_from, date_to):
        """Records of ``register`` in a period of the reader's days, his companies."""
        domain = Domain("company_id", "in", self.env.companies.ids)
        first, end = moments(date_from, date_to, self._get_zone())
        if first:
            domain &= Domain(register.period, ">=", first)
        if end:
            domain &= Domain(register.period, "<", end)
        return domain

    @api.model
    def _get_file_name(self, register, date_from=None, date_to=None):
        days = [day.isoformat() for day in (date_from, date_to) if day]
        return " ".join([self._get_label(register), *days]) + ".xlsx"

    @api.model
    def _write_sheet(self, register, domain, stream, date_from=None, date_to=None):
        """Write ``register`` to ``stream``.

        :param Domain domain: which records; record rules come on top
        :param date date_from: said above the list, with ``date_to``
        :return: how many rows
        :raises AccessError: the reader has no right on the model at all
        """
        self.env[register.model].check_access("read")
        reader = self.env["complaint.register.reader"]
        sheet = RegisterSheet(
            stream,
            self._get_label(register),
            self._get_lines(date_from, date_to),
            reader._get_headings(register),
            self._get_zone(),
            self._get_words(),
            fields.Datetime.now(),
        )
        for rows in reader._read_chunks(register, domain):
            sheet.write_rows(rows)
        return sheet.finish()

    @api.model
    def _get_lines(self, date_from, date_to):
        """What stands below the title: company, period, who made it, when."""
        companies = ", ".join(self.env.companies.mapped("name"))
        made = self.env._(
            "Made by %(user)s on %(moment)s (%(zone)s)",
            user=self.env.user.name,
            moment=format_datetime(
                self.env, fields.Datetime.now(), tz=self._get_zone().key
            ),
            zone=self._get_zone().key,
        )
        period = self._get_period_words(date_from, date_to)
        return [line for line in (companies, period, made) if line]

    @api.model
    def _get_period_words(self, date_from, date_to):
        shown = {
            "start": date_from and format_date(self.env, date_from),
            "end": date_to and format_date(self.env, date_to),
        }
        if date_from and date_to:
            return self.env._("From %(start)s to %(end)s", **shown)
        if date_from:
            return self.env._("From %(start)s on", **shown)
        return date_to and self.env._("Up to %(end)s", **shown)

    @api.model
    def _get_words(self):
        return Words(
            total=self.env._("Total ({count})"),
            cut=self.env._(
                "Cut to what a cell can hold, and ending with “…”: {count} texts."
            ),
            empty=self.env._("There is nothing to list."),
        )

    @api.model
    def _parse_domain(self, text):
        """The domain that ``text`` is, as JSON or as Odoo writes it.

        :raises UserError: it is none
        """
        try:
            found = json.loads(text)
        except ValueError:
            try:
                found = literal_eval(text)
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                found = None
        if not isinstance(found, list):
            raise UserError(self.env._("“domain” is not a list of conditions."))
        return Domain(found)

    @api.model
    def _parse_day(self, text):
        """:raises UserError: it is no day"""
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise UserError(
                self.env._("“%(day)s” is not a day: write 2026-11-30.", day=text)
            ) from error
