from datetime import timedelta

from odoo.addons.complaint_quality_capa.demo.backdate import backdate_record

MODULE = "complaint_reports"
# department → what the supervisor says, who answers, what he answers
WORDS = {
    "shanghai": (
        "Answers are quick; marks of customers are asked for too seldom.",
        "branch",
        "Since August everybody is asked when the complaint is closed.",
    ),
    "quality": (
        "Thorough work, yet every third answer came after its limit.",
        "quality",
        "The kiln tests took three weeks; a second kiln is ordered.",
    ),
    "plant_2": ("The leak came back once; the check was too early.", False, False),
}
SUMMARY = (
    "Limits are kept better than in the half-year before. To be improved: answers of "
    "the laboratory, and that customers are asked how satisfied they are."
)


def build(book):
    """The last half-year: handling is confirmed, production lies before the plants."""
    planner = book.env["complaint.evaluation.planner"]
    planner._draw_up(book.company)
    found = book.env["complaint.evaluation"].search(
        [("company_id", "=", book.company.id)]
    )
    keys = {"handling": "supervisor", "production": "vgm"}
    for evaluation in found:
        own = evaluation.with_env(book.acting(keys[evaluation.kind]))
        day = evaluation.date_to + timedelta(days=12)
        if evaluation.kind == "handling":
            _comment(book, own)
        own.action_hear()
        backdate_record(evaluation, book.at(day), "heard_on")
        if evaluation.kind == "handling":
            _answer(book, evaluation, day)
            own.summary = SUMMARY
            own.action_confirm()
            later = day + timedelta(days=9)
            backdate_record(evaluation, book.at(later), "confirmed_on")
    book.env["ir.model.data"]._update_xmlids(
        [
            {
                "xml_id": f"{MODULE}.demo_evaluation_{evaluation.kind}",
                "record": evaluation,
                "noupdate": True,
            }
            for evaluation in found
        ]
    )


def _get_row(book, evaluation, key):
    department = book.get(f"department_{key}")
    return evaluation.row_ids.filtered(
        lambda row: row.department_id == department and not row.employee_id
    )


def _comment(book, evaluation):
    for key, (comment, _who, _answer) in WORDS.items():
        row = _get_row(book, evaluation, key)
        if row:
            row.comment = comment


def _answer(book, evaluation, day):
    for number, (key, (_comment, who, answer)) in enumerate(WORDS.items(), 1):
        row = _get_row(book, evaluation, key)
        if row and who:
            row.with_env(book.acting(who)).answer = answer
            backdate_record(row, book.at(day + timedelta(number)), "answered_on")
