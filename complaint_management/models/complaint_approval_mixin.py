from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintApprovalMixin(models.AbstractModel):
    """A record of which something is decided (R-A03 to R-A05).

    While a subject is open or granted, what it names is locked here and on the rows
    that belong to it (``complaint.approval.row.mixin``), for everybody and whatever the
    context; the model's own methods change it with ``_write_approved`` alone.
    """

    _name = "complaint.approval.mixin"
    _inherit = "complaint.guarded.mixin"
    _description = "Is decided through approvals"

    # Stored: reading it costs no query, and whoever changes the record while it is put
    # up writes the same row, so that Odoo runs the later one again.
    approval_locks = fields.Char(readonly=True, copy=False, guarded=True)
    approval_touched = fields.Integer(readonly=True, copy=False, guarded=True)

    # ------------------------------------------------------------
    # SEAMS
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        """Seam: the fields that ``subject`` decides on; of rows ``(name, fields)``.

        All that is free text, and the names of what is linked, is kept as digest.
        """
        return ()

    @api.model
    def _approval_locks(self, subject):
        """Seam: fields that are locked while ``subject`` is open or granted."""
        names = self._approval_fields(subject)
        return {name if isinstance(name, str) else name[0] for name in names}

    def _approval_done(self, request):
        """Seam: ``request`` was granted; act on it. Runs as superuser."""

    def _approval_refused(self, request):
        """Seam: ``request`` was refused. Runs as superuser."""

    def _approval_returned(self, request):
        """Seam: ``request`` came back to who asked, or was withdrawn."""

    def _approval_change(self, subject, changes):
        """Seam: write what who decides changes with his instruction; the snapshot is
        taken anew after it. Runs as superuser, past the locks.

        :param dict changes: new values by field; of rows a dict by id
        :raises UserError: it may not be changed, or not to that
        """
        raise UserError(
            self.env._("Nothing of it can be changed here: write an instruction.")
        )

    def _approval_amount(self, subject):
        """Seam: the amount that ``subject`` decides on, in the company's currency at
        the rate of the day. Routes ask it; the snapshot keeps it."""
        return 0.0

    def _approval_case(self):
        """Seam: the complaint that this record belongs to, if any."""
        self.ensure_one()
        is_case = self._name == "complaint.case"
        if not is_case and "case_id" not in self._fields:
            return self.env["complaint.case"]
        return self if is_case else self.case_id

    def _approval_about(self):
        """The record that the conditions of a route read."""
        return self._approval_case() or self

    def _approval_company(self):
        """Seam: the company whose routes and people decide."""
        return (self._approval_case() or self).company_id or self.env.company

    def _approval_policy(self):
        """Seam: the policy whose routes come first."""
        return self._approval_case().policy_id

    def _approval_department(self, requester):
        """Seam: the department whose head and executive are meant."""
        case = self._approval_case()
        if case.department_id:
            return case.department_id
        # not user.employee_ids: it holds those of the active companies only
        own = [
            ("user_id", "=", requester.id),
            ("company_id", "=", self._approval_company().id),
        ]
        employees = self.env["hr.employee"].sudo()
        return employees.search(own, limit=1).department_id

    def _approval_excluded(self, subject):
        """Seam: ``res.users`` who never decide ``subject``, whatever the step says,
        whomever they represent: whom it is about (R-R05)."""
        return self.env["res.users"]

    def _goes_up(self, subject):
        """Seam: whether ``subject`` of this record is for senior management (R-D07)."""
        return False

    def _approval_reference(self):
        """Seam: what the request is known by; no personal data."""
        return (self._approval_case() or self).display_name

    def _check_may_request(self, subject):
        """Seam: raise when this user may not put ``subject`` up for decision."""
        self.check_access("write")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_request_approval(self, subject, reason=False):
        """Put ``subject`` of these records up for decision; all of them or none.

        :param str subject: of ``complaint.approval.subject``
        :param str reason: why, for those who decide
        :raises UserError: it is being decided or decided already, no route fits, or
            nobody can be asked
        """
        self.check_access("read")
        if self.env["complaint.approval.subject"]._get_models().get(subject) != (
            self._name
        ):
            raise UserError(self.env._("There is no such thing to decide here."))
        self._check_may_request(subject)
        for record in self:
            if subject in record._get_approval_locks():
                raise UserError(
                    self.env._(
                        "“%(subject)s” of %(record)s is being decided or decided "
                        "already.",
                        subject=self.env["complaint.approval.subject"]._get_label(
                            subject
                        ),
                        record=record.display_name,
                    )
                )
        self.env["complaint.approval.request"]._ask(self, subject, reason)

    def action_open_approvals(self):
        """The approvals of these records, the latest first."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.approval.request",
            "view_mode": "list,form",
            "domain": [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            "name": self.env._("Approvals"),
        }

    # ------------------------------------------------------------
    # LOCKS
    # ------------------------------------------------------------

    def _get_approval_locks(self):
        """The subjects that are open or granted."""
        return set(filter(None, (self.approval_locks or "").split(",")))

    def _lock_approval(self, subject):
        self._set_approval_locks(lambda locks: locks | {subject})

    def _unlock_approval(self, subject):
        self._set_approval_locks(lambda locks: locks - {subject})

    def _set_approval_locks(self, change):
        for locks, records in self.grouped("approval_locks").items():
            now = change(set(filter(None, (locks or "").split(","))))
            records._write_approved({"approval_locks": ",".join(sorted(now)) or False})

    def write(self, vals):
        self._check_approval_lock(vals)
        return super().write(vals)

    def _write_guarded(self, vals, reason=False):
        self._check_approval_lock(vals)
        return super()._write_guarded(vals, reason)

    def _write_approved(self, vals, reason=False):
        """Like ``_write_guarded``, past the locks: for the engine and
        ``_approval_done``, which act on what was approved."""
        return super()._write_guarded(vals, reason)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_never_decided()
        return super().unlink()

    def _check_never_decided(self):
        for record in self.sudo():
            if locks := record._get_approval_locks():
                raise UserError(record._say_locked(min(locks)))

    def _check_approval_lock(self, vals):
        for record in self.sudo():
            for subject in record._get_approval_locks():
                if record._approval_locks(subject).intersection(vals):
                    raise UserError(record._say_locked(subject))

    def _say_locked(self, subject):
        return self.env._(
            "%(record)s cannot be changed there: “%(subject)s” is being decided, or "
            "decided, on it. Have the approval returned or taken back, change it, and "
            "ask again.",
            record=self.display_name,
            subject=self.env["complaint.approval.subject"]._get_label(subject),
        )
