from datetime import timedelta

from .backdate import backdate_step

MODULE = "complaint_quality_capa"


def build(book):
    """What plans could not do with their means, put to the GM (R-Q04): one report was
    granted, one lies before him, one is being written."""
    found = {
        f"special_report_{row['key']}": _report(book, row)
        for row in book.table("special_reports", MODULE)
    }
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _report(book, row):
    plan = book.env.ref(f"{MODULE}.demo_plan_{row['plan']}")
    owner = book.env["capa.special.report"].with_env(book.acting(row["owner"]))
    report = owner.create(
        {
            "plan_id": plan.id,
            "name": row["name"],
            "kind": row["kind"],
            "problem": row["problem"],
            "cost": float(row["cost"]),
        }
    )
    if row["given_in"]:
        report.action_give_in()
        _backdate(book, plan, row["given_in"])
    if row["decided"]:
        _decide(book, report, row["words"])
        _backdate(book, plan, row["decided"])
    return book.env["capa.special.report"].browse(report.id)


def _backdate(book, plan, days):
    latest = book.now - timedelta(hours=2)
    backdate_step(plan, min(book.at(book.day(days), 14), latest))


def _decide(book, report, words):
    domain = [("res_model", "=", report._name), ("res_id", "=", report.id)]
    request = book.env["complaint.approval.request"].search(domain)
    turn = request.turn_ids.with_env(book.acting("gm"))
    turn.action_decide("approve", words, False, request.snapshot_hash)
