import hashlib
from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..tools import numbering


class ComplaintNumbering(models.AbstractModel):
    """Numbers of cases: year + month + serial, restarting each month, per company
    (R-I05). One PostgreSQL sequence per company and month: ``nextval`` waits for
    nobody and never gives the same value twice. A rolled back case leaves a gap.

    Not ``ir.sequence``: see DESIGN.md, "Numbers".
    """

    _name = "complaint.numbering"
    _description = "Complaint Numbers"

    @api.model
    def _fill_numbers(self, vals_list):
        """Give a number to each dict of values that has none.

        :param list vals_list: dicts with ``company_id`` and ``registered_on`` (naive
            UTC); one draw for each company and month among them
        """
        zones, batches = {}, {}
        for vals in vals_list:
            if not vals.get("number"):
                company_id = vals["company_id"]
                if company_id not in zones:
                    zones[company_id] = self._get_zone(company_id)
                registered = fields.Datetime.to_datetime(vals["registered_on"])
                month = numbering.month_key(registered, zones[company_id])
                batches.setdefault((company_id, month), []).append(vals)
        for (company_id, month), batch in batches.items():
            serials = self._draw(company_id, month, len(batch))
            for vals, serial in zip(batch, serials, strict=True):
                vals["number"] = numbering.format_number(month, serial)

    @api.model
    def _get_zone(self, company_id):
        """IANA name of the company's time zone: its working calendar's."""
        zone = self._get_calendar_zone(company_id)
        if not zone:
            company = self.env["res.company"].sudo().browse(company_id)
            zone = company.partner_id.tz or "UTC"
        return zone

    @api.model
    @tools.ormcache("company_id")
    def _get_calendar_zone(self, company_id):
        """Every registration asks for it; a calendar rarely moves."""
        company = self.env["res.company"].sudo().browse(company_id)
        return company.resource_calendar_id.tz

    @api.model
    def _get_day(self, company_id, moment=None):
        """The day of ``moment``, or of now, where the company is: what is compared with
        its days is one of them, wherever its user sits."""
        moment = (moment or fields.Datetime.now()).replace(tzinfo=UTC)
        return moment.astimezone(ZoneInfo(self._get_zone(company_id))).date()

    @api.model
    def _skip_past(self, company, numbers):
        """Never draw ``numbers``: an imported register brought them along.

        Draws up to the highest serial of each month instead of setting the sequence:
        only a draw cannot run backwards beside clerks who register at this moment.
        """
        highest = {}
        for month, serial in filter(None, map(numbering.parse_number, numbers)):
            highest[month] = max(serial, highest.get(month, 0))
        for month, serial in highest.items():
            drawn = self._draw(company.id, month, 1)[0]
            if drawn < serial:
                self._draw(company.id, month, serial - drawn)

    @api.model
    def _cron_make_sequences(self):
        """Make each company's sequence of the next month before it begins."""
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        for company in companies:
            zone = self._get_zone(company.id)
            month = numbering.month_key(fields.Datetime.now(), zone)
            for key in (month, numbering.next_month(month)):
                self._make_sequence(self._get_sequence_name(company.id, key))

    # ------------------------------------------------------------
    # SEQUENCES
    # ------------------------------------------------------------

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"complaint_number_{company_id}_{month}"

    @api.model
    def _draw(self, company_id, month, count):
        name = self._get_sequence_name(company_id, month)
        self._ensure_sequence(name)
        # named as a table too: what another session made is noticed where a lock is
        # taken, and a transaction that has read pg_class before takes none for its name
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM %s, generate_series(1, %s)",
                name,
                SQL.identifier(name),
                count,
            )
        )
        return [serial for (serial,) in rows]

    @api.model
    @tools.ormcache("name")
    def _ensure_sequence(self, name):
        """Make the sequence before it is first asked for; once a process and month.

        Asking PostgreSQL whether it is there would not do: what a transaction did not
        find once, it goes on not finding after another one has made it.
        """
        self._make_sequence(name)
        return True

    @api.model
    def _make_sequence(self, name):
        """Make a sequence that is missing, in a transaction of its own, so that those
        who register at the same moment wait for milliseconds and not for this request.
        """
        digest = hashlib.sha256(name.encode()).digest()
        with self.env.registry.cursor() as cr:
            cr.execute(
                "SELECT pg_advisory_xact_lock(%s)",
                (int.from_bytes(digest[:8], "big", signed=True),),
            )
            cr.execute(
                SQL("CREATE SEQUENCE IF NOT EXISTS %s", SQL.identifier(name)),
            )

    @api.model
    def _drop_sequences(self):
        names = self.env.execute_query(
            SQL(
                """SELECT sequencename FROM pg_sequences
                    WHERE schemaname = current_schema
                      AND sequencename ~ '^complaint_number_[0-9]+_[0-9]{6}$'"""
            )
        )
        for (name,) in names:
            self.env.cr.execute(SQL("DROP SEQUENCE %s", SQL.identifier(name)))
