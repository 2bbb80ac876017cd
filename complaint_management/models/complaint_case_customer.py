from odoo import api, models
from odoo.exceptions import UserError

VERDICTS = ("solved", "unsolved")


class ComplaintCaseCustomer(models.AbstractModel):
    """What the complainant does himself on the web, by his link or in the portal: he
    adds, asks, says whether it is solved (R-I16, R-K09, R-S02).

    The caller has checked who he is; these methods say what he may do, and walk the
    arrows that staff walk.
    """

    _name = "complaint.case.customer"
    _inherit = "complaint.case.shown"
    _description = "What the complainant does himself"

    # ------------------------------------------------------------
    # WHAT HE MAY DO
    # ------------------------------------------------------------

    def _may_write_to_us(self):
        return not self.erased_on

    def _may_judge(self):
        """He is asked whether it is solved: it was decided, told, and not ended."""
        return bool(
            self.state == "confirming"
            and self._is_told()
            and not self.ended_on
            and not self._get_verdict()
        )

    def _get_verdict(self):
        """What he said last of what was decided last; empty when nothing."""
        since = self.approved_on or self.answered_on
        said = self.statement_ids.filtered(
            lambda one: one.kind in VERDICTS and (not since or one.said_on >= since)
        )
        return said.sorted("id")[-1:]

    # ------------------------------------------------------------
    # WHAT HE SAYS
    # ------------------------------------------------------------

    def _hear_addition(self, text, form_key, files=()):
        """He adds something: nobody waits for him any longer (R-I10).

        :param files: pairs of name and content, judged already
        """
        case = self._get_writable()
        names = [name for name, _content in files]
        case.env["complaint.statement"]._say(case, "addition", text, form_key, names)
        self.env["complaint.public.intake"]._keep_files(case, files)
        case.pause_id._end()
        if case.is_open:
            case._tell_handler(
                lambda env: env._("The complainant added something"),
                [text or "", *names],
            )
        else:
            case._ask_to_look_again()

    def _hear_question(self, text, form_key):
        """He asks: it goes to the person in charge (R-K09)."""
        case = self._get_writable()
        case.env["complaint.statement"]._say(case, "question", text, form_key)
        case.env["complaint.question"]._ask(case, text, "link")
        if not case.is_open:
            case._ask_to_look_again()

    def _hear_verdict(self, solved, text, form_key):
        """He says whether it is solved (R-S02).

        What else must be done before a case is closed is not skipped: his word is
        kept, and the case goes on as far as its guards let it.

        :raises UserError: he is not asked now
        """
        case = self._get_writable()
        if not case._may_judge():
            raise UserError(
                self.env._(
                    "We do not ask whether it is solved at the moment. Write to us "
                    "instead."
                )
            )
        kind = "solved" if solved else "unsolved"
        case.env["complaint.statement"]._say(case, kind, text, form_key)
        if solved:
            case._go_on_solved(text)
        else:
            case._go_on_unsolved(text)

    def _get_writable(self):
        self.ensure_one()
        # the complainant has no right on any model: what he may do is said here
        case = self.sudo()
        if not case._may_write_to_us():
            raise UserError(self.env._("This complaint is no longer on file."))
        return case

    # ------------------------------------------------------------
    # WHAT FOLLOWS
    # ------------------------------------------------------------

    def _go_on_solved(self, text):
        if not self._get_missing(self._get_arrow("confirming", "closed")):
            if self._walk_on("closed"):
                return
        self._tell_handler(
            lambda env: env._("The complainant says that it is solved"), [text or ""]
        )

    def _go_on_unsolved(self, text):
        """Decided anew by a higher chain (R-D07); where the policy wants product and
        sample secured, who handles the case does that first (R-D11)."""
        someone = (self.user_id | self.receiver_id).filtered("active")
        if someone and not self._goes_to_market():
            self._walk_on("deciding", text)
        self._tell_handler(
            lambda env: env._("The complainant says that it is not solved"), [text]
        )
        if not someone:
            self._ask_to_look_again()

    def _walk_on(self, target, reason=False):
        """Walk as far as the guards let it; what he said is kept all the same."""
        try:
            with self.env.cr.savepoint():
                self._walk(target, reason)
        except UserError:
            return False
        return True

    @api.model
    def _get_statement_kinds(self):
        """What he said, in words for himself."""
        return {
            "filing": self.env._("You complained"),
            "addition": self.env._("You added"),
            "question": self.env._("You asked"),
            "solved": self.env._("You said that it is solved"),
            "unsolved": self.env._("You said that it is not solved"),
        }
