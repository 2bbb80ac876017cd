from datetime import timedelta

from odoo.addons.complaint_management.demo.backdate import backdate, backdate_trail
from odoo.fields import Command

MODULE = "complaint_quality_capa"
# what became of the goods, customer by customer: shares returned, destroyed, used up,
# not to be found; what is left is still missing
ALL = ((1, 0, 0, 0), (0.7, 0.1, 0.2, 0), (0.5, 0.5, 0, 0), (0.4, 0, 0.5, 0.1))
SOME = ((1, 0, 0, 0), (0.4, 0, 0.2, 0), (), (0, 0.5, 0, 0), (0.6, 0.1, 0, 0), ())


def build(book):
    """A recall that is over and one that runs (R-Q07)."""
    leak = book.env.ref(f"{MODULE}.demo_plan_leak", raise_if_not_found=False)
    over = Play(
        book,
        "K17",
        352,
        name='Electric kettle 1.7 L "Morning Dew": water at the live parts',
        hazard="Water can run to the live parts at the base: electric shock.",
        instruction="Stop selling, keep the kettles apart, send them back at our cost.",
        reason="2 to 6 of 100 leak at the seam; one customer felt a tingle.",
        plan_id=leak and leak.id,
    )
    over.run(ALL)
    over.close(24)
    runs = Play(
        book,
        "M35",
        16,
        name="Mugs: the paint gives off lead",
        hazard="The paint of the decoration comes off and contains lead.",
        instruction="Stop selling and using the mugs, send them back or let us destroy "
        "them at your place.",
        reason="The laboratory found three times the permitted lead on 7 of 50 mugs.",
    )
    runs.run(SOME)
    found = {"recall_leak": over.recall, "recall_lead": runs.recall}
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


class Play:
    """One recall, as the quality department leads it."""

    def __init__(self, book, code, days, **words):
        self.book, self.begin = book, book.day(days)
        env = book.acting("quality")
        rows = [
            {"lot_name": lot.name, "product_id": lot.product_id.id}
            for lot in self._find_lots(code)
        ]
        self.recall = env["capa.recall"].create(
            {
                "company_id": book.company.id,
                "known_on": self.begin,
                "lot_ids": [Command.create(row) for row in rows],
                **words,
            }
        )

    def _find_lots(self, code):
        """The lots of that product that went to most customers by then."""
        lines = self.book.env["stock.move.line"].search(
            [
                ("company_id", "=", self.book.company.id),
                ("product_id.default_code", "=", f"LT-{code}"),
                ("state", "=", "done"),
                ("location_dest_id.usage", "=", "customer"),
                ("date", "<", self.book.at(self.begin)),
            ]
        )
        by_lot = lines.grouped("lot_id")
        return sorted(by_lot, key=lambda lot: (-len(by_lot[lot].picking_id), lot.id))[
            :6
        ]

    def run(self, shares):
        self.recall.action_open()
        self._number(self.recall, "capa.recall.numbering")
        self._number(self.recall.containment_id, "capa.containment.numbering")
        self._move(0)  # before what is noted of later days
        self.recall.action_trace()
        self._tell()
        self._inform(0, "First report: lots, quantities and the danger.")
        self._note(shares)
        self._move(0)

    def close(self, day):
        self._inform(day - 1, "Final report: everything is accounted for.")
        self.recall.action_close()
        backdate(self.recall, self._at(day), ["closed_on"])
        backdate_trail(self.book, self._at(day))

    def _at(self, day, hour=10.5):
        moment = self.book.at(self.begin + timedelta(days=day), hour)
        return min(moment, self.book.now - timedelta(hours=2))

    def _number(self, record, numbering):
        number = {"company_id": self.book.company.id, "registered_on": self._at(0)}
        self.book.env[numbering]._fill_numbers([number])
        record.sudo()._write_guarded({"number": number["number"]})

    def _tell(self):
        """Nobody gets a mail: what would leave has left."""
        self.recall.action_notify()
        notices = self.recall.sudo().reply_ids
        notices.filtered(lambda one: one.state == "queued")._walk("sent")
        notices.filtered(lambda one: one.state == "draft")._walk("printed")

    def _inform(self, day, text):
        self.recall.env["capa.recall.report"].create(
            {
                "recall_id": self.recall.id,
                "authority": "Market supervision, product safety",
                "person": "Ms. Xu",
                "reference": f"PS-{self.begin:%Y}-{self.recall.id:03}",
                "informed_on": self._at(day, 15),
                "text": text,
            }
        )

    def _note(self, shares):
        for place, line in enumerate(self.recall.line_ids):
            share = shares[place % len(shares)]
            if not share:
                continue
            day = self.begin + timedelta(days=3 + place % 9)
            figures = [round(line.due_qty * part) for part in share[1:]]
            back = round(line.due_qty * share[0])
            if sum(share) == 1:
                back = line.due_qty - sum(figures)
            names = ("destroyed_qty", "used_qty", "lost_qty")
            line.write(
                {
                    "held_qty": back + figures[0],
                    "returned_qty": back,
                    **dict(zip(names, figures, strict=True)),
                    "answered_on": min(day, self.book.today),
                    "noted_on": min(day, self.book.today),
                }
            )

    def _move(self, day):
        """Say that what was done just now was done on that day."""
        moment, recall = self._at(day), self.recall.sudo()
        backdate(recall, moment, ["opened_on", "traced_on"])
        backdate(recall.message_ids, moment, ["date"])
        held = recall.containment_id
        backdate(held, moment, ["opened_on"])
        backdate(held.line_ids, moment, ["blocked_on"])
        for rows, columns in (
            (recall.lot_ids, ()),
            (recall.line_ids, ["notified_on"]),
            (recall.reply_ids, ["queued_on", "sent_on"]),
        ):
            told = [name for name in columns if any(rows.mapped(name))]
            if rows:
                backdate(rows, moment, told)
        backdate_trail(self.book, moment)
