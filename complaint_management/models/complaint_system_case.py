from odoo import api, fields, models
from odoo.tools import SQL


class ComplaintSystemCase(models.Model):
    """What another system calls a case that it handed over (R-I01): its own id, once
    per channel, so that what is sent twice is registered once."""

    _name = "complaint.system.case"
    _inherit = ["complaint.guarded.mixin", "complaint.row.mixin"]
    _description = "Case of another System"
    _order = "id desc"
    _rec_name = "external_id"

    channel_id = fields.Many2one(
        "complaint.channel", required=True, readonly=True, guarded=True, index=True
    )
    # both may lead to a person: erased with the case
    external_id = fields.Char("Their id", readonly=True, guarded=True)
    fingerprint = fields.Char(readonly=True, guarded=True)
    case_id = fields.Many2one(
        "complaint.case", readonly=True, index=True, ondelete="restrict", guarded=True
    )

    _external_uniq = models.UniqueIndex("(channel_id, external_id)")

    @api.model
    def _claim(self, channel, digests):
        """Take these ids of a channel for us, as superuser.

        Whoever claims the same id at the same time waits; then Odoo runs him again, and
        he finds it taken.

        :param dict digests: the fingerprint of what was sent, by external id
        :return: rows by external id: those that are ours now, those that were there
        """
        rows = self.sudo()
        known = rows._find(channel, digests)
        new = [one for one in digests if one not in known]
        if not new:
            return {}, known
        values = SQL(", ").join(
            SQL("(%s, %s, %s)", channel.id, one, digests[one]) for one in new
        )
        # the ORM has no ON CONFLICT: its error would end the request instead
        taken = self.env.execute_query(
            SQL(
                "INSERT INTO complaint_system_case"
                " (channel_id, external_id, fingerprint) VALUES %s"
                " ON CONFLICT DO NOTHING RETURNING id, external_id",
                values,
            )
        )
        return {name: rows.browse(row_id) for row_id, name in taken}, known

    @api.model
    def _find(self, channel, external_ids):
        """Rows of a channel by external id."""
        found = self.search_fetch(
            [
                ("channel_id", "=", channel.id),
                ("external_id", "in", list(external_ids)),
            ],
            ["external_id", "fingerprint", "case_id"],
        )
        return {row.external_id: row for row in found}
