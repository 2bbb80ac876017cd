from datetime import date, datetime, timedelta

from .common import ReportsCommon


class FiguresCommon(ReportsCommon):
    """Complaints of autumn 2026, some answered, some closed; their moments are written
    as they were, past the models, so that a test can count them by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.figures = cls.env["complaint.figure"].with_user(cls.supervisor)
        cls.period = (date(2026, 9, 1), date(2026, 10, 31))

    @classmethod
    def _at(cls, text):
        """Naive UTC of ``2026-09-01 10:00``, as Odoo keeps it."""
        return datetime.fromisoformat(text)

    @classmethod
    def _happened(cls, case, **moments):
        """What happened to ``case``, and when."""
        return cls._write_past(case, **moments)

    @classmethod
    def _past(cls, received, values=None, **moments):
        """A complaint that was received then."""
        case = cls._register(**(values or {}))
        moments = {
            name: cls._at(moment)
            if isinstance(moment, str) and "-" in moment
            else moment
            for name, moment in moments.items()
        }
        received = cls._at(received)
        first = {"received_on": received, "registered_on": received}
        return cls._happened(case, **{**first, "is_repeat": False, **moments})

    def _get(self, *codes, period=None, user=None, **only):
        figures = self.figures.with_user(user) if user else self.figures
        companies = only.pop("companies", self.company)
        start, end = period or self.period
        return figures._get_values(codes, companies, start, end, **only)

    @classmethod
    def _write_past(cls, record, **values):
        """What stands in the table of ``record``, past its model."""
        record.flush_recordset()
        sets = ", ".join(f"{name} = %s" for name in values)
        cls.env.cr.execute(
            f"UPDATE {record._table} SET {sets} WHERE id IN %s",
            [*values.values(), tuple(record.ids)],
        )
        record.invalidate_recordset()
        return record

    @classmethod
    def _limit(cls, case, state, due=None, **values):
        """A limit of ``case`` that is kept, missed, cut or running."""
        policy = cls.env["complaint.policy"].search([], limit=1)
        limit = cls.env["complaint.policy.limit"].create(
            {
                "name": f"Answer {case.number} {state}",
                "policy_id": policy.id,
                "start_event": "received_on",
                "stop_event": "answered_on",
            }
        )
        due = due or datetime(2026, 9, 4)
        return cls.env["complaint.clock"]._create_guarded(
            [
                {
                    "limit_id": limit.id,
                    "case_id": case.id,
                    "company_id": case.company_id.id,
                    "unit": limit.unit,
                    "state": state,
                    "started_on": due - timedelta(days=3),
                    "due_on": due,
                    **values,
                }
            ]
        )

    @classmethod
    def _owe(cls, case, amount, kind="compensation", state="approved"):
        """A remedy of ``case`` that was decided."""
        remedy = cls.env["complaint.remedy"].create(
            {
                "case_id": case.id,
                "type_id": cls.env.ref(
                    f"complaint_management.complaint_remedy_type_{kind}"
                ).id,
                "amount": amount,
            }
        )
        return cls._write_past(remedy, state=state, cost=amount)

    @classmethod
    def _deliver(cls, product, quantity, on="2026-09-15 08:00", back=False):
        """So much left the stock for a customer, or came back."""
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        places = [warehouse.lot_stock_id, cls.env.ref("stock.stock_location_customers")]
        if back:
            places.reverse()
        move = cls.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "quantity": quantity,
                "picked": True,
                "location_id": places[0].id,
                "location_dest_id": places[1].id,
                "company_id": cls.company.id,
            }
        )
        move._action_done()
        cls._write_past(move.move_line_ids, date=cls._at(on))
        return move
