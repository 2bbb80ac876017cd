from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

ADMIN = "complaint_management.group_complaint_admin"


class ComplaintPolicyLoading(models.TransientModel):
    """Asks which written policy a company works by, and shows it in words (R-P01)."""

    _name = "complaint.policy.loading"
    _description = "Load a Policy"

    code = fields.Selection("_selection_code", "Policy", required=True, default="A")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    valid_from = fields.Date(
        "In force from", required=True, default=fields.Date.context_today
    )
    gm_id = fields.Many2one(
        "res.users",
        "General manager",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Late cases go up to him; nobody holds this post yet.",
    )
    needs_gm = fields.Boolean("Has no general manager", compute="_compute_needs_gm")
    is_loaded = fields.Boolean("Loaded before", compute="_compute_is_loaded")
    words = fields.Html("In words", compute="_compute_words", sanitize=False)

    @api.model
    def _selection_code(self):
        profiles = self.env["complaint.policy.profile"]._get_profiles()
        return [
            (code, f"{code} – {self.env._(profile.policy['name'])}")
            for code, profile in profiles.items()
        ]

    @api.depends("company_id")
    def _compute_needs_gm(self):
        posts = self.env["complaint.post"]
        for form in self:
            company = form.company_id
            form.needs_gm = bool(company) and not posts._get_holder("gm", company)

    @api.depends("code", "company_id")
    def _compute_is_loaded(self):
        profiles = self.env["complaint.policy.profile"].sudo()
        for form in self:
            known = form.code and form.company_id
            form.is_loaded = bool(
                known and profiles._get_loaded(form.code, form.company_id)
            )

    @api.depends("code", "company_id")
    @api.depends_context("lang")
    def _compute_words(self):
        # what ready-made policies say is no secret to the administrator
        preview = self.env["complaint.policy.preview"].sudo()
        face = self.env["complaint.policy.face"]
        for form in self:
            form.words = False
            if form.code:
                policy = preview._imagine(form.code, form.company_id)
                sections = face._get_sections(policy)
                form.words = policy.description + policy._render_words(sections)

    def action_load(self):
        """Load the policy into the company.

        :raises AccessError: administrators of complaints do, for their companies
        :raises ValidationError: nobody would be told of late cases; the calendar is
            empty
        :return: the action that opens the policy
        """
        self.ensure_one()
        if not self.env.user.has_group(ADMIN) or (
            self.company_id not in self.env.user.company_ids
        ):
            raise AccessError(
                self.env._("Administrators load policies, for their own companies.")
            )
        if self.needs_gm:
            self._name_gm()
        # what the right was checked for writes XML ids too
        policy, faults = (
            self.env["complaint.policy.profile"]
            .sudo()
            ._load(self.code, self.company_id, self.valid_from)
        )
        return self._open(policy.sudo(False), faults)

    def _name_gm(self):
        if not self.gm_id:
            raise UserError(
                self.env._(
                    "Name the general manager of %(company)s: late cases go up to him.",
                    company=self.company_id.name,
                )
            )
        self.env["complaint.post"].create(
            {
                "kind": "gm",
                "user_id": self.gm_id.id,
                "company_id": self.company_id.id,
            }
        )

    def _open(self, policy, faults):
        action = {
            "type": "ir.actions.act_window",
            "res_model": "complaint.policy",
            "res_id": policy.id,
            "views": [(False, "form")],
        }
        if not faults:
            return action
        title = self.env._("To be mended, then load it again")
        policy.message_post(body=plaintext2html("\n".join([title, *faults])))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": title,
                "message": "\n".join(faults),
                "next": action,
            },
        }
