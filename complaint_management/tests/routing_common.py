from odoo.fields import Command

from .duty_common import DutyCommon


class RoutingCommon(DutyCommon):
    """Rules that say which departments a case goes to."""

    @classmethod
    def _create_rule(cls, name="All", *lines, **values):
        """A rule of the company with Plant 1 in the lead, and further departments."""
        if not values.get("adds") and not values.get("target"):
            values.setdefault("department_id", cls.plant.id)
        return cls.env["complaint.routing"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )

    @classmethod
    def _accept(cls, **values):
        case = cls._register(**values)
        case.user_id = cls.officer
        case.action_accept()
        return case

    def assertAsked(self, case, *names):
        """These departments, in that order, were asked in ``case``."""
        asked = [duty._get_asked_name() for duty in case.duty_ids.sorted("id")]
        self.assertEqual(asked, list(names))
