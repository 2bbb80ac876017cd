from odoo import fields, models
from odoo.exceptions import UserError


class ComplaintCaseUnsatisfied(models.AbstractModel):
    """R-D11: who is not satisfied with the first reply is promised another answer; the
    product is secured as far as possible, and the market department gets record form
    and sample, where the policy says so."""

    _name = "complaint.case.unsatisfied"
    _inherit = "complaint.case.events"
    _description = "Customers who are not satisfied"

    secured = fields.Text(
        "Product secured",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="How product and sample were secured and where they are, or why they "
        "could not be.",
    )

    def action_submit(self, reason=False, *, secured=False):
        """Put the case up for decision; again, when the customer is not satisfied.

        :param str secured: then, how product and sample were secured (R-D11)
        :raises UserError: the policy asks for it and it is missing
        """
        return self._walk_or_ask("deciding", reason, secured=secured)

    def _walk(self, target, reason=False, **asked):
        secured = (asked.pop("secured", False) or "").strip()
        back = self.filtered(
            lambda case: case.state == "confirming" and target == "deciding"
        )
        back._check_secured(secured)
        result = super()._walk(target, reason, **asked)
        for case in back:
            # who may take the step leaves this with it
            case.sudo()._keep_secured(secured)
            case.sudo()._draft_promise()
        return result

    def _goes_to_market(self):
        return self.policy_id.sudo().unsatisfied_to_market

    def _check_secured(self, secured):
        if not secured and any(case._goes_to_market() for case in self):
            raise UserError(
                self.env._(
                    "Please say how product and sample were secured and where they "
                    "are, or why they could not be: the market department gets them "
                    "with the record form."
                )
            )

    def _keep_secured(self, secured):
        if not secured:
            return
        self._write_guarded({"secured": secured})
        if not self._goes_to_market():
            return
        market = self.env["hr.department"]._get_of_kind("market", self.company_id)
        question = self.env._(
            "The customer is not satisfied with the first reply and was promised "
            "another. The record form comes with this; product and sample: %(secured)s",
            secured=secured,
        )
        if market:
            self._ask_one(market, "assisting", question)
        else:
            self._tell_handler(
                lambda env: env._("No market department takes record form and sample"),
                [question],
            )

    def _draft_promise(self):
        """The reply that tells the promise: a draft, which who handles the case reads
        and sends; its limit runs from then."""
        limits = self.policy_id.sudo().limit_ids
        promise = limits.filtered(lambda one: one.is_promise and one.amount)[:1]
        user = self.user_id or self.receiver_id
        if not promise:
            return
        reply = (
            self.env["complaint.reply"]
            .with_user(user)
            .sudo()
            .create({"case_id": self.id, "kind": "progress", "with_promise": True})
        )
        reply.text = self._say_promise(promise, reply.lang)
        self._tell_handler(
            lambda env: env._("Send the promise to the customer"), [reply.text]
        )

    def _say_promise(self, limit, lang):
        """“within 15 days”, in the language of the complainant."""
        face = self.env["complaint.policy.face"].with_context(lang=lang)
        return face.env._(
            "Our first answer did not satisfy you. We look into it once more, and you "
            "will have another answer %(within)s.",
            within=face._say_within(limit),
        )
