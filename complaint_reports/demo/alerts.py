from datetime import timedelta

from odoo.addons.complaint_quality_capa.demo.backdate import backdate_record

MODULE = "complaint_reports"
# when the plates of one lot began to chip, and what rises now
THEN, ANSWERED = "2m18", 3


def build(book):
    """What the daily job found when the plates of one lot chipped, and what became of
    it; and what it finds today."""
    finder = book.env["complaint.alert.finder"]
    day = book.day(THEN)
    found = finder._find_company(book.company, day)
    _answer(book, found, day)
    found |= finder._find_company(book.company, book.today)
    book.env["ir.model.data"]._update_xmlids(
        [
            {
                "xml_id": f"{MODULE}.demo_alert_{number}",
                "record": alert,
                "noupdate": True,
            }
            for number, alert in enumerate(found.sorted("id"), 1)
        ]
    )


def _answer(book, found, day):
    """Quality looks into it the same day; what is about the plates becomes a plan."""
    narrow = found.filtered("lot_id") or found.filtered("product_id")
    for alert in found:
        moment = book.at(day, 6)
        backdate_record(alert, moment, "found_on", "seen_on")
        own = alert.with_env(book.acting("quality"))
        if alert.kind == "customer":
            own = alert.with_env(book.acting("officer"))
        own.action_look()
        backdate_record(alert, moment + timedelta(hours=4), "looked_on")
        if alert in narrow:
            own.action_plan()
        else:
            own.action_explain(
                "The glaze of one lot: the corrective action of the plates."
            )
        later = moment + timedelta(days=ANSWERED)
        backdate_record(alert, later, "answered_on")
