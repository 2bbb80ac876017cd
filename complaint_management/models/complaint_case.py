from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

KINDS = [
    ("complaint", "Complaint"),
    ("quality_feedback", "Product-quality feedback"),
    ("service_feedback", "Service feedback"),
    ("suggestion", "Suggestion"),
]


class ComplaintCase(models.Model):
    """One complaint or other feedback: who, about what, where it stands (R-I02)."""

    _name = "complaint.case"
    _inherit = [
        "complaint.case.group.steps",  # on top of ending, submission, steps: arrows
        "complaint.case.repeat",  # again? On top of: who complains, reached how
        "complaint.case.satisfaction",  # on the web; on top of what is told, mails
        "complaint.ruled.mixin",
    ]
    _description = "Complaint"
    _order = "received_on desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "title"]
    _primary_email = "partner_email"
    _mail_post_access = "read"  # who received it may add a note at any time
    _check_company_auto = True

    # ------------------------------------------------------------
    # FIELDS
    # ------------------------------------------------------------

    number = fields.Char(readonly=True, copy=False, guarded=True, index="trigram")
    title = fields.Char(required=True, index="trigram")
    kind = fields.Selection(
        KINDS, "Type", required=True, default="complaint", trailed=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    channel_id = fields.Many2one(
        "complaint.channel",
        index=True,
        check_company=True,
        ondelete="restrict",
        trailed=True,
    )
    category_id = fields.Many2one(
        "complaint.category",
        index=True,
        check_company=True,
        ondelete="restrict",
        trailed=True,
    )
    policy_id = fields.Many2one(
        "complaint.policy",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        guarded=True,
        trailed=True,
        help="The policy in force when the case was registered; it rules the case "
        "to its end.",
    )

    feedback_way = fields.Selection(related="policy_id.feedback_way")
    line_ids = fields.One2many("complaint.line", "case_id", "Products", copy=True)
    occurred_on = fields.Date("Happened on")
    occurred_at = fields.Char("Where")
    extent = fields.Char(help="How many people, places, deliveries it touches.")
    demand_type_ids = fields.Many2many("complaint.remedy.type", string="Demand")
    demand_reason = fields.Text("Reasons for the demand")
    claimed_amount = fields.Monetary("Amount claimed", trailed=True)
    description = fields.Html("What happened")
    outcome = fields.Text(
        trailed=True, help="What came of it, as the customer is told.", copy=False
    )

    receiver_id = fields.Many2one(
        "res.users",
        "First receiver",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        trailed=True,
        help="Who received it stays answerable to the customer to the end.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Handled by",
        copy=False,
        tracking=True,
        trailed=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )

    received_on = fields.Datetime(
        "Received",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        trailed=True,
        help="When it reached the company, by whatever way.",
    )
    registered_on = fields.Datetime(
        "Registered", readonly=True, copy=False, guarded=True
    )
    registration_gap = fields.Float(
        "Registered after",
        compute="_compute_registration_gap",
        help="Hours between receipt and registration.",
    )
    historical = fields.Boolean(
        readonly=True,
        copy=False,
        guarded=True,
        help="Taken from an earlier register: it counts in the figures, nothing runs "
        "on it.",
    )
    import_id = fields.Many2one(
        "complaint.register.import",
        "Imported with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
    )
    import_reference = fields.Char(
        "Earlier reference", readonly=True, copy=False, guarded=True
    )
    # which record of another module it was: no link, that module may go
    old_model = fields.Char("Model before", readonly=True, copy=False, guarded=True)
    old_id = fields.Integer("Id before", readonly=True, copy=False, guarded=True)
    source_message_id = fields.Char(readonly=True, copy=False, guarded=True)

    # An index behind each default filter, in the default order; predicates are
    # written as Odoo renders the filter.
    _list_idx = models.Index("(received_on DESC, id DESC)")
    # the company too: the list counts its rows without opening them
    _open_idx = models.Index(
        "(received_on DESC, id DESC) INCLUDE (company_id) WHERE is_open IS TRUE"
    )
    _state_idx = models.Index("(state, received_on DESC, id DESC)")
    _handler_idx = models.Index(
        "(user_id, received_on DESC, id DESC) WHERE is_open IS TRUE"
    )
    _receiver_idx = models.Index(
        "(receiver_id, received_on DESC, id DESC) WHERE is_open IS TRUE"
    )
    _held_idx = models.Index("(held_on DESC, id DESC) WHERE held_on IS NOT NULL")
    _keep_idx = models.Index("(keep_until, id) WHERE erased_on IS NULL")
    _archive_due_idx = models.Index("(id) WHERE archive_due IS TRUE")
    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "Another case of this company has this number."
    )
    _claimed_amount_check = models.Constraint(
        "CHECK (COALESCE(claimed_amount, 0) >= 0)",
        "The amount claimed cannot be negative.",
    )
    _import_reference_uniq = models.UniqueIndex(
        "(company_id, import_reference) WHERE import_reference IS NOT NULL",
        "A case with this earlier reference was imported already.",
    )
    _old_uniq = models.UniqueIndex(
        "(old_model, old_id) WHERE old_model IS NOT NULL",
        "This record was taken over already.",
    )
    _source_message_uniq = models.UniqueIndex(
        "(company_id, source_message_id) WHERE source_message_id IS NOT NULL",
        "This e-mail was registered already.",
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("number", "title")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """R-P03: the title may tell who complains; who may not read the case meets its
        number only, wherever a record that he may read points at it."""
        told = self.filtered("id")._get_told_to_me()
        for case in self:
            title = case.title if case in told or not case.id else False
            case.display_name = " ".join(filter(None, [case.number, title]))

    def _get_told_to_me(self):
        groups = "officer", "executive", "supervisor"
        if any(
            self.env.user.has_group(f"complaint_management.group_complaint_{group}")
            for group in groups
        ):
            return self
        return self.with_env(self.env(su=False))._filtered_access("read")

    @api.depends("received_on", "registered_on")
    def _compute_registration_gap(self):
        """R-I24: the gap between receipt and registration is shown."""
        for case in self:
            gap = case.registered_on and case.registered_on - case.received_on
            case.registration_gap = gap.total_seconds() / 3600 if gap else 0.0

    @api.constrains("occurred_on")
    def _check_occurred(self):
        for case in self:
            if case.occurred_on and case.occurred_on > fields.Date.context_today(self):
                raise ValidationError(
                    self.env._("What is complained about cannot lie in the future.")
                )

    @api.constrains("received_on", "registered_on")
    def _check_received_before_registered(self):
        for case in self:
            if case.registered_on and case.received_on > case.registered_on:
                raise ValidationError(
                    self.env._(
                        "%(case)s cannot be received (%(received)s) after it was "
                        "registered. Correct the time of receipt.",
                        case=case.display_name,
                        received=fields.Datetime.context_timestamp(
                            self, case.received_on
                        ).strftime("%Y-%m-%d %H:%M"),
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Registered from a product, lot or order it is about that one (R-I17)."""
        defaults = super().default_get(fields)
        # no ``default_line_ids``: that would reach journal entries made from a case
        about = self.env.context.get("complaint_about")
        if about and "line_ids" in fields:
            defaults["line_ids"] = [Command.create(dict(about))]
        return defaults

    @api.model
    def _create_guarded(self, vals_list):
        return super()._create_guarded(self._prepare_registration(vals_list))

    def write(self, vals):
        if "company_id" in vals and any(
            case.company_id.id != vals["company_id"] for case in self
        ):
            raise UserError(
                self.env._(
                    "A registered case stays with its company: its number belongs to "
                    "it. Withdraw the case and register it in the other company."
                )
            )
        return super().write(vals)

    @api.model
    def _prepare_registration(self, vals_list):
        """Values of a registration: when, by whom, under which policy, which number.

        One draw of numbers per company and month, however many cases.
        """
        now = fields.Datetime.now()
        defaults = self.default_get(["company_id", "channel_id", "user_id"])
        prepared = [
            {
                "receiver_id": self.env.uid,
                "registered_on": now,
                "received_on": now,
                **defaults,
                **vals,
            }
            for vals in vals_list
        ]
        for vals in prepared:
            if "policy_id" not in vals:
                vals["policy_id"] = self._get_policy_id(vals)
            if not vals.get("user_id") and not vals.get("historical"):
                # R-I01: he handles what nobody is given, and so is told of it
                vals["user_id"] = (
                    self.env["complaint.channel"]
                    ._get_in_charge(vals.get("channel_id"), vals["company_id"])
                    .id
                )
        self._fill_departments(prepared)
        self._fill_contacts(prepared)
        self._fill_repeats(prepared)
        self._fill_progress(prepared)
        self.env["complaint.numbering"]._fill_numbers(prepared)
        return prepared

    @api.model
    def _get_policy_id(self, vals):
        company = self.env["res.company"].browse(vals["company_id"])
        day = fields.Date.to_date(vals["registered_on"])
        return self.env["complaint.policy"]._get_for(company, day).id

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def _get_flat_views(self, *modes):
        """Views for an action that shows a few cases: cards without columns."""
        flat = "complaint_management.complaint_case_view_kanban_flat"
        data = self.env["ir.model.data"]
        return [
            (mode == "kanban" and data._xmlid_to_res_id(flat), mode) for mode in modes
        ]

    def action_open_trail(self):
        """The changes of decision, dates and responsibility (R-P04)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("History of %(case)s", case=self.display_name),
            "res_model": "complaint.trail",
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }
