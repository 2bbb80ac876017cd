import base64

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list

from ..tools.marking import is_marked


class ComplaintReply(models.Model):
    _inherit = "complaint.reply"

    def action_enclose_8d(self):
        """Put the 8D report for the customer into this draft: kept on the case as
        material for him, and let out by the gate like all that he is given (R-Q03,
        R-K09, R-A06). Once more, and the newer one takes the place of the older.

        :raises AccessError: he may not print it, or not add to the complaint
        :raises UserError: the reply is no draft of a mail or letter, no plan is
            approved, or somebody is named in it
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft" or self.medium not in ("mail", "letter"):
            raise UserError(
                self.env._("A report is put into the draft of an e-mail or letter.")
            )
        case = self.case_id
        reports = self.env["ir.actions.report"]
        content, kind = reports._render_qweb_pdf("complaint_reports.case_8d", case.ids)
        name = f"{case.number}-8D.{kind}"
        older = self.material_ids.filtered(lambda one: one.file_name == name)
        material = self.env["complaint.evidence"].create(
            {
                "case_id": case.id,
                "kind": "material",
                "name": self.env._("8D report %(number)s", number=case.number),
                "file": base64.b64encode(content),
                "file_name": name,
            }
        )
        links = [Command.unlink(one.id) for one in older]
        self.write({"material_ids": [*links, Command.link(material.id)]})

    def _get_material_faults(self):
        """R-A06: an internal form is no material for the customer, whatever it is
        called among the evidence."""
        faults = super()._get_material_faults()
        material = self.sudo().material_ids.with_context(bin_size=False)
        forms = material.filtered(
            lambda one: is_marked(base64.b64decode(one.file or b""))
        )
        if forms:
            faults.append(
                self.env._(
                    "Internal forms are not given to the customer: %(names)s.",
                    names=format_list(self.env, forms.mapped("name")),
                )
            )
        return faults
