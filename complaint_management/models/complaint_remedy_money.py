from odoo import fields, models
from odoo.exceptions import UserError


class ComplaintRemedyMoney(models.AbstractModel):
    """Refund, price reduction, compensation: a credit note, on the customer's invoice
    where there is one, for what was approved and not a cent more."""

    _name = "complaint.remedy.money"
    _inherit = "complaint.remedy.document"
    _description = "Remedies in money"

    def _make_credit_note(self):
        """A draft credit note.

        :raises UserError: no journal, no account, the invoice is credited already
        """
        customer, source = self._get_customer(), self._get_invoiced_line()
        invoice = source.move_id
        currency = invoice.currency_id or self.sudo().currency_id
        company, day = self.company_id, fields.Date.context_today(self)
        amount = self.sudo().currency_id._convert(self.amount, currency, company, day)
        if invoice:
            self._check_invoice_open(invoice, amount)
        vals = self._prepare_credit_note_vals(customer, source, currency)
        vals["invoice_line_ids"] = [
            fields.Command.create(self._prepare_credit_line_vals(source, amount))
        ]
        moves = self.env["account.move"].with_company(company)
        note = moves.with_context(default_move_type="out_refund").create(vals)
        self._fit_amount(note, amount)
        return note

    def _get_invoiced_line(self):
        """The line of a posted invoice that this is given back from, if there is one;
        a compensation is given beside what was invoiced."""
        lines = self.env["account.move.line"].sudo()
        if self.kind == "compensation":
            return lines
        # who invoices has no right on the complaint
        sold = self.sudo().line_id.sale_line_id
        posted = sold.invoice_lines.filtered(
            lambda one: (
                one.move_id.state == "posted" and one.move_id.move_type == "out_invoice"
            )
        )
        return posted.sorted("id")[-1:]

    def _check_invoice_open(self, invoice, amount):
        credited = self.env["account.move"].sudo()._get_credited(invoice)
        rest = invoice.amount_total - credited
        currency = invoice.currency_id
        if currency.compare_amounts(amount, rest) > 0:
            raise UserError(
                self.env._(
                    "Invoice %(invoice)s of %(total)s is credited with %(credited)s "
                    "already; %(amount)s more would be above it. Cancel what was "
                    "credited twice, or have a compensation approved.",
                    invoice=invoice.name,
                    total=currency.format(invoice.amount_total),
                    credited=currency.format(credited),
                    amount=currency.format(amount),
                )
            )

    def _prepare_credit_note_vals(self, customer, source, currency):
        invoice = source.move_id
        return {
            "move_type": "out_refund",
            "partner_id": (invoice.partner_id or customer).id,
            "journal_id": (invoice.journal_id or self._get_sale_journal()).id,
            "currency_id": currency.id,
            "company_id": self.company_id.id,
            "reversed_entry_id": invoice.id,
            "invoice_origin": self._get_origin(),
            "ref": self._get_origin(),
        }

    def _get_sale_journal(self):
        company = self.company_id
        journal = (
            self.env["account.journal"]
            .sudo()
            .search([("type", "=", "sale"), ("company_id", "=", company.id)], limit=1)
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no sales journal: an accountant creates one under "
                    "Invoicing, Configuration, Journals.",
                    company=company.name,
                )
            )
        return journal

    def _prepare_credit_line_vals(self, source, amount):
        account = source.account_id or self._get_compensation_account()
        base = amount
        if source and source.price_total and not source.tax_ids.price_include:
            base = amount * source.price_subtotal / source.price_total
        return {
            "name": f"{self._get_origin()}: {self.display_name}",
            "product_id": self.product_id.id if source else False,
            "quantity": 1,
            "price_unit": base,
            "account_id": account.id,
            "tax_ids": [fields.Command.set(source.tax_ids.ids)],
        }

    def _get_compensation_account(self):
        account = self.company_id.sudo().complaint_account_id
        if not account:
            raise UserError(
                self.env._(
                    "There is no invoice to credit, and %(company)s has no account for "
                    "compensations: choose one under Complaints, Configuration, "
                    "Settings.",
                    company=self.company_id.name,
                )
            )
        return account

    def _fit_amount(self, note, amount):
        """Taxes round: come as near to ``amount`` as can be, and never above."""
        line = note.invoice_line_ids
        for _try in range(3):
            gap = note.currency_id.round(amount - note.amount_total)
            if not gap:
                return
            line.price_unit += gap
        while note.currency_id.compare_amounts(note.amount_total, amount) > 0:
            line.price_unit -= note.currency_id.rounding
