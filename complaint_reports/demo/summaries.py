"""Summaries of the demo year, as the job would have made them (R-F02, R-F06)."""

from datetime import datetime, time, timedelta

from odoo.fields import Command

from ..tools.summary_periods import last_period, period_before

MODULE = "complaint_reports"
# how many of each kind lie in the demo year
KINDS = {
    "weekly": 6,
    "month_forms": 12,
    "analysis": 4,
    "half_year_review": 2,
    "evaluation": 1,
}
WORDS = (
    "Chipped rims lead again. The share of repeats falls since the new inserts; what "
    "is left comes from two forwarders."
)
# kind of point, what, who follows it, days until, what was done
POINTS = (
    (
        "weak",
        "Two forwarders stack pallets three high",
        "business",
        30,
        "Told in writing.",
    ),
    ("weak", "Answers of the laboratory take nine days", "quality", 45, None),
    ("proposal", "Photograph each carton before it leaves", "plant", 60, None),
    (
        "proposal",
        "One insert for all plates of the Lotus series",
        "forming",
        40,
        "In use.",
    ),
)


def build(book):
    """Each kind, the oldest first; all but the latest were handed in."""
    for key, count in KINDS.items():
        kind = book.env.ref(f"{MODULE}.complaint_summary_kind_{key}")
        kind.company_ids = [Command.link(book.company.id)]
        interval = kind._get_interval(book.company)
        periods = [last_period(interval, book.today)]
        while len(periods) < count:
            periods.append(period_before(interval, periods[-1]))
        for place, period in enumerate(reversed(periods), 1):
            _make(book, kind, period, place == count)


def _make(book, kind, period, is_latest):
    planner = book.env["complaint.summary.planner"]
    summary = planner._make(kind, book.company, period)
    morning = datetime.combine(period.last + timedelta(days=1), time(1))  # UTC
    summary._write_guarded({"made_on": morning, "is_made_up": False})
    if is_latest or not summary.owner_id:
        return
    if kind.frequency in ("quarter", "half_year"):
        _add_words(book, summary, period)
    # printed by the job, which tells nobody of what is handed in
    summary._write_guarded({"state": "handed_in", "handed_in_on": morning})


def _add_words(book, summary, period):
    mine = summary.with_user(summary.owner_id)
    mine.conclusion = WORDS
    # of the last that was handed in, up to half a year back, some are still open
    still = period.last > book.today - timedelta(days=190)
    for kind, name, user, days, how_done in POINTS:
        is_open = still and not how_done
        due = period.last + timedelta(days=days)
        point = book.env["complaint.summary.point"].create(
            {
                "summary_id": summary.id,
                "kind": kind,
                "name": name,
                "user_id": book.get(f"user_{user}").id,
                "date_due": max(due, book.day(-21)) if is_open else due,
                "how_done": how_done,
            }
        )
        if not is_open:
            point.how_done = how_done or "Settled with those concerned."
            point.action_done()
