from odoo import models


class CapaContainableMixin(models.AbstractModel):
    """A plan or a complaint about whose stock something is held back (R-Q01)."""

    _name = "capa.containable.mixin"
    _description = "Holds stock back"
    _containment_field = ""

    def action_contain(self):
        """What is held back because of it; where nothing is, a new containment of the
        lots and products that it is about.

        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("read")
        containments = self.env["capa.containment"]
        found = containments.search([(self._containment_field, "=", self.id)])
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Stock held back"),
            "res_model": "capa.containment",
        }
        if len(found) > 1:
            return {
                **action,
                "view_mode": "list,form",
                "domain": [("id", "in", found.ids)],
            }
        vals = {} if found else containments._prepare_for(self)
        return {
            **action,
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": found.id,
            "context": {f"default_{name}": value for name, value in vals.items()},
        }
