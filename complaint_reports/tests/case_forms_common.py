import base64
import io

from odoo.addons.complaint_management.tests.approval_common import ApprovalCommon
from odoo.fields import Command
from PIL import Image

from .forms_common import FormsCommon


def picture():
    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), "red").save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


class CaseFormsCommon(FormsCommon, ApprovalCommon):
    """A complaint with something in each part of its forms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.lang_en").date_format = "%Y-%m-%d"
        kettle = cls.env["product.product"].create({"name": "Kettle 1.7"})
        cls.case.write(
            {
                "partner_phone": "5550101",
                "description": "<p>It leaks at the base.</p>",
                "occurred_at": "Seattle",
                "extent": "3 of 400",
                "demand_reason": "The contract says so.",
                "confirmed_facts": "The seam is open.",
                "cause": "Steel of another supplier.",
                "line_ids": [
                    Command.create(
                        {
                            "product_id": kettle.id,
                            "item_number": "K-17",
                            "material": "Steel 304",
                            "lot_name": "L-0042",
                            "order_reference": "S-77",
                            "ordered_qty": 400,
                            "delivered_qty": 390,
                            "defective_qty": 3,
                            "delivered_amount": 22400,
                            "purchase_place": "Market Street",
                        }
                    )
                ],
                "evidence_ids": [
                    Command.create(
                        {"name": "Chip", "file": picture(), "file_name": "chip.png"}
                    )
                ],
            }
        )
        none = cls.env.ref("complaint_management.complaint_remedy_type_none")
        cls.case.remedy_ids.filtered(lambda one: one.type_id == none).unlink()
        cls._propose(cls.case, "refund", amount=168, note="To the same account")
        cls.case.outcome = "The money goes back."

    def _approve(self):
        """Each of the chain with an instruction of his own."""
        self.case.with_user(self.officer).action_request_approval("disposition")
        request = self._request(self.case)
        for place, user in enumerate(self.chain):
            self._decide(request, user, comment=f"Instruction {place}")
        return request
