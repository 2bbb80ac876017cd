from odoo import api, fields, models

POSTS = [
    ("gm", "General manager"),
    ("executive_vice_gm", "Executive vice GM"),
    ("marketing_vice_gm", "Vice GM marketing"),
    ("production_vice_gm", "Vice GM production"),
]


class ComplaintPost(models.Model):
    """Who holds a post at the top of the company. The vice GM *in charge* is no post:
    each department names its own (``hr.department.executive_id``)."""

    _name = "complaint.post"
    _description = "Post at the Top"
    _order = "company_id, kind, id"
    _rec_name = "kind"

    kind = fields.Selection(POSTS, "Post", required=True)
    user_id = fields.Many2one(
        "res.users",
        "Holder",
        required=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    deputy_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Asked when the holder has left.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _kind_uniq = models.UniqueIndex(
        "(company_id, kind)", "This post has its holder already: change that one."
    )

    @api.model_create_multi
    def create(self, vals_list):
        posts = super().create(vals_list)
        posts._refresh_people()
        return posts

    def write(self, vals):
        result = super().write(vals)
        self._refresh_people()
        return result

    def _refresh_people(self):
        """What waits for the holder of a post waits for the new one."""
        self.env["complaint.approval.turn"]._refresh_people(self.company_id)

    @api.model
    def _get_holder(self, kind, company):
        """The active user who holds the post in ``company`` or in one above it: the
        holder, else the deputy; empty where nobody does."""
        lineage = [int(part) for part in company.sudo().parent_path.split("/")[:-1]]
        # whoever owes something may know who stands above him
        posts = self.sudo().search([("kind", "=", kind), ("company_id", "in", lineage)])
        ranks = {company_id: rank for rank, company_id in enumerate(lineage)}
        for post in posts.sorted(lambda post: -ranks[post.company_id.id]):
            user = (post.user_id | post.deputy_id).filtered("active")[:1]
            if user:
                return user.sudo(False)
        return self.env["res.users"]
