from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ComplaintApprovalRowMixin(models.AbstractModel):
    """Rows of a record that is decided through approvals: what a subject names of them
    is locked with it, and so are adding and removing (R-A05)."""

    _name = "complaint.approval.row.mixin"
    _description = "Rows of what is decided"
    _approval_parent = "case_id"
    _approval_through = None  # of rows of rows: the field that leads to the parent
    _approval_open_to_more = False  # what is added later changes nothing decided

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        if not self._approval_open_to_more:
            rows._check_rows_unlocked()
        return rows

    def write(self, vals):
        self._check_rows_unlocked(vals)
        result = super().write(vals)
        if self._get_approval_leads().intersection(vals):
            self._check_rows_unlocked(vals)  # nothing is smuggled in either
        return result

    def unlink(self):
        self._check_rows_unlocked()
        return super().unlink()

    def _check_rows_unlocked(self, vals=None):
        """Raise when something of these rows is decided on.

        :param dict vals: what is to be written; ``None``: a row comes or goes
        """
        parents = self.sudo()[self._approval_parent]
        for parent in parents:
            for subject, names in self._get_decided_names(parent).items():
                if vals is None or names.intersection(vals):
                    raise UserError(parent._say_locked(subject))
        self._touch_parents(parents)

    def _is_decided_on(self):
        """Whether a subject that is open or granted names this row."""
        self.ensure_one()
        return bool(self._get_decided_names(self.sudo()[self._approval_parent]))

    @api.model
    def _get_decided_names(self, parent):
        """Subject → names of the fields of these rows that it locks."""
        found = {}
        for subject in parent._get_approval_locks():
            names = self._find_decided_names(parent, parent._approval_fields(subject))
            if names:
                found[subject] = names | self._get_approval_leads()
        return found

    @api.model
    def _get_approval_leads(self):
        """The fields that say whose rows these are."""
        return set(filter(None, (self._approval_parent, self._approval_through)))

    @api.model
    def _find_decided_names(self, model, names):
        """What ``names`` of ``model`` say of these rows, also of rows of its rows."""
        for name, inner in (one for one in names if not isinstance(one, str)):
            rows = self.env[model._fields[name].comodel_name]
            if rows._name == self._name:
                return {one if isinstance(one, str) else one[0] for one in inner}
            if found := self._find_decided_names(rows, inner):
                return found
        return set()

    @api.model
    def _touch_parents(self, parents):
        """Who puts the record up at the same moment writes the same row, so that the
        later one is run again by Odoo and sees what the earlier did. A record that was
        made just now is seen by nobody else."""
        ids = [one.id for one in parents if one.create_date != self.env.cr.now()]
        if ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET approval_touched = COALESCE(approval_touched, 0) + 1"
                    " WHERE id = ANY(%s)",
                    SQL.identifier(parents._table),
                    ids,
                )
            )
