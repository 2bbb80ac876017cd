import base64
import hashlib
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools import register_file
from ..tools.numbering import parse_number
from ..tools.register_cells import COLUMNS

_logger = logging.getLogger(__name__)

BATCH = 1000
# No month of ours gets that far: numbers like 202403-20240305001 need no skipping.
SERIAL_REACHED = 1_000_000
# Above this many rows the job does it: no one waits for a minute before a screen.
ROWS_AT_ONCE = 5000
FILES_AT_ONCE = 100
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("gb18030", "GB 18030 / GBK (simplified Chinese)"),
    ("big5", "Big5 (traditional Chinese)"),
    ("cp1252", "Windows-1252 (Western Europe)"),
    ("utf-16", "UTF-16"),
]


class ComplaintRegisterImport(models.Model):
    """An earlier register that was taken over: the file, who, when, how many.

    The one door by which cases come in with a state and dates of their own
    (``historical``). Every row is checked before one is written, and all are written
    in one transaction: whole or not at all.
    """

    _name = "complaint.register.import"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Register Import"
    _order = "id desc"

    name = fields.Char("File name", required=True)
    data = fields.Binary("File", required=True, attachment=True)
    encoding = fields.Selection(
        ENCODINGS, "Text encoding", help="Of a CSV file; found out when left empty."
    )
    create_missing = fields.Boolean(
        "Create missing channels and categories",
        help="Otherwise a row that names an unknown one is an error.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [
            ("draft", "To check"),
            ("wrong", "With errors"),
            ("checked", "Checked"),
            ("queued", "Waiting for the job"),
            ("done", "Imported"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
    )
    row_count = fields.Integer("Rows", readonly=True, copy=False, guarded=True)
    error_count = fields.Integer("Errors", readonly=True, copy=False, guarded=True)
    file_count = fields.Integer(
        "Files in the ZIP", readonly=True, copy=False, guarded=True
    )
    report = fields.Text(readonly=True, copy=False, guarded=True)
    checksum = fields.Char(readonly=True, copy=False, guarded=True)
    imported_on = fields.Datetime(
        "Imported on", readonly=True, copy=False, guarded=True
    )

    _checksum_uniq = models.UniqueIndex(
        "(company_id, checksum) WHERE state = 'done'",
        "This file was imported already.",
    )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_check(self):
        """Check every row and report what is wrong; writes no case."""
        self._check_not_settled()
        self._read_checked()

    def action_import(self):
        """Import all rows, or none when one of them is wrong.

        More than some thousand rows are left to the job, which starts at once.
        """
        self._check_not_settled()
        rows = self._read_checked()
        if self.error_count:
            return
        if len(rows) > ROWS_AT_ONCE or self.file_count > FILES_AT_ONCE:
            self._write_guarded({"state": "queued"})
            self.env.ref(
                "complaint_management.ir_cron_complaint_register_import"
            ).sudo()._trigger()  # whoever may import may wake the job that does it
        else:
            self._do_import(rows)

    @api.model
    def import_register(self, name, data, encoding=False, create_missing=False):
        """Take over a register in one call (JSON-2), for administrators.

        :param str name: file name, kept
        :param str data: the CSV or XLSX file, base64
        :param str encoding: of a CSV file; found out when empty
        :param bool create_missing: make unknown channels and categories
        :return: ``{"id", "state", "rows"}``; state ``queued`` when the job does it
        :raises UserError: what is wrong, by row number; nothing was written
        """
        record = self.create(
            {
                "name": name,
                "data": data,
                "encoding": encoding,
                "create_missing": create_missing,
            }
        )
        record.action_import()
        if record.error_count:
            raise UserError(record.report)
        return {"id": record.id, "state": record.state, "rows": record.row_count}

    def action_open_cases(self):
        """The cases that came from this file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form,pivot,graph",
            "mobile_view_mode": "kanban",
            "views": self.env["complaint.case"]._get_flat_views(
                "list", "kanban", "form", "pivot", "graph"
            ),
            "domain": [("import_id", "=", self.id)],
        }

    def _check_not_settled(self):
        self.ensure_one()
        self.check_access("write")
        if self.state in ("done", "queued"):
            raise UserError(self.env._("This file is imported or waits for the job."))

    def write(self, vals):
        if {"data", "company_id"}.intersection(vals):
            for record in self:
                record._check_not_settled()
        return super().write(vals)

    @api.model
    def _cron_import(self):
        """Import what waits, a file a transaction; run again it finds the rest."""
        waiting = self.search([("state", "=", "queued")], order="id")
        for number, record in enumerate(waiting, start=1):
            user = record.create_uid
            # texts are understood, and answered, in the language of who wrote them
            record = record.with_user(user).with_context(lang=user.lang)
            record = record.with_company(record.company_id)
            try:
                with self.env.cr.savepoint():
                    rows = record._read_checked()
                    if not record.error_count:
                        record._do_import(rows)
            except Exception as error:  # the file must not wait for ever
                _logger.exception("Import of register %s failed", record.id)
                record._write_guarded({"state": "wrong", "report": str(error)})
            self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - number)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_imported(self):
        if any(record.state in ("queued", "done") for record in self):
            raise UserError(
                self.env._(
                    "An imported register is kept: it says where cases are from."
                )
            )

    # ------------------------------------------------------------
    # CHECKING
    # ------------------------------------------------------------

    def _read_checked(self):
        """Read and check the file; keep counts and report on this record.

        :return: list of ``(line, values)``, to be used only when nothing is wrong
        """
        files = self.env["complaint.register.files"]
        data = self._get_content()
        checksum = hashlib.sha256(data).hexdigest()
        try:
            self._check_not_imported(checksum)
            package = files._open(data)
            rows, wrong = self._check_rows(package, data)
            error_count = len(wrong)
            report = files._get_report(len(rows), package, wrong)
        except UserError as error:
            rows, package, error_count, report = [], None, 1, str(error)
        self._write_guarded(
            {
                "checksum": checksum,
                "row_count": len(rows),
                "file_count": len(package.names) if package else 0,
                "error_count": error_count,
                "state": "wrong" if error_count else "checked",
                "report": report,
            }
        )
        return rows

    def _get_content(self):
        return base64.b64decode(self.with_context(bin_size=False).data or b"")

    def _check_not_imported(self, checksum):
        earlier = self.search(
            [
                ("checksum", "=", checksum),
                ("state", "=", "done"),
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._(
                    "This very file was imported on %(day)s by %(user)s as “%(name)s”.",
                    day=earlier.imported_on,
                    user=earlier.create_uid.name,
                    name=earlier.name,
                )
            )

    def _read_rows(self, data):
        """The rows of the file, or a message that says what to do with it."""
        headings = self.env["complaint.register.template"]._get_headings()
        required = [column.name for column in COLUMNS if column.required]
        try:
            return list(
                register_file.read_register(data, headings, required, self.encoding)
            )
        except register_file.BadRegister as error:
            lookup = self.env["complaint.register.lookup"]
            raise UserError(lookup._get_file_sentence(error)) from error

    def _check_rows(self, package, data):
        """Check rows, and the files beside them, without writing.

        :return: ``(checked, wrong)``: ``(line, values)`` of each row, sentences
        """
        rows = self._read_rows(package.register if package else data)
        if not rows:
            raise UserError(self.env._("The file has no rows below its first line."))
        lookup = self.env["complaint.register.lookup"].with_company(self.company_id)
        names = package.names if package else ()
        checker = lookup._get_checker(self.company_id, self.create_missing, names)
        checked, wrong = checker.check(rows)
        wrong += lookup._get_taken(self.company_id, checked)
        wrong.sort(key=lambda item: item.line)
        sentences = [lookup._get_sentence(item) for item in wrong]
        files = self.env["complaint.register.files"]
        return checked, sentences + files._judge(self.company_id.sudo(), package)

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def _do_import(self, rows):
        """Write checked rows as historical cases, in one transaction."""
        cases = self.env["complaint.case"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        lookup = self.env["complaint.register.lookup"]
        resolve = lookup._get_resolver(self.company_id, rows)
        # before the first row without a number draws one of them
        numbers = _get_reachable(v["number"] for _line, v in rows if "number" in v)
        self.env["complaint.numbering"]._skip_past(self.company_id, numbers)
        files = self.env["complaint.register.files"]
        package = files._open(self._get_content()) if self.file_count else None
        for batch in split_every(BATCH, rows, list):
            names = [v.pop("evidence_ids", ()) for _line, v in batch]
            made = cases._create_guarded(
                [self._prepare_case(resolve(v)) for _line, v in batch]
            )
            if package:
                files._keep(package, made, names)
            self.env.flush_all()
            cases.invalidate_model()
        self._write_guarded(
            {
                "state": "done",
                "imported_on": fields.Datetime.now(),
                "report": files._get_outcome(self, len(rows), package),
            }
        )

    def _erase_file(self):
        """The file goes with the personal data of the last case that came from it
        (R-S04)."""
        cases = self.env["complaint.case"].sudo()
        for register in self.sudo():
            left = [("import_id", "=", register.id), ("erased_on", "=", False)]
            if not cases.search_count(left, limit=1):
                files = self.env["ir.attachment"].sudo()
                files.with_context(skip_res_field_check=True).search(
                    [("res_model", "=", self._name), ("res_id", "=", register.id)]
                )._erase_complaint_files()

    def _prepare_case(self, values):
        lookup = self.env["complaint.register.lookup"]
        return {**lookup._prepare_case(self.company_id, values), "import_id": self.id}


def _get_reachable(numbers):
    """The numbers of our own pattern that a month could come to."""
    parsed = ((number, parse_number(number)) for number in numbers)
    return [number for number, found in parsed if found and found[1] < SERIAL_REACHED]
