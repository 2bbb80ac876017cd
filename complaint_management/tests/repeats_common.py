from odoo.fields import Command

from .common import ComplaintCommon


class RepeatsCommon(ComplaintCommon):
    """Two products and complaints about them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        products = cls.env["product.product"]
        cls.kettle, cls.pan = products.create([{"name": "Kettle"}, {"name": "Pan"}])
        cls.service = cls.env.ref("complaint_management.complaint_category_non_quality")

    @classmethod
    def _about(cls, *products, **values):
        rows = [Command.create({"product_id": product.id}) for product in products]
        return cls._register(line_ids=rows, **values)

    @classmethod
    def _guest(cls, **values):
        """Values of a complainant who is no contact of ours."""
        return {"partner_id": False, "partner_name": "Guest", **values}
