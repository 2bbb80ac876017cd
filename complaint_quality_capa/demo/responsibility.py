from datetime import timedelta

from odoo.fields import Command

from ..tools.merits import half_year_of, month_after
from .backdate import backdate_record

MODULE = "complaint_quality_capa"
GROUP = f"{MODULE}.group_complaint_merit"
# name, kind, finding, form, values, whom
RULES = (
    ("late", "A limit was not kept", {"finding": "late", "fixed_amount": 100}),
    (
        "product",
        "Product problem: a fifth of the loss, by the shares",
        {
            "finding": "product",
            "base": "loss",
            "rate": 20,
            "cap_amount": 2000,
            "instalment_amount": 500,
            "whom": "answerable",
        },
    ),
    (
        "concealed",
        "A complaint was concealed",
        {"finding": "concealment", "form": "warning", "is_serious": True},
    ),
    (
        "timely",
        "Every limit kept, the customer satisfied",
        {
            "sense": "reward",
            "finding": "timely",
            "form": "commendation",
            "threshold": 5,
        },
    ),
    (
        "suggestion",
        "A tenth of the benefit of a suggestion",
        {
            "sense": "reward",
            "finding": "suggestion",
            "base": "benefit",
            "rate": 10,
            "whom": "proposer",
        },
    ),
)


def build(book):
    """Shares of some complaints, rules, and rewards and penalties on their way."""
    book.env.ref(GROUP).user_ids = [Command.link(book.get("user_office").id)]
    people = book.env["hr.employee"].search([("company_id", "=", book.company.id)])
    people.version_id.contract_date_start = book.day(900)
    found = _make_rules(book)
    _divide(book)
    play = Play(book, found)
    found["merit_heard"] = play.heard()
    found["merit_objected"] = play.objected()
    found["merit_decided"] = play.decided()
    found["merit_reward"] = play.rewarded()
    found["payroll"] = play.hand_over()
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _make_rules(book):
    rules = book.acting("office")["complaint.merit.rule"]
    found = {}
    for key, name, values in RULES:
        whom = values.get("whom", "handler")
        found[f"rule_{key}"] = rules.create(
            {
                "name": name,
                "company_id": book.company.id,
                "share_ids": [Command.create({"whom": whom})],
                **{name: one for name, one in values.items() if name != "whom"},
            }
        )
    return found


def _divide(book):
    """Who is answerable for the last complaints that were the company's fault,
    and for some of the last half-year, which lies before the managers then."""
    cases = _find_cases(book, [], 4)
    first, last = half_year_of(book.day(0))
    within = [("closed_on", ">=", first), ("closed_on", "<=", last)]
    cases |= _find_cases(book, within, 2) - cases
    forming, store = book.get("department_forming"), book.get("department_nanjing_road")
    branch = book.get("department_shanghai")
    rows = (
        [("production", forming, 100, "")],
        [("production", forming, 60, ""), ("service", store, 40, "Packed by many.")],
        [("service", store, 100, "It is not known who packed it.")],
        [("production", forming, 100, "")],
        [("production", forming, 70, ""), ("service", branch, 30, "Promised thicker.")],
        [("service", branch, 100, "The wrong pattern was ordered.")],
    )
    for case, shares in zip(cases, rows, strict=False):
        attribution = book.acting("officer")["complaint.attribution"].create(
            {
                "case_id": case.id,
                "reason": "Findings of the laboratory and the papers of the shipment.",
                "share_ids": [
                    Command.create(
                        {
                            "area": area,
                            "department_id": department.id,
                            "percent": percent,
                            "note": note,
                        }
                    )
                    for area, department, percent, note in shares
                ],
            }
        )
        attribution.action_give_in()
        _decide(book, attribution)
        backdate_record(attribution, case.closed_on, "agreed_on")
    book.env["complaint.attribution.review"]._ask_company(book.company)


def _find_cases(book, domain, count):
    """The last closed complaints for which the company is answerable."""
    return book.env["complaint.case"].search(
        [
            ("company_id", "=", book.company.id),
            ("responsible_kind", "=", "company"),
            ("state", "=", "closed"),
            ("kind", "=", "complaint"),
            *domain,
        ],
        order="closed_on desc, id",
        limit=count,
    )


def _decide(book, record):
    """Each who is asked agrees."""
    request = book.env["complaint.approval.request"].search(
        [
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
            ("state", "=", "open"),
        ]
    )
    while turn := request.turn_ids.filtered(lambda one: one.state == "open")[:1]:
        context = {
            **book.actors.context,
            "allowed_company_ids": book.company.ids,
        }
        env = book.actors(user=turn.user_id.id, context=context, su=False)
        turn.with_env(env).action_decide(
            "approve", "Agreed.", False, request.snapshot_hash
        )
        request.invalidate_recordset()


class Play:
    """Rewards and penalties, each as far as its story goes."""

    def __init__(self, book, rules):
        self.book, self.rules = book, rules
        self.office = book.acting("office")

    def _propose(self, rule, person, facts, **values):
        rule = self.rules[f"rule_{rule}"]
        return self.office["complaint.merit"].create(
            {
                "company_id": self.book.company.id,
                "rule_id": rule.id,
                "sense": rule.sense,
                "finding": rule.finding,
                "form": rule.form,
                "is_serious": rule.is_serious,
                "instalment_amount": rule.instalment_amount,
                "employee_id": self.book.get(f"employee_{person}").id,
                "facts": facts,
                **values,
            }
        )

    def _move(self, merit, days, stamp):
        backdate_record(merit, self.book.at(self.book.day(days), 10), stamp)

    def _tell(self, merit, days):
        merit.action_tell()
        self._move(merit, days, "heard_on")
        until = {"object_until": self.book.day(days - 7)}
        merit.sudo()._write_guarded(until)

    def heard(self):
        merit = self._propose(
            "late",
            "hotline",
            "The first call came on the second day; one day is promised.",
            amount=100,
        )
        self._tell(merit, 3)
        return merit

    def objected(self):
        merit = self._propose(
            "concealed",
            "clerk",
            "The spot check found a complaint in the book of the store that was never "
            "registered.",
        )
        self._tell(merit, 5)
        clerk = merit.with_env(self.book.acting("clerk"))
        clerk.action_object("I was on leave that week; Fan Ying kept the book.")
        self._move(merit, 2, "objected_on")
        return merit

    def decided(self):
        merit = self._propose(
            "product",
            "forming",
            "Glaze chips on 40 plates: the kiln was unloaded too warm, twice.",
            base_amount=6400,
            amount=1280,
            first_month=month_after(self.book.today, -1),
        )
        self._tell(merit, 50)
        merit.action_submit()
        _decide(self.book, merit)
        self._move(merit, 38, "decided_on")
        merit.action_publish()
        self._move(merit, 37, "published_on")
        return merit

    def rewarded(self):
        merit = self._propose(
            "suggestion",
            "inspector",
            "Limits of each test on a sheet at the bench: introduced at both plants.",
            base_amount=18600,
            amount=1860,
            first_month=month_after(self.book.today, -1),
        )
        merit.action_submit()
        _decide(self.book, merit)
        self._move(merit, 36, "decided_on")
        return merit

    def hand_over(self):
        month = month_after(self.book.today, -1)
        payroll = self.office["complaint.payroll.list"].create(
            {"company_id": self.book.company.id, "month": month}
        )
        payroll.action_collect()
        payroll.action_hand_over()
        backdate_record(
            payroll,
            self.book.at(month + timedelta(days=24), 15),
            "handed_on",
        )
        return payroll
