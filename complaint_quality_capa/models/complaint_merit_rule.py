from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import merits, shares

SENSES = [("penalty", "Penalty"), ("reward", "Reward")]
FINDINGS = [
    ("product", "Product problem, by attribution"),
    ("concealment", "Concealed"),
    ("omission", "Not registered or left out"),
    ("false_report", "Reported falsely"),
    ("late", "A limit was not kept"),
    ("shelved", "Shelved"),
    ("repeated", "The customer complained again"),
    ("hindered", "Plan hindered or late"),
    ("beyond_authority", "Promised beyond authority"),
    ("poor_handling", "Poor handling"),
    ("timely", "Timely, effective handling"),
    ("suggestion", "Suggestion rolled out"),
    ("other", "Other"),
]
FORMS = [
    ("money", "Money"),
    ("criticism", "Criticism"),
    ("warning", "Warning"),
    ("commendation", "Commendation"),
]
BASES = [
    ("none", "A fixed amount"),
    ("loss", "The cost of the remedies"),
    ("benefit", "The measured benefit"),
]


class ComplaintMeritRule(models.Model):
    """What a finding leads to: whom, reckoned from what, by which formula, at most how
    much, in which instalments (R-R03, R-R04). A rule proposes; people decide."""

    _name = "complaint.merit.rule"
    _description = "Rule of Rewards and Penalties"
    _order = "sense, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sense = fields.Selection(SENSES, "Kind", required=True, default="penalty")
    finding = fields.Selection(FINDINGS, required=True, default="other")
    form = fields.Selection(FORMS, "Takes the form of", required=True, default="money")
    is_serious = fields.Boolean(
        "Serious", help="The general manager decides, his office publishes it."
    )
    base = fields.Selection(BASES, "Reckoned from", required=True, default="none")
    fixed_amount = fields.Monetary("Fixed sum", help="Added to the share of the base.")
    rate = fields.Float("% of the base", digits=(5, 2))
    cap_amount = fields.Monetary("At most", help="Zero: no limit.")
    instalment_amount = fields.Monetary(
        "At most a month", help="What is more goes to the months after. Zero: at once."
    )
    objection_days = fields.Integer("Days to object", default=7, required=True)
    is_automatic = fields.Boolean(
        "Proposed by itself", help="A job draws proposals from what was found."
    )
    date_from = fields.Date(
        "For findings from",
        required=True,
        default=fields.Date.context_today,
        help="What happened before is not drawn from.",
    )
    threshold = fields.Integer(
        default=2,
        help="Poor handling: this mark or less. Timely handling: this mark or more. "
        "Shelved, late plan: so many days.",
    )
    share_ids = fields.One2many(
        "complaint.merit.rule.share", "rule_id", "Whom", copy=True
    )
    note = fields.Text("Clause", help="Where the policy says so.", translate=True)

    _money_check = models.Constraint(
        "CHECK (COALESCE(fixed_amount, 0) >= 0 AND COALESCE(cap_amount, 0) >= 0"
        " AND COALESCE(instalment_amount, 0) >= 0)",
        "Amounts of a rule are not negative.",
    )
    _rate_check = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A rate is from 0 to 100 per cent."
    )
    _days_check = models.Constraint(
        "CHECK (objection_days > 0)",
        "Whoever is heard has at least a day to object (R-R05).",
    )

    @api.constrains("share_ids", "share_ids.percent", "active")
    def _check_names_somebody(self):
        for rule in self.filtered("active"):
            if not rule.share_ids:
                raise ValidationError(
                    self.env._("“%(rule)s” names nobody: say whom.", rule=rule.name)
                )
            if left := shares.missing(rule.share_ids.mapped("percent")):
                raise ValidationError(
                    self.env._(
                        "“%(rule)s”: the shares add up to %(sum)s %%, not to 100 %%.",
                        rule=rule.name,
                        sum=f"{100 - left:g}",
                    )
                )

    @api.constrains("cap_amount", "instalment_amount")
    def _check_cap(self):
        for rule in self:
            cap, instalment = rule.cap_amount, rule.instalment_amount
            if cap and instalment and cap < instalment:
                raise ValidationError(
                    self.env._(
                        "“%(rule)s”: an instalment is greater than the most that is "
                        "taken at all. Lower it.",
                        rule=rule.name,
                    )
                )

    @api.constrains("form", "fixed_amount", "rate", "base")
    def _check_reckons(self):
        for rule in self.filtered(lambda one: one.form == "money"):
            if not rule.fixed_amount and not (rule.rate and rule.base != "none"):
                raise ValidationError(
                    self.env._(
                        "“%(rule)s” comes to nothing: give a fixed amount, or a "
                        "percentage of something.",
                        rule=rule.name,
                    )
                )

    def _reckon(self, base):
        """What this rule comes to, in all.

        :param float base: loss or benefit, in the currency of the company
        :raises ValidationError: a negative base
        """
        self.ensure_one()
        if base < 0:
            raise ValidationError(
                self.env._("What an amount is reckoned from is not negative.")
            )
        if self.form != "money":
            return 0.0
        return merits.reckon(
            base if self.base != "none" else 0,
            self.fixed_amount,
            self.rate,
            self.cap_amount,
            self.currency_id.decimal_places,
        )
