from odoo import api, models
from odoo.tools import consteq, email_normalize

from ..tools.phone import phone_key

NOBODY = "\0"  # what no proof is equal to


class ComplaintPublicStatus(models.AbstractModel):
    """Answers by itself where a complaint stands: by its number and a second proof, the
    complainant's e-mail address or telephone number (R-I19)."""

    _name = "complaint.public.status"
    _description = "Status by number"

    @api.model
    def _find_case(self, company, number, proof):
        """The case of that number, if the proof is the complainant's; else empty.

        A number that does not exist is looked up and compared like one whose proof is
        wrong, so that neither the answer nor its time tells them apart.

        :return: the case as superuser
        """
        # visitors have no right on cases; what proves that it is his is checked here
        cases = self.env["complaint.case"].sudo()
        found = cases.search_fetch(
            [("company_id", "=", company.id), ("number", "=", number.strip())],
            ["email_key", "phone_key", "erased_on"],
            limit=1,
        )
        keys = (found.email_key or NOBODY, found.phone_key or NOBODY)
        given = (email_normalize(proof or "") or "-", phone_key(proof) or "-")
        matches = [
            consteq(key.encode(), one.encode())
            for key, one in zip(keys, given, strict=True)
        ]
        return found if any(matches) and not found.erased_on else cases

    @api.model
    def _get_answer(self, case):
        """What is told of it: where it stands, by when, whom to ask. What was written
        is shown by the link only."""
        view = case._get_customer_view()
        told = ("number", "headline", "status", "steps", "expected_on", "handler")
        return {name: view[name] for name in told}

    @api.model
    def _ask_for_call(self, case, form_key):
        """Hand him over to a person: who is in charge is asked to call him."""
        case._hear_question(self.env._("Please call me about my complaint."), form_key)
