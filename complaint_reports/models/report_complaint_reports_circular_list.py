from odoo import api, models

from ..tools import forms


class CircularList(models.AbstractModel):
    """The list to sign of a circular, by department: who has no login reads it on paper
    and signs (R-Q11, R-Q15). Heads and HR print those whom they may note."""

    _name = "report.complaint_reports.circular_list"
    _inherit = ["complaint.paper"]
    _description = "List to sign of a circular"
    _form_model = "capa.circular"

    @api.model
    def _get_number(self, doc):
        return ""

    @api.model
    def _get_sheets(self, docs):
        asked = [("state", "!=", "void")]
        get = self._find_rows("capa.learning", "circular_id", docs, *asked)
        return {
            circular: [self._get_list(circular, get(circular))] for circular in docs
        }

    def _get_list(self, circular, rows):
        return forms.sheet(
            self.env._("Circular: List to Sign"),
            forms.grid(
                None,
                [(self.env._("Circular"), circular.name)],
                [
                    self._pair(circular, "published_on"),
                    self._pair(circular, "read_by"),
                ],
            ),
            forms.text(self.env._("Text"), circular.text, lines=4),
            self._get_reader_block(rows),
        )

    def _get_reader_block(self, rows):
        heads = [
            (self.env._("No."), 6),
            (self.env._("Department"), 30),
            (self.env._("Name"), 22),
            (self.env._("Read on"), 16),
            (self.env._("Signature"), 26),
        ]
        people = sorted(
            rows,
            key=lambda row: (
                row.department_id.complete_name or "",
                row.employee_id.name or "",
            ),
        )
        cells = [
            [
                str(place),
                row.department_id.display_name or "",
                row.employee_id.name or "",
                self._say_day(row.done_on),
                "",
            ]
            for place, row in enumerate(people, start=1)
        ]
        return forms.table(self.env._("Readers"), heads, cells, blank=3)
