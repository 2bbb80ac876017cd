from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintPolicyTold(models.AbstractModel):
    """Who was told of a version of the policy, and who has read it (R-P06)."""

    _name = "complaint.policy.told"
    _description = "People told of a policy"

    reader_ids = fields.One2many(
        "complaint.policy.reader", "policy_id", "Told", readonly=True
    )
    read_text = fields.Char("Read by", compute="_compute_read_text")
    is_to_read = fields.Boolean(compute="_compute_is_to_read")

    @api.depends("reader_ids.read_on")
    @api.depends_context("lang")
    def _compute_read_text(self):
        # how many have read it is no secret to who reads it; who, is
        readers = self.env["complaint.policy.reader"].sudo()
        counts = {
            policy: (told, read)
            for policy, told, read in readers._read_group(
                [("policy_id", "in", self.ids)],
                ["policy_id"],
                ["__count", "read_on:count"],
            )
        }
        for policy in self:
            told, read = counts.get(policy._origin.sudo(), (0, 0))
            words = self.env._("%(read)s of %(told)s people", read=read, told=told)
            policy.read_text = words if told else False

    @api.depends("reader_ids.read_on")
    @api.depends_context("uid")
    def _compute_is_to_read(self):
        mine = self._get_mine_to_read().policy_id
        for policy in self:
            policy.is_to_read = policy._origin in mine

    def _get_mine_to_read(self):
        return self.env["complaint.policy.reader"].search(
            [
                ("policy_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("read_on", "=", False),
            ]
        )

    def action_read_policy(self):
        """I have read this version (R-P06).

        :raises UserError: it was not put before this user, or he has read it
        """
        mine = self._get_mine_to_read()
        if not mine:
            raise UserError(
                self.env._(
                    "You were not asked to read this version, or said already that "
                    "you have."
                )
            )
        # his own row, found with his own rights
        mine.sudo()._write_guarded({"read_on": fields.Datetime.now()})
