from mimetypes import guess_type

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..tools import handed_over

GROUP = "complaint_management.group_complaint_integration"
BYTES = "application/octet-stream"
MOST = 100  # replies in one call


class ComplaintIntegrationAnswers(models.AbstractModel):
    """What other systems fetch: where complaints stand, and the replies that they pass
    on to the complainant (R-I19, R-K01)."""

    _name = "complaint.integration.answers"
    _inherit = "complaint.public.intake"
    _description = "Answers to other systems"

    # ------------------------------------------------------------
    # WHO ASKS
    # ------------------------------------------------------------

    @api.model
    def channels(self):
        """The channels by which the caller hands over.

        :return: list of ``{"id", "name", "company"}``
        :raises AccessError: the caller is no integration
        """
        return [
            {"id": one.id, "name": one.name, "company": one.company_id.name}
            for one in self._get_own_channels()
        ]

    @api.model
    def _get_own_channels(self):
        if not self.env.user.has_group(GROUP):
            raise AccessError(
                self.env._(
                    "Only users of the group “Complaint integration” hand over "
                    "complaints this way. Ask your administrator."
                )
            )
        channels = self.env["complaint.channel"].sudo()
        return channels.search(
            [
                ("system_user_ids", "in", self.env.uid),
                ("company_id", "in", [*self.env.user.company_ids.ids, False]),
            ]
        )

    @api.model
    def _get_own_channel(self, channel):
        """The channel with that id; it belongs to a company and names the caller."""
        own = self._get_own_channels()
        found = own.filtered(lambda one: one.id == channel)
        if not found:
            raise AccessError(
                self.env._(
                    "You hand over nothing by this channel. Yours: %(names)s.",
                    names=", ".join(f"{one.id} {one.name}" for one in own) or "–",
                )
            )
        if not found.company_id:
            raise UserError(
                self.env._(
                    "The channel “%(channel)s” belongs to no company. Name one on it.",
                    channel=found.name,
                )
            )
        return found

    @api.model
    def offer(self, channel):
        """What can be chosen, and what customers are told at intake (R-I20).

        :return: dict with ``categories`` and ``demands`` (pairs of id and name),
            ``kinds``, ``procedure``, ``limits``
        :raises AccessError: not the caller's channel
        """
        offer = self._get_offer(self._get_own_channel(channel).company_id)
        told = ("categories", "demands", "kinds", "procedure", "limits")
        return {name: offer[name] for name in told}

    @api.model
    def status(self, channel, external_ids):
        """Where complaints of this channel stand, in the customer's words (R-I19).

        :param list external_ids: up to 500
        :return: list, in the same order, of ``{"external_id", "number", "state",
            "status", "expected_on", "is_open"}``; unknown: ``"number": False``
        :raises AccessError: not the caller's channel
        """
        channel = self._get_own_channel(channel)
        if not handed_over.is_list(external_ids, handed_over.is_id):
            raise UserError(
                self.env._(
                    "Ask for a list of at most %(most)s ids, each a text.",
                    most=handed_over.MOST,
                )
            )
        rows = self.env["complaint.system.case"].sudo()
        found = rows._find(channel, external_ids)
        cases = rows.union(*found.values()).case_id
        shown = {case.id: self._show(case) for case in cases}
        return [
            {
                "external_id": one,
                **(shown[found[one].case_id.id] if one in found else {"number": False}),
            }
            for one in external_ids
        ]

    def _show(self, case):
        told = case._is_told()
        return {
            "number": case.number,
            "state": case.state,
            "status": case._say_status(told),
            "expected_on": case._say_expected(told),
            "is_open": case.is_open,
        }

    # ------------------------------------------------------------
    # OUTBOX
    # ------------------------------------------------------------

    @api.model
    def outbox(self, channel, limit=MOST):
        """Replies that wait to be passed on by this channel, the oldest first.

        They are given again until they are confirmed, so that none is lost.

        :return: list of ``{"id", "number", "external_id", "kind", "lang", "recipient",
            "subject", "text", "html", "material"}``; material: list of ``{"name",
            "mimetype", "content"}`` in base64
        :raises AccessError: not the caller's channel
        """
        channel = self._get_own_channel(channel)
        replies = self._get_waiting(channel).search(
            self._get_outbox_domain(channel) & Domain("state", "=", "outbox"),
            order="queued_on, id",
            limit=self._read_limit(limit),
        )
        replies = replies._hold_back()
        rows = self.env["complaint.system.case"].sudo()
        names = {
            row.case_id.id: row.external_id
            for row in rows.search_fetch(
                [
                    ("case_id", "in", replies.case_id.ids),
                    ("channel_id", "=", channel.id),
                ],
                ["case_id", "external_id"],
            )
        }
        bodies = replies._get_given_bodies()
        return [
            self._show_reply(one, bodies[one], names.get(one.case_id.id))
            for one in replies
        ]

    def _read_limit(self, limit):
        if handed_over.is_count(limit) and limit > 0:
            return min(limit, MOST)
        raise UserError(
            self.env._("“limit” is a number from 1 to %(most)s.", most=MOST)
        )

    def _get_waiting(self, channel):
        # a system has no right on replies; the channel is its own
        return self.env["complaint.reply"].sudo()

    def _get_outbox_domain(self, channel):
        """Seam: replies that are passed on by ``channel``."""
        return Domain("case_id.channel_id", "=", channel.id)

    def _show_reply(self, reply, body, external_id):
        return {
            "id": reply.id,
            "number": reply._get_about().number,
            "external_id": external_id or False,
            "kind": reply.kind,
            "lang": reply.lang,
            "recipient": reply.recipient,
            "subject": reply.subject,
            "text": html2plaintext(body),
            "html": body,
            "material": [
                {
                    "name": one.file_name,
                    "mimetype": guess_type(one.file_name or "")[0] or BYTES,
                    "content": (one.file or b"").decode(),
                }
                for one in reply.material_ids
            ],
        }

    @api.model
    def confirm(self, channel, results):
        """What became of replies that were fetched: they left, or they did not.

        Confirming once more changes nothing.

        :param list results: of ``{"id", "sent": bool, "error": text}``
        :return: list, in the same order, of ``{"id", "state"}``; ``"state": False`` for
            what is no reply of this channel
        :raises AccessError: not the caller's channel
        """
        channel = self._get_own_channel(channel)
        if not handed_over.is_list(results, handed_over.is_result):
            raise UserError(
                self.env._(
                    "Send a list of at most %(most)s results: the number of a reply as "
                    "“id”, and whether it was “sent”.",
                    most=handed_over.MOST,
                )
            )
        wanted = [one["id"] for one in results]
        replies = self._get_waiting(channel).search(
            self._get_outbox_domain(channel)
            & Domain([("id", "in", wanted), ("medium", "=", "outbox")])
        )
        replies.lock_for_update()
        found = {reply.id: reply for reply in replies}
        for one in results:
            reply = found.get(one["id"])
            if reply and reply.state == "outbox":
                self._confirm_one(reply, one)
        return [
            {"id": one, "state": found[one].state if one in found else False}
            for one in wanted
        ]

    def _confirm_one(self, reply, result):
        if result.get("sent"):
            reply._walk("sent")
            return
        error = str(result.get("error") or "").replace("\0", "")[:2000]
        error = error or reply.env._("The other system said no reason.")
        reply._walk("failed", error=error)
