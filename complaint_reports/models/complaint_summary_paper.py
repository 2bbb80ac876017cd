import base64
import hashlib
import io
import json
from tempfile import TemporaryFile

from odoo import fields, models
from odoo.addons.complaint_management.tools.package import safe_name
from odoo.tools import format_date, formatLang

from ..registers import SUMMARY_CASES
from ..tools import summary_sheet

_PAPER = {"readonly": True, "copy": False, "guarded": True}
_FILE = {"attachment": True, **_PAPER}
WIDTHS = {6: (14, 19, 13, 26, 18, 10)}
DIGITS = {"number": 0, "percent": 1, "hours": 1, "days": 1, "mark": 2, "money": 2}


class ComplaintSummaryPaper(models.AbstractModel):
    """The figures of a summary as they were, and what is printed of them.

    The figures are kept as JSON with their fingerprint; PDF and XLSX are made of that
    alone, so made again they say the same. What the same period comes to today may
    differ, because complaints go on: ``action_compare`` says where.
    """

    _name = "complaint.summary.paper"
    _inherit = ["complaint.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Papers of a summary"

    lang = fields.Char("Language", **_PAPER)
    made_on = fields.Datetime("Figures of", **_PAPER)
    figures = fields.Json(**_PAPER)
    checksum = fields.Char("SHA-256 of the figures", **_PAPER)
    papers_on = fields.Datetime("Printed on", **_PAPER)
    pdf = fields.Binary("PDF", **_FILE)
    pdf_name = fields.Char(compute="_compute_file_names")
    xlsx = fields.Binary("XLSX", **_FILE)
    xlsx_name = fields.Char(compute="_compute_file_names")
    register = fields.Binary("Record forms", **_FILE)
    register_name = fields.Char(compute="_compute_file_names")
    shown = fields.Html("Figures shown", compute="_compute_shown", sanitize=False)

    def _compute_file_names(self):
        forms = self.env._("Record forms")
        for summary in self:
            summary.pdf_name = safe_name(f"{summary.name}.pdf")
            summary.xlsx_name = safe_name(f"{summary.name}.xlsx")
            summary.register_name = safe_name(f"{summary.name} {forms}.xlsx")

    def _compute_shown(self):
        """The figures as on paper, for the screen; texts are escaped by QWeb."""
        template = "complaint_reports.complaint_summary_screen"
        for summary in self:
            values = {"summary": summary.with_context(lang=summary.lang)}
            summary.shown = self.env["ir.qweb"]._render(template, values)

    def _get_shown(self):
        facts = self.figures or {}
        return [
            {
                "name": one["name"],
                "value": self._put(one["value"], one["unit"]),
                "before": self._put(one["before"], one["unit"]),
                "formula": one["formula"],
            }
            for one in facts.get("figures", ())
        ]

    def _put(self, value, unit):
        if value is None:
            return "–"
        number = formatLang(self.env, value, digits=DIGITS.get(unit, 0))
        currency = (self.figures or {}).get("currency", "")
        return f"{number} {currency}" if unit == "money" else number

    # ------------------------------------------------------------
    # FINGERPRINT
    # ------------------------------------------------------------

    def _fingerprint(self, facts):
        text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def action_compare(self):
        """Count the same period anew and say what differs from what was kept.

        :return: a notification
        """
        self.ensure_one()
        self.check_access("read")
        differing = self.sudo()._get_differences()  # figures only, of what he may read
        message = (
            self.env._(
                "Counted anew, these differ, because complaints went on: %(figures)s.",
                figures="; ".join(differing),
            )
            if differing
            else self.env._("Counted anew, every figure is the same.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if differing else "success",
                "sticky": bool(differing),
                "message": message,
            },
        }

    def _get_differences(self):
        """Sentences: name of the figure, then and now."""
        kept = {one["code"]: one for one in self.figures["figures"]}
        fresh = self._gather()
        return [
            self.env._(
                "%(figure)s: %(then)s, now %(now)s",
                figure=one["name"],
                then=self._put(kept[one["code"]]["value"], one["unit"]),
                now=self._put(one["value"], one["unit"]),
            )
            for one in fresh["figures"]
            if one["code"] in kept and kept[one["code"]]["value"] != one["value"]
        ]

    def _gather(self):
        """The figures of this period as they are now."""
        return self.env["complaint.summary.builder"]._gather(
            self.kind_id, self.company_id, (self.date_from, self.date_to), self.lang
        )

    # ------------------------------------------------------------
    # PAPERS
    # ------------------------------------------------------------

    def action_print_again(self):
        """Make PDF and XLSX again, of the figures that were kept.

        :raises AccessError: it is somebody else's
        """
        self.check_access("write")
        self.sudo()._make_papers()  # who may write it may have it printed

    def _make_papers(self):
        """PDF and XLSX of the figures kept, in the company's language; the record forms
        once, because complaints go on."""
        for summary in self:
            spoken = summary._speak()
            vals = {
                "papers_on": fields.Datetime.now(),
                "xlsx": base64.b64encode(spoken._build_xlsx()),
                "pdf": base64.b64encode(spoken._build_pdf()),
            }
            summary.invalidate_recordset(["pdf", "xlsx"])
            if summary.kind_id.with_register and not summary.register:
                vals["register"] = base64.b64encode(spoken._build_register())
            summary._write_guarded(vals)

    def _speak(self):
        """As superuser, in the language of the company and where it is."""
        zone = self.env["complaint.numbering"]._get_zone(self.company_id.id)
        return self.sudo().with_context(
            lang=self.lang, tz=zone, allowed_company_ids=self.company_id.ids
        )

    def _repeats_heads(self):
        """Whether heads of a table stand on each page that it goes over."""
        return self.env["ir.actions.report"]._has_patched_wkhtmltopdf()

    def _get_widths(self, count):
        """Percents of the columns of a table on paper: of cases, else of numbers."""
        if count in WIDTHS:
            return WIDTHS[count]
        return [52, *[48 / (count - 1)] * (count - 1)]

    def _get_lines(self):
        """What stands above, in its own language: company, period, as of when."""
        spoken = self.with_context(lang=self.lang).env
        moment = fields.Datetime.context_timestamp(self, self.made_on)
        period = spoken._(
            "From %(start)s to %(end)s",
            start=format_date(spoken, self.date_from),
            end=format_date(spoken, self.date_to),
        )
        made = spoken._(
            "Figures of %(moment)s", moment=moment.strftime("%Y-%m-%d %H:%M")
        )
        return [self.company_id.name, period, made]

    def _build_xlsx(self):
        stream = io.BytesIO()
        words = {
            "figures": self.env._("Figures"),
            "heads": [
                self.env._("Figure"),
                self.env._("This period"),
                self.env._("The period before"),
                self.env._("Difference"),
                self.env._("Formula"),
            ],
        }
        summary_sheet.build(
            stream, self.name, self._get_lines(), self.figures, words, self.made_on
        )
        return stream.getvalue()

    def _build_pdf(self):
        reports = self.env["ir.actions.report"]
        content, _kind = reports._render_qweb_pdf(
            "complaint_reports.complaint_summary_action_report", res_ids=self.ids
        )
        return content

    def _build_register(self):
        registers = self.env["complaint.register"]
        days = self.date_from, self.date_to
        domain = registers._get_domain(SUMMARY_CASES, *days)
        with TemporaryFile() as stream:
            registers._write_sheet(SUMMARY_CASES, domain, stream, *days)
            stream.seek(0)
            return stream.read()
