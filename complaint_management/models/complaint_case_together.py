from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..tools.case_groups import UNDECIDED
from ..tools.remedy_arrows import SAID_KINDS
from .complaint_case_submission import SUBJECT

NAMED_AT_MOST = 10
# of each member: whom it is for, what about, what he gets
MEMBER = (
    "number",
    "partner_id",
    "talks_result",
    "claimed_amount",
    (
        "line_ids",
        (
            "product_id",
            "product_text",
            "lot_id",
            "lot_name",
            "delivered_qty",
            "defective_qty",
            "delivered_amount",
        ),
    ),
    ("remedy_ids", ("type_id", "product_id", "lot_id", "quantity", "amount", "note")),
)


class ComplaintCaseTogether(models.AbstractModel):
    """What is decided on the lead is decided for all: its snapshot names each member
    with his remedies, its lock covers them, and nothing ends before each was answered
    (R-I15, R-A05)."""

    _name = "complaint.case.together"
    _inherit = "complaint.case.group"
    _description = "Disposition of a group complaint"

    # ------------------------------------------------------------
    # SUBJECT OF THE ENGINE
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        names = super()._approval_fields(subject)
        if subject == SUBJECT and len(self) == 1 and self.member_count:
            return (*names, ("member_ids", MEMBER))
        return names

    def _approval_amount(self, subject):
        """What all get together: the route goes by that."""
        amount = super()._approval_amount(subject)
        if subject == SUBJECT:
            amount += sum(one._approval_amount(subject) for one in self._get_members())
        return amount

    def _get_members(self):
        # who asks for the decision need not read each of those it is about
        return self.sudo().member_ids if self.member_count else self.browse()

    def _check_may_request(self, subject):
        if subject == SUBJECT:
            for case in self.filtered("lead_id"):
                raise UserError(case._say_led())
        return super()._check_may_request(subject)

    def _say_led(self):
        return self.env._(
            "%(case)s is handled together with %(lead)s: what is looked into and "
            "decided there holds for it too. Go on there, or handle this one on its "
            "own again first.",
            case=self.number,
            lead=self.lead_number,
        )

    # ------------------------------------------------------------
    # LOCKS
    # ------------------------------------------------------------

    def _lock_approval(self, subject):
        locked = self | self._get_open_members() if subject == SUBJECT else self
        return super(ComplaintCaseTogether, locked)._lock_approval(subject)

    def _unlock_approval(self, subject):
        freed = self
        if subject == SUBJECT and (leads := self.sudo().filtered("member_count")):
            freed |= leads.member_ids
        return super(ComplaintCaseTogether, freed)._unlock_approval(subject)

    def _say_locked(self, subject):
        if subject == SUBJECT and self.lead_number:
            return self.env._(
                "%(case)s cannot be changed there: it is being decided, or decided, "
                "together with %(lead)s. Have the approval there returned or taken "
                "back, change it, and ask again.",
                case=self.number,
                lead=self.lead_number,
            )
        return super()._say_locked(subject)

    @api.depends("lead_number", "approval_locks")
    @api.depends_context("uid", "lang", "tz")
    def _compute_request(self):
        result = super()._compute_request()
        for case in self.filtered("lead_number"):
            locked = SUBJECT in case._get_approval_locks()
            case.is_form_locked = locked or not case.is_open
        return result

    def _revoke_request(self, reason):
        """Who was decided with another, and goes his own way, has no request that
        would free him."""
        if SUBJECT in self._get_approval_locks():
            if not self._find_requests("open", "granted"):
                self.sudo()._unlock_approval(SUBJECT)
        return super()._revoke_request(reason)

    def _approval_change(self, subject, changes):
        result = super()._approval_change(subject, changes)
        if subject == SUBJECT:
            if missing := self._get_members().remedy_ids._get_faults():
                raise UserError("\n".join(missing))
        return result

    def _get_less(self, rows):
        """What members get can be lowered too."""
        theirs = {str(one.id): one for one in self._get_members().remedy_ids}
        own = {key: vals for key, vals in rows.items() if str(key) not in theirs}
        less = super()._get_less(own)
        for key, vals in rows.items():
            remedy = theirs.get(str(key))
            if remedy and (lower := remedy._get_less(vals)):
                less[remedy] = lower
        return less

    def _name_remedy(self, remedy):
        """The remedy, with the number of the complaint where it is another's."""
        own = remedy.case_id == self
        return remedy.display_name if own else f"{remedy.number}: {remedy.display_name}"

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_disposition_written(self):
        """R-I15: nothing is put up before it is complete for each."""
        missing = super()._guard_disposition_written()
        faults = [
            fault
            for member in self._get_open_members()
            for fault in self._get_member_faults(member)
        ]
        if len(faults) > NAMED_AT_MOST:
            more = self.env._(
                "… and %(count)s more.", count=len(faults) - NAMED_AT_MOST
            )
            faults = [*faults[:NAMED_AT_MOST], more]
        return missing + faults + self._get_words_faults()

    def _get_member_faults(self, member):
        faults = member._get_share_faults()
        if member.state == "new":
            faults.append(self.env._("it is not accepted yet."))
        if member._is_graver_than(self):
            faults.append(
                self.env._("it was judged graver than this one: let it lead.")
            )
        return [f"{member.number}: {fault}" for fault in faults]

    def _is_graver_than(self, lead):
        if self.is_major and not lead.is_major:
            return True
        own, other = self.severity_id, lead.severity_id
        return bool(own) and own.sequence > (other.sequence if other else 0)

    def _get_words_faults(self):
        """All read the same words: they name nobody."""
        if not self.member_count:
            return []
        words = "\n".join(
            filter(None, (self.outcome, self.improvement, self.follow_up_note))
        )
        found = self._find_private(words)
        for member in self._get_open_members():
            found += member._find_private(words)
        if not found:
            return []
        return [
            self.env._(
                "All complainants read the same words. Leave out: %(names)s.",
                names=format_list(self.env, list(dict.fromkeys(found))[:NAMED_AT_MOST]),
            )
        ]

    def _guard_members_followed(self):
        """R-I15: what was decided reaches each before the lead goes on."""
        late = self._get_open_members().filtered(lambda one: one.state in UNDECIDED)
        return self._say_missing(
            late,
            self.env._(
                "The decision has not reached all yet; the job is at it, or says"
                " why not"
            ),
        )

    def _guard_members_can_go_back(self):
        """A decision is withdrawn for all or for none."""
        members = self._get_members()
        gone = members.filtered(lambda one: one.state in ("confirming", "closed"))
        words = self.env._("The decision was carried out and confirmed already")
        faults = self._say_missing(gone, words)
        for member in members - gone:
            faults += member._guard_nothing_half_done()
        return faults

    def _guard_members_answered(self):
        """R-I15: the lead ends when each was told and settled."""
        left = self._get_open_members().filtered(
            lambda one: not (one._is_told() and one.settled_on)
        )
        return self._say_missing(left, self.env._("Not told and settled yet"))

    def _say_missing(self, cases, words):
        if not cases:
            return []
        return [
            self.env._(
                "%(words)s (%(count)s): %(cases)s.",
                words=words,
                count=len(cases),
                cases=format_list(self.env, cases[:NAMED_AT_MOST].mapped("number")),
            )
        ]

    def _check_erasable(self, ground):
        """What is being decided with another is needed there."""
        result = super()._check_erasable(ground)
        requests = self.lead_id._find_requests("open") if self.lead_id else {}
        for request in requests.values():
            raise UserError(
                self.env._(
                    "“%(request)s” is being decided. Have it decided or withdrawn "
                    "first.",
                    request=request.display_name,
                )
            )
        return result

    # ------------------------------------------------------------
    # WHAT EACH IS TOLD
    # ------------------------------------------------------------

    def _get_approved_source(self):
        """The words for all, and what he himself gets, nobody else."""
        words = super()._get_approved_source()
        if not words or not (self.lead_id or self.member_count) or self.ended_on:
            return words
        own = self.remedy_ids.filtered(
            lambda one: (
                one.state in ("approved", "started", "done")
                and one.kind not in ("none", *SAID_KINDS)
            )
        )
        if not own:
            return words
        gets = format_list(self.env, own.mapped("display_name"))
        return "\n".join([words, self.env._("For you: %(remedies)s.", remedies=gets)])
