from datetime import datetime, timedelta
from random import Random

from odoo.fields import Command

from .figures_common import FiguresCommon

HOUR = timedelta(hours=1)


class SeededCommon(FiguresCommon):
    """Forty complaints with limits, cost, deliveries, plans; what was written is kept
    beside the database, to be counted by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chance = Random(12)
        cls.products = cls.env["product.product"].create(
            [{"name": name, "is_storable": True} for name in ("Bowl", "Plate", "Cup")]
        )
        cls.told = [cls._seed_case(number) for number in range(40)]
        cls.delivered = [cls._seed_delivery(number) for number in range(12)]
        cls.plans = [cls._seed_plan(number) for number in range(5)]
        cls.scrapped = cls._seed_scrap()
        cls.env.flush_all()

    @classmethod
    def _maybe(cls, begin, hours, chance=0.7):
        """A moment after ``begin``, or none."""
        if not begin or cls.chance.random() > chance:
            return None
        return begin + HOUR * cls.chance.randint(1, hours)

    @classmethod
    def _seed_case(cls, number):
        received = datetime(2026, 8, 20) + HOUR * cls.chance.randint(0, 24 * 80)
        answered = cls._maybe(received, 400)
        closed = cls._maybe(answered, 400)
        told = {
            "received_on": received,
            "acknowledged_on": cls._maybe(received, 48),
            "answered_on": answered,
            "closed_on": closed,
            "is_repeat": number % 5 == 0,
            "dissatisfied_count": int(bool(answered) and number % 4 == 0),
            "satisfaction": cls.chance.randint(0, 5),
        }
        product = cls.products[number % 3]
        quantity = cls.chance.randint(1, 9)
        line = Command.create({"product_id": product.id, "defective_qty": quantity})
        case = cls._register(line_ids=[line])
        costs = cls._seed_costs(case, number)
        state = {"state": "closed" if closed else "accepted", "is_open": not closed}
        cls._happened(case, registered_on=received, **state, **told)
        told.update(case=case, product=product, quantity=quantity, costs=costs)
        told["clocks"] = cls._seed_clocks(case, received)
        return told

    @classmethod
    def _seed_clocks(cls, case, received):
        clocks = []
        for hours in (24, 72):
            due = received + HOUR * hours
            state = cls.chance.choice(["met", "late", "running", "cut"])
            late = cls.chance.randint(1, 50)
            stopped = {"met": due - HOUR, "late": due + HOUR * late, "cut": due}
            cls._limit(case, state, due, stopped_on=stopped.get(state))
            clocks.append({"state": state, "due": due, "stop": stopped.get(state)})
        return clocks

    @classmethod
    def _seed_costs(cls, case, number):
        amount = cls.chance.randint(10, 500)
        kind = ("refund", "compensation", "replacement", "repair")[number % 4]
        state = ("done", "approved", "proposed", "cancelled")[number // 4 % 4]
        cls._owe(case, amount, kind, state)
        counts = state in ("done", "approved")
        costs = {kind: amount if counts else 0}
        if number % 7 == 0:
            currency = cls.company.currency_id.id
            cls._happened(case, spot_amount=25, spot_currency_id=currency)
            costs["spot"] = 25
        return costs

    @classmethod
    def _seed_delivery(cls, number):
        on = datetime(2026, 8, 25) + timedelta(days=7 * number)
        product, quantity = cls.products[number % 3], cls.chance.randint(100, 900)
        cls._deliver(product, quantity, on.isoformat())
        if number == 4:  # what comes back was delivered all the same
            cls._deliver(product, 50, on.isoformat(), back=True)
        return {"on": on, "product": product, "quantity": quantity}

    @classmethod
    def _seed_plan(cls, number):
        plan = cls._create_plan()
        # the case it comes from is none of those that are counted
        cls._happened(
            plan.case_ids, received_on="2026-05-01", registered_on="2026-05-01"
        )
        proposed = datetime(2026, 8, 25) + timedelta(days=10 * number)
        checked = proposed + timedelta(days=5) if number else None
        passed = number != 2
        effective = proposed + timedelta(days=6) if checked and passed else None
        cls._write_past(
            plan,
            registered_on=proposed,
            effective_on=effective,
            closed_on=proposed + timedelta(days=9) if number == 1 else None,
            state="closed" if number == 1 else "effective" if effective else "acting",
        )
        if checked:
            check = cls._check(plan)
            verdict = "passed" if passed else "failed"
            cls._write_past(check, state=verdict, judged_on=checked)
        if number == 3:
            cls._happened(cls.told[0]["case"], recurred_plan_id=plan.id)
        return {
            "proposed": proposed,
            "checked": checked,
            "passed": passed,
            "effective": effective,
            "ended": proposed + timedelta(days=9) if number == 1 else None,
            "again": number == 3,
        }

    @classmethod
    def _seed_scrap(cls):
        price = 12.5
        cls.products[0].with_company(cls.company).standard_price = price
        line = cls._contain(products=cls.products[0]).line_ids
        cls._write_past(
            line, disposition="scrapped", quantity=6, lifted_on="2026-09-09 10:00"
        )
        return 6 * price
