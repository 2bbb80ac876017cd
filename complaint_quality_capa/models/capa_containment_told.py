from markupsafe import Markup
from odoo import models

STOPPED = "complaint_quality_capa.mail_activity_type_stopped"
# one digest a day tells of activities: no mail for each
QUICK = {"mail_activity_quick_update": True}


class CapaContainmentTold(models.AbstractModel):
    """Who is told that stock is blocked: who sends it out, and whose customers wait for
    it; each once, whatever the number of transfers (R-Q01). Customers are warned by a
    recall, through the gate of replies."""

    _name = "capa.containment.told"
    _inherit = "capa.containment.stock"
    _description = "Who is told of a containment"

    def _tell_stopped(self, words):
        """A note on each transfer, one activity for each person; as superuser.

        :param words: dict, transfer → what of it is blocked
        """
        self._note(
            words,
            lambda env, names: env._(
                "Stopped: %(names)s is blocked. Ask %(person)s.",
                names=names,
                person=self.owner_id.name,
            ),
        )
        for user, document, pickings in self._get_told(words):
            env = self.with_context(lang=user.lang or self.env.lang).env
            document.with_context(**QUICK).activity_schedule(
                STOPPED,
                user_id=user.id,
                summary=env._(
                    "%(count)s transfers stopped: stock is blocked",
                    count=len(pickings),
                )
                if len(pickings) > 1
                else env._(
                    "%(transfer)s stopped: stock is blocked", transfer=pickings.name
                ),
                note=Markup("<br/>").join(
                    f"{picking.name}: {words[picking]}" for picking in pickings
                ),
            )

    def _note(self, words, say):
        """An internal note on each transfer, in the language of who handles it."""
        bodies = {}
        for picking, names in words.items():
            lang = picking.user_id.lang or self.env.lang
            env = self.with_context(lang=lang).env
            bodies[picking.id] = Markup("<p>%s</p>") % say(env, names)
        self.env["stock.picking"].browse(bodies)._message_log_batch(bodies)

    def _get_told(self, words):
        """Who is told, on which document, of which transfers.

        :return: list of (user, document, transfers), each user once
        """
        documents, concerned = {}, {}
        for picking in words:
            order = picking.sale_id
            seller = order.user_id or picking.partner_id.commercial_partner_id.user_id
            for user, document in ((picking.user_id, picking), (seller, order)):
                document = document or picking
                if not user.active or not document.with_user(user).has_access("read"):
                    continue
                documents.setdefault(user, document)
                concerned[user] = concerned.get(user, picking) | picking
        return [(user, documents[user], concerned[user]) for user in documents]

    def _tell_lifted(self):
        """Transfers that nothing holds back any more; as superuser."""
        free = self.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel")
                and not picking.containment_ids.filtered("is_open")
            )
        )
        if free:
            self._note(
                dict.fromkeys(free, ""),
                lambda env, _names: env._(
                    "Nothing of it is blocked any more: check the availability."
                ),
            )
            free.activity_unlink([STOPPED])
            free.sale_id.activity_unlink([STOPPED])
