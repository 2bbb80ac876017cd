from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "complaint.document.mixin"]

    _complaint_remedy_uniq = models.UniqueIndex(
        "(complaint_remedy_id) WHERE complaint_remedy_id IS NOT NULL"
        " AND state != 'cancel'",
        "Another credit note carries this remedy out already.",
    )

    def write(self, vals):
        if vals.get("state", "cancel") != "cancel":
            for move in self.filtered("complaint_remedy_id"):
                move._check_no_other()
        result = super().write(vals)
        if "state" in vals:
            for move in self.filtered("complaint_remedy_id"):
                move._follow_remedy()
        return result

    def _post(self, soft=True):
        for move in self.filtered("complaint_remedy_id"):
            move._check_approved()
        return super()._post(soft)

    def _follow_remedy(self):
        """The remedy is carried out when its credit note is posted."""
        remedy = self.complaint_remedy_id.sudo()  # who posts has no right on remedies
        if self.state == "posted":
            remedy._note_document_done()
        elif self.state == "cancel":
            remedy._note_document_gone()
        else:
            remedy._note_document_open()

    def _check_no_other(self):
        """A cancelled credit note does not come back beside the one that was made
        instead."""
        others = self.complaint_remedy_id.sudo()._get_documents() - self.sudo()
        if self.state == "cancel" and others:
            raise UserError(
                self.env._(
                    "“%(remedy)s” is carried out by %(document)s instead.",
                    remedy=self.complaint_remedy_id.sudo().display_name,
                    document=others[0].display_name,
                )
            )

    def _check_approved(self):
        """A draft can be edited by anybody who invoices: no more is posted than was
        approved, to the same customer (R-S01).

        :raises UserError: what is more, or other, than was approved
        """
        # who posts has no right on complaints; what was approved is no secret to him
        remedy = self.complaint_remedy_id.sudo()
        name = remedy.display_name
        remedy._check_still_approved()
        if self.move_type != "out_refund":
            raise UserError(
                self.env._("“%(remedy)s” is carried out by a credit note.", remedy=name)
            )
        if self.commercial_partner_id != remedy.partner_id.commercial_partner_id:
            raise UserError(
                self.env._(
                    "“%(remedy)s” was approved for %(customer)s. Put that customer on "
                    "the credit note again.",
                    remedy=name,
                    customer=remedy.partner_id.display_name,
                )
            )
        if self.invoice_line_ids.product_id - remedy.product_id:
            raise UserError(
                self.env._(
                    "“%(remedy)s” was approved for %(product)s; take the other "
                    "products off the credit note.",
                    remedy=name,
                    product=remedy.product_id.display_name or self.env._("no product"),
                )
            )
        self._check_amount_approved(remedy)

    def _check_amount_approved(self, remedy):
        currency = remedy.currency_id
        day = self.invoice_date or self.date or fields.Date.context_today(self)
        amount = self.currency_id._convert(
            self.amount_total, currency, self.company_id, day
        )
        if currency.compare_amounts(amount, remedy.amount) > 0:
            raise UserError(
                self.env._(
                    "%(asked)s is more than the %(approved)s that were approved for "
                    "“%(remedy)s”. Lower the credit note, or have more approved.",
                    asked=currency.format(amount),
                    approved=currency.format(remedy.amount),
                    remedy=remedy.display_name,
                )
            )

    @api.model
    def _get_credited(self, invoice):
        """What is credited on ``invoice`` so far, drafts too, in its currency."""
        notes = self.search(
            [
                ("reversed_entry_id", "=", invoice.id),
                ("state", "!=", "cancel"),
                ("move_type", "=", "out_refund"),
            ]
        )
        return sum(notes.mapped("amount_total"))
