from odoo.tools import SQL

from ..tools.approval import link

# Where a step of a case leaves the moment it ran: model, how its rows are found by the
# case, the columns. A module that adds models to the case adds its own.
TRACES = (
    (
        "complaint.case",
        "id = %s",
        (
            "accepted_on",
            "handed_over_on",
            "refused_on",
            "investigated_on",
            "submitted_on",
            "approved_on",
            "confirmed_on",
            "closed_on",
            "cancelled_on",
            "acknowledged_on",
            "answered_on",
            "settled_on",
            "promised_on",
            "reopened_on",
            "reported_on",
            "major_on",
            "solved_on",
            "ended_on",
            "erased_on",
        ),
    ),
    *(
        (
            "complaint.trail",
            f"res_model = 'complaint.{noun}' AND res_id IN"
            f" (SELECT id FROM complaint_{noun} WHERE case_id = %s)",
            ("changed_on",),
        )
        for noun in ("reply", "question", "finding", "sample")
    ),
    ("complaint.finding", "case_id = %s", ()),
    ("complaint.sample", "case_id = %s", ()),
    ("complaint.sample.move", "case_id = %s", ()),
    ("complaint.line", "case_id = %s", ()),
    ("complaint.assessment", "case_id = %s", ()),
    ("complaint.acceptance.answer", "case_id = %s", ()),
    ("complaint.evidence", "case_id = %s", ()),
    ("complaint.handover", "case_id = %s", ("answered_on",)),
    ("complaint.pause", "case_id = %s", ("since", "until")),
    (
        "complaint.legal.advice",
        "duty_id IN (SELECT id FROM complaint_duty WHERE case_id = %s)",
        (),
    ),
    ("complaint.reply", "case_id = %s", ("queued_on", "sent_on")),
    ("complaint.call", "case_id = %s", ("held_on",)),
    ("complaint.form.copy", "case_id = %s", ("printed_on", "filed_on")),
    (
        "complaint.trail",
        "res_model = 'complaint.form.copy' AND res_id IN"
        " (SELECT id FROM complaint_form_copy WHERE case_id = %s)",
        ("changed_on",),
    ),
    ("complaint.question", "case_id = %s", ("asked_on", "answered_on")),
    ("complaint.remedy", "case_id = %s", ("done_on",)),
    (
        "complaint.approval.request",
        "case_id = %s",
        ("requested_on", "decided_on"),
    ),
    (
        "complaint.approval.turn",
        "case_id = %s",
        ("opened_on", "closed_on", "due_on"),
    ),
    (
        "complaint.trail",
        "res_model = 'complaint.case' AND res_id = %s",
        ("changed_on",),
    ),
    (
        "complaint.trail",
        "res_model = 'complaint.evidence' AND res_id IN"
        " (SELECT id FROM complaint_evidence WHERE case_id = %s)",
        ("changed_on",),
    ),
    (
        "complaint.duty",
        "case_id = %s",
        (
            "opened_on",
            "handled_on",
            "answered_on",
            "done_on",
            "returned_on",
            "cancelled_on",
            "progress_on",
            "chased_on",
        ),
    ),
    (
        "complaint.trail",
        "res_model = 'complaint.remedy' AND res_id IN"
        " (SELECT id FROM complaint_remedy WHERE case_id = %s)",
        ("changed_on",),
    ),
    (
        "complaint.trail",
        "res_model = 'complaint.duty' AND res_id IN"
        " (SELECT id FROM complaint_duty WHERE case_id = %s)",
        ("changed_on",),
    ),
    (
        "mail.message",
        "model = 'complaint.duty' AND res_id IN"
        " (SELECT id FROM complaint_duty WHERE case_id = %s)",
        ("date",),
    ),
    ("mail.message", "model = 'complaint.case' AND res_id = %s", ("date",)),
)
LOGGED = ("create_date", "write_date")


def backdate_step(case, moment):
    """Move what a case's last step has just written back to ``moment``.

    The demo company lives through the models' own methods, as its users, and those
    write the present: dates of events, history and chatter. The one thing that is not
    played but put right is that present. Whatever bears a time since this transaction
    began is of the last step, because the steps before are in the past already.
    """
    env = case.env
    env.cr.flush()  # the chatter's tracking too, so that each step has its own message
    began = env.cr.now().replace(microsecond=0)
    moves = []
    for place, (name, where, columns) in enumerate(TRACES):
        columns = (*columns, *LOGGED)
        move = _prepare_move(env[name], SQL(where, case.id), columns, began, moment)
        moves.append(SQL("%s AS (%s)", SQL.identifier(f"moved_{place}"), move))
        env[name].invalidate_model(columns, flush=False)
    env.cr.execute(SQL("WITH %s SELECT", SQL(", ").join(moves)))  # one round trip
    _backdate_signatures(case, began, moment.replace(microsecond=0))


def _backdate_signatures(case, began, moment):
    """Each hangs on the one before: what is moved is signed anew, in order."""
    env = case.env
    signatures = env["complaint.approval.signature"]
    found = signatures.search([("case_id", "=", case.id)], order="id")
    for request, rows in found.grouped("request_id").items():
        last = False
        for row in rows:
            content = row._read_content()
            if row.signed_on >= began:
                content["signed_on"] = moment
            content["previous_hash"] = last
            last = link(last, row._get_content(content))
            _set(row, signed_on=content["signed_on"], hash=last)
            _set(row, previous_hash=content["previous_hash"] or None)
        _set(request, last_hash=last)


def _set(record, **values):
    for name, value in values.items():
        record.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL.identifier(name),
                value,
                record.id,
            )
        )
    record.invalidate_recordset(list(values), flush=False)


def backdate(records, moment, columns=()):
    """Say that these records were made at ``moment``, and those columns too."""
    records.env.flush_all()
    for column in (*columns, *LOGGED):
        records.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id IN %s",
                SQL.identifier(records._table),
                SQL.identifier(column),
                moment,
                tuple(records.ids),
            )
        )
    records.invalidate_recordset()


def backdate_trail(book, moment):
    """Say that what else was changed in this transaction was changed at ``moment``."""
    began = book.env.cr.now().replace(microsecond=0)
    trail = book.env["complaint.trail"]
    backdate(trail.search([("changed_on", ">=", began)]), moment, ["changed_on"])


def _prepare_move(model, where, columns, began, moment):
    moved = SQL(", ").join(
        SQL(
            "%(name)s = CASE WHEN %(name)s >= %(began)s THEN %(moment)s"
            " ELSE %(name)s END",
            name=SQL.identifier(column),
            began=began,
            moment=moment,
        )
        for column in columns
    )
    table = SQL.identifier(model._table)
    return SQL("UPDATE %s SET %s WHERE %s", table, moved, where)
