"""What was found out by those who are asked, and the samples that wait, travel, come
back or are gone (R-V01, R-V03, R-V05)."""

from datetime import timedelta

from .backdate import backdate, backdate_step

# Findings of those who look into open cases: of which department, how, what.
FINDINGS = (
    (
        "quality",
        "technical_test",
        "Three boiling tests of an hour each: no drop at the base, one at the lid.",
    ),
    (
        "plant_1",
        "documents",
        "The kiln log of the night shift shows no cooling below 600 degrees.",
    ),
    (
        "plant_2",
        "site_visit",
        "The press was set to the new tool on the day before; no first piece is kept.",
    ),
)
# What a sample goes through, step by step: hours ago, kind, to whom, where, why.
_TO_LABORATORY = ("handed", "inspector", "Laboratory, shelf 4", "To be tested.")
SAMPLES = (
    {"name": "Piece as the customer brought it", "quantity": 1, "seal": "LT-S-0117"},
    {
        "name": "Two pieces of the delivery, unopened",
        "quantity": 2,
        "moves": ((120, *_TO_LABORATORY),),
    },
    {
        "name": "Piece with the defect, marked",
        "quantity": 1,
        "seal": "LT-S-0121",
        "moves": (
            (150, *_TO_LABORATORY),
            (
                70,
                "laboratory",
                None,
                "Institute for ceramics, Jingdezhen",
                "Migration and thermal shock; two weeks.",
            ),
        ),
    },
    {
        "name": "Retained sample of the lot",
        "quantity": 3,
        "moves": ((160, *_TO_LABORATORY),),
        "inspection_result": "defective",
        "inspection_note": "Crazing after the second cycle at 160 degrees on all 3.",
    },
    {
        "name": "Piece from the counter",
        "quantity": 1,
        "moves": (
            (140, *_TO_LABORATORY),
            (30, "returned", None, "Back to the customer", "Tested, he wants it back."),
        ),
        "inspection_result": "sound",
        "inspection_note": "Within the limits of the sealed sample.",
    },
)
TAKEN = 8  # days ago


def build(book):
    """On open quality cases, as the people whose work it is."""
    for department, method, words in FINDINGS:
        _find(book, department, method, words)
    cases = book.acting("officer")["complaint.case"].search(
        [
            ("state", "in", ("investigating", "deciding", "approved", "confirming")),
            ("category_id.nature", "=", "quality"),
            ("registered_on", "<", book.now - timedelta(days=TAKEN)),
            ("line_ids.product_id", "!=", False),
        ],
        order="id",
        limit=len(SAMPLES),
    )
    for case, sample in zip(cases, SAMPLES, strict=False):
        _keep(book, case, **sample)


def _find(book, department, method, words):
    """Who owes an answer notes what he found on his duty."""
    duty = book.acting("officer")["complaint.duty"].search(
        [
            ("department_id", "=", book.get(f"department_{department}").id),
            ("state", "in", ("open", "handling")),
        ],
        order="id",
        limit=1,
    )
    if not duty:
        return
    user = (duty.handler_id or duty.head_id).login
    finding = book.acting(user)["complaint.finding"].create(
        {
            "duty_id": duty.id,
            "method": method,
            "found_on": book.day(1),
            "finding": words,
        }
    )
    backdate_step(finding.sudo().case_id, book.now - timedelta(hours=26))


def _keep(book, case, moves=(), **values):
    inspection = {
        name: values.pop(name)
        for name in ("inspection_result", "inspection_note")
        if name in values
    }
    sample = case.env["complaint.sample"].create(
        {
            "case_id": case.id,
            "place": "Customer service, cabinet 2",
            "taken_on": book.day(TAKEN),
            "department_id": book.get("department_service").id,
            "keep_until": book.day(-180),
            **values,
        }
    )
    backdate_step(case, book.at(book.day(TAKEN), 10))
    for place, move in enumerate(moves):
        if place and inspection:
            _inspect(book, sample, inspection)
            inspection = {}
        _move(book, sample, *move)
    if inspection:
        _inspect(book, sample, inspection)


def _move(book, sample, hours, kind, to, place, reason):
    moment = book.now - timedelta(hours=hours)
    move = sample.env["complaint.sample.move"].create(
        {
            "sample_id": sample.id,
            "kind": kind,
            "moved_on": moment,
            "to_user_id": to and book.get(f"user_{to}").id,
            "department_id": to and book.get("department_quality").id,
            "place": place,
            "reason": reason,
            "with_form": kind == "handed",
        }
    )
    backdate_step(sample.case_id, moment)
    backdate(move, moment)


def _inspect(book, sample, inspection):
    moment = book.now - timedelta(hours=52)
    sample.write(
        {
            **inspection,
            "inspected_on": book.day(2),
            "inspector_id": book.get("user_inspector").id,
        }
    )
    backdate_step(sample.case_id, moment)
