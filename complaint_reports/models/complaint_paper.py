from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_list


class ComplaintPaper(models.AbstractModel):
    """A printed form (R-F01): who may print it, and what stands on it as plain data.

    A form inherits this, names its model and says what is on the paper
    (``_get_sheets``). Rights are the reader's: he prints what he may read, in his own
    language. QWeb draws what it is given and decides nothing.
    """

    _name = "complaint.paper"
    _inherit = ["complaint.paper.parts"]
    _description = "Printed form"

    # of a form: the model that it prints
    _form_model = None
    # whether it may be given to nobody outside
    _is_internal = True

    @api.model
    def _get_report_values(self, docids, data=None):
        """What Odoo's report asks for.

        :raises AccessError: the reader may not read one of these, or has none of the
            groups that the report names
        """
        docs = self.env[self._form_model].browse(docids)
        self._check_may_print(docs)
        return {
            "doc_ids": docids,
            "doc_model": docs._name,
            "docs": docs,
            "forms": self._get_form_values(docs),
        }

    @api.model
    def _check_may_print(self, docs):
        """Odoo hides a report from who has none of its groups, and prints it to who
        asks all the same."""
        docs.check_access("read")
        name = self._name.removeprefix("report.")
        report = self.env["ir.actions.report"]._get_report(name).sudo()
        user = self.env.user
        asked = report.group_ids
        if asked and not (self.env.su or asked & user.all_group_ids):
            raise AccessError(
                self.env._(
                    "“%(form)s” is printed by: %(groups)s. Ask one of them.",
                    form=report.name,
                    groups=format_list(self.env, asked.mapped("full_name")),
                )
            )

    @api.model
    def _get_form_values(self, docs):
        """What is on the paper of each of ``docs``, as plain data in the language of
        the environment.

        :return: list of dicts, one a record: ``sheets`` and what is around them
        """
        sheets = self._get_sheets(docs)
        printed = self._say_printed()
        repeats = self.env["ir.actions.report"]._has_patched_wkhtmltopdf()
        return [
            {
                "model": doc._name,
                "id": doc.id,
                "lang": self.env.lang,
                "company": doc.sudo().company_id.name,
                "number": self._get_number(doc),
                "marking": self._get_marking(doc),
                "printed": printed,
                # whether heads of a table stand on each page that it goes over
                "repeats_heads": repeats,
                "sheets": sheets[doc],
            }
            for doc in docs
        ]

    @api.model
    def _get_sheets(self, docs):
        """Seam: the sheets of each record, made by ``tools/forms.py``.

        :param docs: records that the reader may read; asked in one call, so that a
            print of many costs the queries of one
        :return: dict, record → list of sheets
        """
        raise NotImplementedError

    @api.model
    def _get_number(self, doc):
        """Seam: what the record is called on the paper."""
        return doc.number

    @api.model
    def _get_marking(self, doc):
        """Seam: what stands on every page; of an internal form, that it is (R-A06)."""
        if self._is_internal:
            return self.env._("Internal: no copy leaves the company")
        return ""

    @api.model
    def _say_printed(self):
        return self.env._(
            "Printed on %(moment)s by %(name)s",
            moment=self._say_moment(fields.Datetime.now()),
            name=self.env.user.name,
        )
