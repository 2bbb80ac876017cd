from odoo import api, models

from ..tools import forms


class ComplaintPaperCase(models.AbstractModel):
    """Parts of the forms about a complaint: who complains, about what, what happened,
    what shows it (R-I04)."""

    _name = "complaint.paper.case"
    _inherit = ["complaint.paper"]
    _description = "Printed form about a complaint"
    _form_model = "complaint.case"

    @api.model
    def _get_case_head(self, case):
        return [
            self._pair(case, "number"),
            self._pair(case, "state"),
            (self.env._("Received"), self._say_day(case.received_on)),
        ]

    @api.model
    def _get_complainant_block(self, case):
        return forms.grid(
            self.env._("Complainant"),
            [
                self._pair(case, "partner_name", self.env._("Name")),
                self._pair(case, "partner_company", self.env._("Company")),
                self._pair(case, "complainant_kind"),
            ],
            [
                self._pair(case, "partner_phone"),
                self._pair(case, "partner_email"),
                self._pair(case, "represents"),
            ],
        )

    @api.model
    def _get_product_blocks(self, lines):
        """Each product complained about, as the paper form asks for it (R-I04)."""
        if not lines:
            return [forms.grid(self.env._("Product"), *self._get_empty_product())]
        many = len(lines) > 1
        return [
            forms.grid(
                self.env._("Product %(place)s", place=place)
                if many
                else self.env._("Product"),
                *self._get_product_rows(line),
            )
            for place, line in enumerate(lines, start=1)
        ]

    def _get_empty_product(self):
        return self._get_product_rows(self.env["complaint.line"])

    def _get_product_rows(self, line):
        name = line._get_product().display_name or line.product_text or ""
        return [
            [
                (self.env._("Product, model"), name),
                self._pair(line, "item_number"),
                self._pair(line, "material"),
            ],
            [
                self._pair(line, "lot_name"),
                self._pair(line, "order_reference"),
                self._pair(line, "delivered_on"),
            ],
            [
                self._pair(line, "ordered_qty"),
                self._pair(line, "delivered_qty"),
                self._pair(line, "defective_qty"),
            ],
            [
                self._pair(line, "delivered_amount"),
                self._pair(line, "purchased_on"),
                self._pair(line, "purchase_place"),
            ],
            [self._pair(line, "description")],
        ]

    @api.model
    def _get_event_blocks(self, case):
        """When and where, what happened, what is demanded."""
        return [
            forms.grid(
                self.env._("What happened"),
                [
                    self._pair(case, "occurred_on"),
                    self._pair(case, "occurred_at"),
                    self._pair(case, "extent"),
                ],
                [
                    (
                        self.env._("In detail"),
                        self._say(case, "description") or case.title,
                    )
                ],
            ),
            forms.grid(
                self.env._("Demand"),
                [
                    self._pair(case, "demand_type_ids"),
                    self._pair(case, "claimed_amount"),
                ],
                [self._pair(case, "demand_reason")],
            ),
        ]

    @api.model
    def _get_evidence_block(self, evidences, blank=1):
        heads = [
            (self.env._("Evidence"), 46),
            (self.env._("Kind"), 18),
            (self.env._("From"), 18),
            (self.env._("Received"), 18),
        ]
        rows = [
            [
                one.name,
                self._say(one, "kind"),
                self._say(one, "source"),
                self._say_day(one.received_on),
            ]
            for one in evidences
        ]
        return forms.table(self.env._("Evidence"), heads, rows, blank=blank)

    @api.model
    def _get_sample_block(self, samples):
        heads = [
            (self.env._("Sample"), 30),
            (self.env._("Quantity"), 12),
            (self.env._("Seal or number"), 16),
            (self.env._("Where it is now"), 20),
            (self.env._("Inspection"), 22),
        ]
        rows = [
            [
                one.name,
                self._say(one, "quantity"),
                one.seal or "",
                one.place or "",
                "\n".join(
                    filter(
                        None,
                        [self._say(one, "inspection_result"), one.inspection_note],
                    )
                ),
            ]
            for one in samples
        ]
        return forms.table(self.env._("Samples"), heads, rows)

    @api.model
    def _say_products(self, lines):
        """The products in a few words: which, how many, which lot."""
        words = []
        for line in lines:
            parts = [line.display_name]
            if line.defective_qty:
                parts.append(
                    self.env._(
                        "%(count)s defective", count=self._say(line, "defective_qty")
                    )
                )
            words.append(", ".join(filter(None, parts)))
        return "\n".join(words)
