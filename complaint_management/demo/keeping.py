"""How cases end and what is kept of them: one is ended although its customer is not
satisfied (R-S02), some are archived (R-S03), one customer had his data erased
(R-S04)."""

from datetime import timedelta

from .approvals import decide
from .backdate import backdate, backdate_step, backdate_trail

ARCHIVED = 6
NOT_SATISFIED = (
    "He wants the double of the price; nothing of that is owed, and the goods were "
    "exchanged twice."
)
LAST_WORDS = (
    "We have exchanged the goods twice and refunded the way to the shop. More we "
    "cannot do. You may turn to the consumers' association at any time."
)
DEMAND = "Written demand of the customer of last week, identity checked (PIPL art. 47)."


def build(book):
    """The last acts of some cases, as those who do them."""
    end_unsatisfied(book)
    archive(book)
    erase(book)
    backdate_trail(book, book.now - timedelta(hours=1))


def end_unsatisfied(book):
    """R-S02: the general manager ends it, with the reason why not."""
    case = book.acting("officer")["complaint.case"].search(
        [("state", "=", "confirming"), ("kind", "=", "complaint")], order="id", limit=1
    )
    if not case:
        return
    case.action_close_unsatisfied(NOT_SATISFIED, LAST_WORDS)
    backdate_step(case, book.now - timedelta(hours=50))
    request = case.env["complaint.approval.request"].search(
        [("case_id", "=", case.id), ("state", "=", "open")]
    )
    decide(book, request, "approve", False)
    backdate_step(case, book.now - timedelta(hours=28))
    reply = case.reply_ids.filtered(lambda one: one.state == "draft")[-1:]
    reply.write({"medium": "letter"})
    reply.action_print()
    backdate_step(case, book.now - timedelta(hours=26))


def archive(book):
    """R-S03: what ended lately is archived already; the job goes on with the rest."""
    cases = book.acting("officer")["complaint.case"].search(
        [("state", "in", ("closed", "refused"))],
        order="closed_on desc, id desc",
        limit=ARCHIVED,
    )
    cases.action_make_archive()
    for case in cases:
        moment = book.now - timedelta(hours=1)
        backdate(case.archive_ids.sudo(), moment, ("made_on",))
        backdate_step(case, moment)


def erase(book):
    """R-S04: on lawful demand, before the time; the figures stay."""
    env = book.acting("manager")
    case = env["complaint.case"].search(
        [
            ("state", "=", "closed"),
            ("complainant_kind", "=", "consumer"),
            ("repeat_of_id", "=", False),
            ("is_repeat", "=", False),
        ],
        order="id",
        limit=1,
    )
    action = case.action_prepare_erasure()
    erasure = env["complaint.erasure"].browse(action["res_id"])
    erasure.write({"ground": "demand", "reason": DEMAND})
    erasure.action_ask()
    erasure.confirmation = 1
    erasure.action_erase()
    moment = book.now - timedelta(hours=20)
    backdate_step(case, moment)
    backdate(erasure.sudo(), moment, ("done_on",))
