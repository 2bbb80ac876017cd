from datetime import timedelta

from .backdate import backdate, backdate_trail

# What complainants ask, how, by which state of the case; the last is answered.
QUESTIONS = (
    ("investigating", "link", "When does somebody call me about the sample?"),
    ("accepted", "mail", "Do I have to keep the broken pieces?"),
    ("deciding", "phone", "Who pays for the way to the shop?"),
    ("investigating", "phone", "May I use the other plates meanwhile?"),
)
ANSWER = "Yes: only the plates of the lot that you named are concerned."
# What waits, failed or was left as a draft on open cases.
REPLIES = (
    ("investigating", "progress", "mail", "The laboratory has the sample.", "draft"),
    ("accepted", "request", "mail", "Which lot is printed on the box?", "failed"),
    ("investigating", "progress", "outbox", "The kiln is being checked.", "outbox"),
    ("deciding", "progress", "mail", "It is put up for decision.", "queued"),
    ("investigating", "extension", "letter", "The kiln cools for a week.", "printed"),
    ("deciding", "progress", "phone", "It is put up for decision.", "cancelled"),
)
# The apologies, explanations and compensations that follow some decisions.
AFTER = ("apology", "explanation", "compensation", "follow_up")


def build(book):
    """Replies in every state and questions that wait (R-K01, R-K09), calls that are
    planned and one promise too many (R-K02, R-A06)."""
    env = book.acting("officer")
    cases = env["complaint.case"]
    taken = cases
    for state, medium, text in QUESTIONS:
        case = _find(cases, state, taken)
        taken += case
        question = case.ask_question(text, medium)
        backdate(question, book.now - timedelta(hours=30), ["asked_on"])
    question.action_answered(ANSWER)
    for state, kind, medium, text, target in REPLIES:
        case = _find(cases, state, taken, mail=medium == "mail")
        taken += case
        _write(case, kind, medium, text, target)
    for kind in AFTER:
        case = _find(cases, "confirming", taken)
        taken += case
        _write(case, kind, "letter", False, "printed")
    _call(book, _find(cases, "investigating", cases), "passed", False)
    _call(book, _find(cases, "accepted", cases), "remedy", "A new set by Friday.")
    policy = book.get("policy")
    policy.write({"progress_days": 7, "unsatisfied_to_market": True})
    for case in cases.search([("is_open", "=", True)]):
        case.sudo()._plan_progress()
    backdate_trail(book, book.now - timedelta(hours=2))


def _find(cases, state, taken, mail=False):
    domain = [("state", "=", state), ("id", "not in", taken.ids)]
    if mail:
        domain.append(("partner_email", "!=", False))
    return cases.search(domain, limit=1) or cases.search(domain[:1], limit=1)


def _write(case, kind, medium, text, target):
    values = {"case_id": case.id, "kind": kind, "medium": medium, "text": text}
    reply = case.env["complaint.reply"].create(values)
    if target == "failed":
        reply._walk("queued")
        reply.sudo()._walk("failed", error="550 5.1.1 User unknown")
    elif target != "draft":
        reply._walk(target)


def _call(book, case, purpose, promise):
    case.env["complaint.call"].create(
        {
            "case_id": case.id,
            "kind": "phone_in",
            "purpose_id": book.data(f"complaint_call_purpose_{purpose}").id,
            "words": "Called before noon, wants to know who looks into it.",
            "promise": promise,
        }
    )
