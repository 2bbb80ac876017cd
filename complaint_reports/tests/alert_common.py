from datetime import datetime, time

from odoo.fields import Command

from .common import ReportsCommon


class AlertCommon(ReportsCommon):
    """A company with a year of complaints and deliveries, whose quality department and
    owner department have heads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.laboratory = cls._create_department("Quality", "quality", cls.quality_user)
        cls.service = cls._create_department("Service", "customer_service", cls.owner)
        cls.store = cls._create_department("Store", "store", cls.doer)
        cls.mug = cls.env["product.product"].create({"name": "Mug"})
        cls.lot = cls.env["stock.lot"].create(
            {"name": "K-1", "product_id": cls.kettle.id, "company_id": cls.company.id}
        )
        cls.dealer = cls.env["res.partner"].create(
            {"name": "Home Store", "is_company": True, "email": "home@example.com"}
        )

    @classmethod
    def _create_department(cls, name, kind, user):
        head = cls.env["hr.employee"].create(
            {"name": name, "user_id": user.id, "company_id": cls.company.id}
        )
        return cls.env["hr.department"].create(
            {
                "name": name,
                "complaint_kind": kind,
                "manager_id": head.id,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _complain(cls, number, days, product=None, lot=None, **values):
        """``number`` complaints, received so many ``days`` ago."""
        noon = datetime.combine(cls._day(-days), time(4))  # in Shanghai
        line = {"product_id": (product or cls.kettle).id}
        if lot:
            line["lot_id"] = lot.id
        cases = cls.env["complaint.case"].with_user(cls.officer)
        found = cases.create(
            [
                {
                    "title": "Kettle leaks",
                    "channel_id": cls.hotline.id,
                    "category_id": cls.quality.id,
                    "received_on": noon,
                    "line_ids": [Command.create(line)],
                    **values,
                }
                for _one in range(number)
            ]
        )
        found.sudo()._write_guarded({"owner_department_id": cls.service.id})
        return found

    @classmethod
    def _live_a_year(cls, number=1, **values):
        """So many complaints in each of the windows before the recent one; in one more,
        so that twelve of them are whole."""
        return [
            cls._complain(number, 28 * window + 14, **values) for window in range(1, 14)
        ]

    @classmethod
    def _deliver(cls, quantity, days, product=None, lot=None, partner=None):
        """Sent to a customer so many ``days`` ago."""
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        way = {
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
        }
        about = {**way, "product_id": (product or cls.kettle).id}
        about["company_id"] = cls.company.id
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "partner_id": (partner or cls.customer).id,
                **way,
            }
        )
        about["picking_id"] = picking.id
        move = cls.env["stock.move"].create({"product_uom_qty": quantity, **about})
        lot_id = lot.id if lot else False
        line = cls.env["stock.move.line"].create(
            {"move_id": move.id, "lot_id": lot_id, "quantity": quantity, **about}
        )
        # what left long ago: done by SQL, because Odoo books on the day of today
        cls.env.flush_all()
        moment = datetime.combine(cls._day(-days), time(4))
        cls.env.cr.execute(
            "UPDATE stock_move_line SET state = 'done', date = %s WHERE id = %s",
            [moment, line.id],
        )
        cls.env.invalidate_all()

    @classmethod
    def _find(cls, days=0):
        """What the job finds, so many ``days`` from now."""
        finder = cls.env["complaint.alert.finder"]
        return finder._find_company(cls.company, cls._day(days))

    @classmethod
    def _raise(cls, kind="product", number=9):
        """A kettle that is complained about much more than before."""
        cls._live_a_year()
        cls._complain(number, 5)
        return cls._find().filtered(lambda alert: alert.kind == kind)

    def assertFound(self, alerts, *expected):
        """Exactly these are about a rise: pairs of kind and record."""
        found = {(alert.kind, alert._get_subject()) for alert in alerts}
        self.assertEqual(found, set(expected))
