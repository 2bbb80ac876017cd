from datetime import timedelta

from odoo.fields import Command

MODULE = "complaint_quality_capa"
LATE_READERS = 4  # every so manieth has not read yet
_KEPT = ("name", "kind", "text")


def build(book):
    """Circulars that were read, programmes with a session that was held and one that is
    planned, notices of the policy (R-Q11, R-Q14, R-Q15)."""
    found = {
        f"circular_{row['key']}": _announce(book, row)
        for row in book.table("circulars", MODULE)
    }
    for row in book.table("programmes", MODULE):
        found[f"programme_{row['key']}"] = _train(book, row)
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _get_departments(book, row):
    keys = row["departments"].split()
    return [book.get(f"department_{key}").id for key in keys]


def _announce(book, row):
    plan = row["plan"] and book.env.ref(f"{MODULE}.demo_plan_{row['plan']}")
    quality = book.env["capa.circular"].with_env(book.acting("quality"))
    circular = quality.create(
        {
            **{name: row[name] for name in _KEPT},
            "company_id": book.company.id,
            "plan_id": plan and plan.id,
            "lesson_id": plan and plan.lesson_ids[:1].id,
            "all_staff": not row["departments"],
            "department_ids": [Command.set(_get_departments(book, row))],
        }
    )
    if row["days"]:
        circular.action_publish()
        day = book.day(row["days"])
        circular = book.env["capa.circular"].browse(circular.id)
        circular._write_guarded(
            {
                "published_on": book.at(day, 10),
                "read_by": day + timedelta(days=7),
                "announce_by": False,
            }
        )
        _read(book, circular.learning_ids, day)
    return circular


def _read(book, rows, day):
    """Those with a login confirm, heads note the others; some have not yet."""
    rows._write_guarded(
        {"asked_on": day, "due_on": book.at(day + timedelta(days=7), 18)}
    )
    for number, row in enumerate(rows):
        if number % LATE_READERS == 1:
            continue
        read = min(book.at(day, 11) + book.hours(2, 120), book.now)
        noted = row.user_id or row.department_id._get_head_user()[0]
        row._write_guarded(
            {"state": "read", "done_on": read, "noted_by_id": noted.id or False}
        )


def _train(book, row):
    quality = book.env["capa.training.programme"].with_env(book.acting("quality"))
    first = _on_a_working_day(book.day(row["days"]))
    programme = quality.create(
        {
            "name": row["name"],
            "subject": row["subject"],
            "company_id": book.company.id,
            "organiser_id": book.get("department_quality").id,
            "user_id": book.get("user_quality").id,
            "all_staff": not row["departments"],
            "department_ids": [Command.set(_get_departments(book, row))],
            "interval_months": int(row["months"]),
            "first_on": first,
            "place": row["place"],
            "text": row["text"],
            "as_circular": bool(row["notice"]),
            "is_assessed": bool(row["mark"]),
            "pass_mark": float(row["mark"] or 0),
        }
    )
    programme = book.env["capa.training.programme"].browse(programme.id)
    programme._plan_next()
    for circular in programme.circular_ids:
        circular._write_guarded({"published_on": book.at(first, 9), "read_by": first})
        _read(book, circular.learning_ids, first)
    if row["held"]:
        _hold(book, programme.training_ids, _on_a_working_day(book.day(row["held"])))
        if programme.plan_on <= book.today:  # else the job plans it, when it is time
            programme._plan_next()
    return programme


def _on_a_working_day(day):
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _hold(book, session, day):
    """It took place, one was ill, one failed where it is assessed."""
    start = book.at(day, 9)
    session._write_guarded({"planned_for": day, "trainer": "Jiang Hua"})
    session.write({"start": start, "stop": start + timedelta(hours=2)})
    mine = session.with_env(book.acting("quality"))
    rows = mine.learning_ids
    rows[:1].action_excused()
    mine.action_all_present()
    if session.is_assessed:
        for number, row in enumerate(rows[1:]):
            row.score = 52 if number == 1 else 68 + 7 * (number % 5)
    mine.action_close()
    session._write_guarded({"closed_on": start + timedelta(hours=3)})
