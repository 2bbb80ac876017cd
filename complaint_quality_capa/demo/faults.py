from datetime import timedelta

from .backdate import backdate_record

MODULE = "complaint_quality_capa"


def build(book):
    """What the officer noted when complaints were closed, one fault a row."""
    rows = book.table("faults", MODULE)
    cases = book.env["complaint.case"].search(
        [("company_id", "=", book.company.id), ("state", "=", "closed")],
        order="closed_on desc",
        limit=len(rows),
    )
    found = {}
    for number, (row, case) in enumerate(zip(rows, cases, strict=True), 1):
        found[f"{MODULE}.demo_fault_{number}"] = _note(book, row, case)
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": key, "record": fault, "noupdate": True}
            for key, fault in found.items()
        ]
    )


def _note(book, row, case):
    day = case.closed_on.date()
    fault = case.with_env(book.acting("officer"))._say_faults(
        [
            {
                "kind_id": book.env.ref(f"{MODULE}.capa_fault_kind_{row['kind']}").id,
                "department_id": book.get(f"department_{row['department']}").id,
                "name": row["name"],
                "measure": row["measure"],
                "user_id": row["user"] and book.get(f"user_{row['user']}").id,
                "date_due": row["days"] and day + timedelta(days=int(row["days"])),
            }
        ]
    )
    backdate_record(fault, case.closed_on, "noted_on")
    if row["how"]:
        own = fault.with_env(book.acting(row["user"]))
        own.how_done = row["how"]
        own.action_done()
        done = case.closed_on + timedelta(days=1)
        backdate_record(fault, min(done, book.now - timedelta(hours=2)), "done_on")
    return fault
