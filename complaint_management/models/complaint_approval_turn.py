from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.approval import warn_on

STATES = [
    ("waiting", "Not yet"),
    ("open", "Being decided"),
    ("approved", "Approved"),
    ("returned", "Returned"),
    ("refused", "Refused"),
    ("cancelled", "No longer asked"),
]


class ComplaintApprovalTurn(models.Model):
    """One turn of one round of an approval: what its step asked, as it was when the
    round began, and what became of it. Clocks can hang on ``opened_on``, ``closed_on``.
    """

    _name = "complaint.approval.turn"
    _inherit = [
        "complaint.approval.deciding",  # what who is asked does
        "complaint.approval.mine",  # who may do it
        "complaint.approval.late",  # who is told when its time is over
        "complaint.approval.asked",  # whom the step asked
    ]
    _description = "Turn of an Approval"
    _order = "request_id desc, round, sequence, id"

    request_id = fields.Many2one(
        "complaint.approval.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    step_id = fields.Many2one(
        "complaint.approval.step",
        "Step of the route",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    case_id = fields.Many2one(
        related="request_id.case_id", store=True, index="btree_not_null", guarded=True
    )
    round = fields.Integer(required=True, readonly=True, guarded=True)
    user_id = fields.Many2one(
        "res.users",
        "Asked now",
        readonly=True,
        ondelete="restrict",
        guarded=True,
        help="Who has the role, heads the department, or represents whoever left; of a "
        "group nobody in particular.",
    )
    # of the request, so that the list “waiting for me” reads this one table
    subject = fields.Selection(
        lambda self: self.env["complaint.approval.subject"]._get_subjects(),
        "What is decided",
        readonly=True,
        guarded=True,
    )
    reference = fields.Char(readonly=True, guarded=True)
    requested_by_id = fields.Many2one(
        "res.users", "Asked by", readonly=True, ondelete="restrict", guarded=True
    )
    snapshot_hash = fields.Char(related="request_id.snapshot_hash")
    passed = fields.Json(readonly=True, guarded=True)
    passed_text = fields.Char("Instead of", compute="_compute_texts")
    state = fields.Selection(
        STATES, "Status", required=True, readonly=True, default="waiting", guarded=True
    )
    opened_on = fields.Datetime("Asked on", readonly=True, guarded=True)
    closed_on = fields.Datetime("Decided on", readonly=True, guarded=True)
    due_on = fields.Datetime("Decide until", readonly=True, guarded=True)
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, ondelete="set null", guarded=True, index=True
    )
    signature_ids = fields.One2many(
        "complaint.approval.signature", "turn_id", "Signatures"
    )
    asked_text = fields.Char("Asks", compute="_compute_texts")
    step_label = fields.Char("What is asked", compute="_compute_step_label")

    # The default list, and the clocks': those that are open are few.
    _user_idx = models.Index("(user_id, id DESC) WHERE state = 'open'")
    _group_idx = models.Index("(group_id, id DESC) WHERE state = 'open'")
    _due_idx = models.Index("(state, due_on)")
    _alarm_idx = models.Index("(next_alarm_on) WHERE next_alarm_on IS NOT NULL")
    _step_people_idx = models.Index(
        "(company_id) WHERE state = 'open' AND user_id IS NOT NULL"
    )

    @api.depends("asked", "role", "group_id", "named_user_id", "passed", "user_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for turn in self:
            turn.asked_text = turn._get_asked_label()
            turn.passed_text = ", ".join(
                turn._say_passed(one) for one in turn.passed or ()
            )

    @api.depends("name", "step_id.name")
    @api.depends_context("lang")
    def _compute_step_label(self):
        """The step in the reader's language; what was copied is in the asker's."""
        for turn in self:
            turn.step_label = turn.sudo().step_id.name or turn.name

    def _say_passed(self, passed):
        if passed["role"] == "user":
            return passed["name"]
        label = self._get_role_label(passed["role"])
        return f"{passed['name']} ({label})" if passed["name"] else label

    # ------------------------------------------------------------
    # CRUD: by hand nothing
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(
            self.env._("The turns of an approval come from its route, not by hand.")
        )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._(
                    "A turn is not changed by hand: it is decided, or the "
                    "administrator gives it to another person."
                )
            )
        return super().write(vals)

    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("A turn of an approval is not deleted."))

    # ------------------------------------------------------------
    # OPENING AND CLOSING
    # ------------------------------------------------------------

    def _open(self, now, memories):
        """It is their turn now: who is asked is found anew and told.

        :raises UserError: nobody is there to be asked
        """
        for turn in self:
            request = turn.request_id
            place = request._get_place(memories)
            person = request._prepare_turn(turn, place)
            due = turn._get_due(now, place)
            turn._write_guarded(
                {
                    "user_id": person["user_id"],
                    "passed": person["passed"],
                    "state": "open",
                    "opened_on": now,
                    "due_on": due,
                    "next_alarm_on": due and warn_on(now, due),
                }
            )
        self._notify_asked()

    def _get_due(self, now, place):
        if not self.days:
            return False
        key = ("limit", self.days, self.unit)
        if key not in place.memory:
            calendar = place.department and place.department._get_complaint_calendar()
            place.memory[key] = self.env["complaint.worktime"]._get_due(
                place.company, self.days, self.unit, now, calendar=calendar or None
            )
        return place.memory[key]

    def _close(self, state):
        """Nobody is asked any more."""
        self.sudo().activity_id.unlink()
        self._drop_alarms()
        self._write_guarded(
            {
                "state": state,
                "closed_on": fields.Datetime.now(),
                "next_alarm_on": False,
            }
        )

    def _notify_asked(self):
        """One activity for a named person; a group sees its list “waiting for me”."""
        turns = self.filtered(lambda turn: turn.user_id and turn.asked != "group")
        if not turns:
            return
        kind = self.env.ref("complaint_management.mail_activity_type_approval")
        model = self.env["ir.model"]._get_id("complaint.approval.request")
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True  # he has it on his list, no mail besides
        )
        created = activities.create(
            [turn._prepare_activity(kind, model) for turn in turns]
        )
        for turn, activity in zip(turns, created, strict=True):
            turn._write_guarded({"activity_id": activity.id})

    def _prepare_activity(self, kind, model_id):
        user = self.user_id
        env = self.with_context(lang=user.lang).env
        request = self.request_id.with_env(env)
        due = self.due_on or fields.Datetime.now() + timedelta(days=1)
        return {
            "activity_type_id": kind.id,
            "res_model_id": model_id,
            "res_id": request.id,
            "user_id": user.id,
            "summary": env._("Decide: %(request)s", request=request.display_name),
            "date_deadline": due.date(),
        }

    # ------------------------------------------------------------
    # WHO LEFT
    # ------------------------------------------------------------

    @api.model
    def _refresh_people(self, companies):
        """Ask anew who is meant by the open turns of ``companies``: a head, a post or a
        login has changed. What was his goes to who is there now (R-T07); where nobody
        is, it stays, and the administrator gives it to somebody."""
        self._find_anew([("company_id", "in", companies.ids)])
        self.env["complaint.case"]._refresh_talks_leader(companies)

    @api.model
    def _refresh_people_of(self, cases):
        """Ask anew who is meant by the open turns of ``cases``: handler, receiver or
        department has changed (R-A03)."""
        self._find_anew([("case_id", "in", cases.ids), ("asked", "!=", "user")])

    @api.model
    def _find_anew(self, domain):
        turns = self.sudo().search(
            [
                *domain,
                ("state", "=", "open"),
                ("user_id", "!=", False),
                ("asked", "!=", "group"),
            ]
        )
        memories, moved = {}, self.browse().sudo()
        for turn in turns:
            request = turn.request_id
            user, passed = turn._find_person(
                request._get_place(memories), request._get_excluded(turn)
            )
            if user and user != turn.user_id:
                turn.activity_id.unlink()
                turn._write_guarded({"user_id": user.id, "passed": passed or False})
                moved |= turn
        moved._notify_asked()
