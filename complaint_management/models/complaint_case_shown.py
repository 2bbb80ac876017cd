from odoo import api, fields, models
from odoo.tools import format_date, human_size

from ..tools.customer_steps import place, progress
from ..tools.timeline import Moment

LEFT = ("sent", "printed")


class ComplaintCaseShown(models.AbstractModel):
    """What the complainant sees of his case (R-I16): named things and nothing else, so
    that what is added to a case stays inside until somebody shows it here."""

    _name = "complaint.case.shown"
    _inherit = "complaint.case.replies"
    _description = "What the complainant sees"

    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language of the complainant",
        help="In which he is answered, where his contact says nothing else.",
    )
    statement_ids = fields.One2many(
        "complaint.statement", "case_id", "Said on the web", readonly=True
    )
    statement_count = fields.Integer(
        "Statements on the web",
        compute="_compute_statement_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("statement_ids")
    def _compute_statement_count(self):
        for case in self:
            case.statement_count = len(case.statement_ids)

    # ------------------------------------------------------------
    # THE VIEW
    # ------------------------------------------------------------

    def _get_customer_view(self):
        """All that the complainant may see, in the language of the environment.

        :return: dict of texts; no record gets out
        """
        self.ensure_one()
        # the complainant has no right on any model: what he sees is named below
        case = self.sudo()
        told = case._is_told()
        return {
            "number": case.number,
            "company": case.company_id.name,
            "headline": self.env._(
                "Complaint %(number)s, received on %(day)s",
                number=case.number,
                day=case._say_day(case.received_on),
            ),
            "is_open": case.is_open,
            "status": case._say_status(told),
            "steps": case._say_steps(told),
            "expected_on": case._say_expected(told),
            "handler": case._say_handler(),
            "products": [case._say_product(line) for line in case.line_ids],
            "replies": case._say_replies(),
            "questions": case._say_questions() if case.question_count else [],
            "statements": case._say_statements(),
            "is_waiting": case.is_waiting,
            "may_write": case._may_write_to_us(),
            "may_judge": case._may_judge(),
            "verdict": case._get_verdict().kind,
        }

    def _say_day(self, moment):
        return moment and format_date(self.env, self._get_own_day(moment))

    def _is_refusal_told(self):
        return self.state == "refused" and any(
            one.kind == "refusal" and one.state in LEFT for one in self.reply_ids
        )

    def _say_status(self, told):
        if self.state == "cancelled":
            return self.env._("Your complaint was withdrawn.")
        if self._is_refusal_told():
            return self.env._(
                "We could not take it up as a complaint. Our letter below says why, "
                "and what else you can do."
            )
        if self.is_waiting:
            return self.env._("We need something from you before we can go on.")
        if self._may_judge():
            return self.env._("Please tell us whether it is solved for you.")
        return (
            self.env._("We have received it and will look at it."),
            self.env._("We are looking into it."),
            self.env._("We are deciding what to do."),
            self.env._("It was decided; we are carrying it out."),
            self.env._("It is settled."),
        )[place(self.state, told)]

    def _say_steps(self, told):
        if self.state == "cancelled" or self._is_refusal_told():
            return []
        labels = {
            "received": self.env._("We have it"),
            "examined": self.env._("We look into it"),
            "decided": self.env._("We decide"),
            "settled": self.env._("We carry it out"),
            "closed": self.env._("Done"),
        }
        return [
            {"label": labels[name], "mark": mark}
            for name, mark in progress(self.state, told)
        ]

    def _say_expected(self, told):
        """R-I11: by when he hears the outcome."""
        if told or not self.is_open:
            return False
        return self._say_day(self._get_expected_on())

    def _say_handler(self):
        """R-I11: who handles it, and how he is reached."""
        handler = self.user_id or self.receiver_id
        # the page reads who looks at it too: both in one query
        handler = handler.with_prefetch((*handler.ids, self.env.uid))
        return {
            "name": handler.name if handler.active else False,
            "phone": handler.phone or self.company_id.phone,
        }

    def _say_product(self, line):
        """As he called it; what we found by his order or lot only where he is a contact
        of ours: a visitor must not learn whether it exists."""
        looked_up = line.sale_line_id or line.lot_id
        own = self.partner_id or not looked_up
        return {
            "name": line.product_text or (line.product_id.name if own else False),
            "order": line.order_reference or (own and line.sale_order_id.name),
            "lot": line.lot_name,
        }

    # ------------------------------------------------------------
    # WHAT WAS SAID
    # ------------------------------------------------------------

    def _say_replies(self):
        """What he was told, by whatever way, the latest first; with its material."""
        replies = self.reply_ids.filtered(lambda one: one.state in LEFT)
        media = dict(
            self.env["complaint.reply"]
            ._fields["medium"]
            ._description_selection(self.env)
        )
        # only evidence is ever given
        some = self.evidence_count
        given = {reply: reply.material_ids if some else () for reply in replies}
        return [
            {
                "on": self._say_day(reply.sent_on),
                "medium": media[reply.medium],
                "subject": reply.subject,
                "body": reply._strip_link(reply.body),
                "materials": [self._say_material(one) for one in given[reply]],
            }
            for reply in replies.sorted(lambda one: (one.sent_on, one.id), reverse=True)
        ]

    @api.model
    def _say_material(self, evidence):
        return {
            "id": evidence.id,
            "name": evidence.file_name or evidence.name,
            "size": human_size(evidence.file_size or 0),
        }

    def _get_shown_material(self, evidence_id):
        """The material of that id, if it left for him with a reply; else empty."""
        replies = self.sudo().reply_ids.filtered(lambda one: one.state in LEFT)
        return replies.material_ids.filtered(
            lambda one: one.id == evidence_id and one.checksum
        )

    def _say_questions(self):
        """What he asked himself, and what we answered in writing; how a clerk noted a
        call stays inside."""
        asked = self.question_ids.filtered(
            lambda one: one.medium in ("link", "mail") and one.state != "dropped"
        )
        return [
            {
                "on": self._say_day(one.asked_on),
                "text": one.text,
                "answered_on": self._say_day(one.answered_on),
                "answer": one.answer if one.reply_id.state in LEFT else False,
            }
            for one in asked
        ]

    def _say_statements(self):
        kinds = self._get_statement_kinds()
        return [
            {
                "on": self._say_day(one.said_on),
                "title": kinds[one.kind],
                "text": one.text,
                "files": (one.file_names or "").splitlines(),
            }
            for one in self.statement_ids
            if one.kind != "question"
        ]

    # ------------------------------------------------------------
    # FOR STAFF
    # ------------------------------------------------------------

    def _tell_talks(self):
        """The timeline tells too what he said on the web."""
        told = super()._tell_talks()
        return told + (self._tell_statements() if self.statement_count else [])

    def _tell_statements(self):
        said = self.env["complaint.statement"].search_fetch(
            [("case_id", "=", self.id), ("kind", "!=", "question")],
            ["said_on", "kind", "text"],
        )
        kinds = self._get_labels(said, "kind")
        return [
            Moment(one.said_on, "question", kinds[one.kind], text=one.text)
            for one in said
        ]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_statements(self):
        """What the complainant said on the web, word for word."""
        self.ensure_one()
        return self._get_talks("complaint.statement", self.env._("Said on the web"))
