import re

from markupsafe import Markup
from odoo import api, models

# Stands in the words of a reply where the mail that leaves has the link: who reads the
# reply inside cannot use it.
MARK = "/complaint/track/•••"
_PARAGRAPH = re.compile(
    rf"<p\b[^>]*>(?:(?!</p>).)*{re.escape(MARK)}(?:(?!</p>).)*</p>", re.DOTALL
)
_ADDRESS = re.compile(rf"[^\s<>\"']*{re.escape(MARK)}")


class ComplaintReplyLink(models.AbstractModel):
    """The link by which the complainant follows his case, in what is sent to him."""

    _name = "complaint.reply.link"
    _inherit = ["complaint.reply.text", "complaint.reply.material"]
    _description = "Link in a reply"

    def _get_values(self, case, needed):
        values = super()._get_values(case, needed)
        # other things that are written about have no page
        if "link" in needed and self.case_id and case.company_id.complaint_web_open:
            values["link"] = self._get_link(case)
        return values

    def _get_link(self, case):
        """A mail, and what another system passes on, has a link of its own, paper the
        page that asks for the number."""
        if self.medium in ("mail", "outbox"):
            return case.get_base_url() + MARK
        if self.medium == "letter":
            return case.get_base_url() + "/complaint/status"
        return False

    def _prepare_mails(self):
        mails = super()._prepare_mails()
        for reply, vals in zip(self, mails, strict=True):
            if MARK in (reply.body or ""):
                token = self.env["complaint.link"]._issue(reply.case_id, reply=reply)
                vals["body_html"] = reply._fill_link(str(reply.body), token)
        return mails

    def _get_given_bodies(self):
        """What another system passes on, by reply: each with its link, the same however
        often it is fetched."""
        links = self.env["complaint.link"]
        linked = self.filtered(lambda one: MARK in (one.body or ""))
        tokens = {reply: links._derive(f"reply {reply.id}") for reply in linked}
        links._issue_missing(tokens)
        return {
            reply: reply._fill_link(str(reply.body), tokens[reply])
            if reply in tokens
            else str(reply.body or "")
            for reply in self
        }

    def _fill_link(self, body, token):
        url = f"{self.case_id.get_base_url()}/complaint/track/{token}"
        anchor = Markup('<a href="%s">%s</a>') % (url, url)
        return _ADDRESS.sub(lambda match: str(anchor), body)

    @api.model
    def _strip_link(self, body):
        """Words of a reply for the page itself, which needs no link to it."""
        return Markup(_PARAGRAPH.sub("", str(body or "")))
