from odoo import models
from odoo.exceptions import ValidationError
from odoo.tools import format_list

from ..tools.private import find_names, find_numbers


class ComplaintCasePrivate(models.AbstractModel):
    """Who complains is not told to those who look into the case (R-P03)."""

    _name = "complaint.case.private"
    _description = "What the departments must not learn"

    def _check_nothing_private(self, *texts):
        """Refuse texts for the departments that say who complains.

        :param texts: what they are to read
        :raises ValidationError: names what to leave out
        """
        self.ensure_one()
        text = "\n".join(filter(None, texts))
        found = self._find_private(text) if text else []
        if found:
            raise ValidationError(
                self.env._(
                    "The departments must not learn who complains. Leave out: "
                    "%(words)s.",
                    words=format_list(self.env, found),
                )
            )

    def _find_private(self, text):
        """What stands in ``text`` of name, e-mail address and phone number."""
        case = self.sudo()  # whoever asks need not be allowed to read who complains
        partner = case.partner_id
        names = (case.partner_name, partner.name, case.represents)
        emails = (case.partner_email, partner.email)
        phones = (case.partner_phone, partner.phone)
        return [
            *find_names(text, self._filter_once(names)),
            *find_names(text, self._filter_once(emails)),
            *find_numbers(text, self._filter_once(phones)),
        ]

    def _filter_once(self, values):
        return list(dict.fromkeys(value.strip() for value in values if value))
