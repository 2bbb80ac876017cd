import base64

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import human_size, split_every

from ..tools.register_package import (
    LARGEST_REGISTER,
    MOST_BYTES,
    MOST_FILES,
    BadPackage,
    RegisterPackage,
    is_package,
)

_ERRORS_SHOWN = 200
_FILES_AT_ONCE = 20  # each may be as large as the company allows


class ComplaintRegisterFiles(models.AbstractModel):
    """Files that come in one ZIP with an earlier register; no table."""

    _name = "complaint.register.files"
    _description = "Files of an earlier register"

    @api.model
    def _open(self, data):
        """The package that ``data`` is, ``None`` when it is the register alone.

        :raises UserError: it is not taken; why
        """
        try:
            return RegisterPackage(data) if is_package(data) else None
        except BadPackage as error:
            raise UserError(self._get_sentence(error)) from error

    @api.model
    def _judge(self, company, package):
        """A sentence for each file that ``company`` does not keep as evidence."""
        evidences = self.env["complaint.evidence"]
        largest = company.evidence_max_mb * 1024 * 1024
        faults = []
        for name in package.names if package else ():
            # a larger one is refused without being unpacked
            if package.size(name) > largest:
                faults.append(self._say_too_large(company, name, package.size(name)))
                continue
            try:
                content = package.read(name)
            except BadPackage as error:
                faults.append(self._get_sentence(error))
                continue
            faults.append(evidences._judge(company, name.split("/")[-1], content))
        return [fault for fault in faults if fault]

    @api.model
    def _say_too_large(self, company, name, size):
        return self.env._(
            "“%(file)s” has %(size)s; %(company)s keeps files of up to %(limit)s MB.",
            file=name,
            size=human_size(size),
            company=company.name,
            limit=company.evidence_max_mb,
        )

    @api.model
    def _keep(self, package, cases, names):
        """The files of each case become evidence, received when the case was.

        :param names: of each case the paths of its files
        """
        wanted = [
            (case, name)
            for case, mine in zip(cases, names, strict=True)
            for name in mine
        ]
        # whoever imports registers need not be one who adds evidence
        evidences = self.env["complaint.evidence"].sudo()
        for some in split_every(_FILES_AT_ONCE, wanted, list):
            kept = evidences.create(
                [self._prepare_evidence(package, *one) for one in some]
            )
            # locked with its case, but none was decided without it
            kept._write_guarded({"added_after_decision": False})
            self.env.flush_all()
            self.env["ir.attachment"].invalidate_model(["raw", "datas", "db_datas"])

    @api.model
    def _prepare_evidence(self, package, case, name):
        return {
            "case_id": case.id,
            "file": base64.b64encode(package.read(name)),
            "file_name": name.split("/")[-1],
            "source": "other",
            "received_on": case.received_on,
        }

    @api.model
    def _get_report(self, count, package, wrong):
        """What was found: how much there is, or a line for each fault."""
        if not wrong and package:
            return self.env._(
                "All %(count)s rows and %(files)s files (%(size)s) can be imported.",
                count=count,
                files=len(package.names),
                size=human_size(package.total) or "0",
            )
        if not wrong:
            return self.env._("All %(count)s rows can be imported.", count=count)
        lines = wrong[:_ERRORS_SHOWN]
        if len(wrong) > _ERRORS_SHOWN:
            lines.append(
                self.env._("… and %(more)s more.", more=len(wrong) - _ERRORS_SHOWN)
            )
        return "\n".join(lines)

    @api.model
    def _get_outcome(self, register, count, package):
        """What is there now, counted anew.

        :raises UserError: other files than there were in the ZIP
        """
        if not package:
            return self.env._("%(count)s cases imported.", count=count)
        kept, size = self._count(register)
        if (kept, size or 0) != (len(package.names), package.total):
            raise UserError(self.env._("Not every file was kept: nothing is imported."))
        return self.env._(
            "%(count)s cases and %(files)s files (%(size)s) imported.",
            count=count,
            files=kept,
            size=human_size(size) or "0",
        )

    @api.model
    def _count(self, register):
        """What the cases of a register hold: number of files, bytes."""
        cases = [("case_id.import_id", "=", register.id), ("checksum", "!=", False)]
        found = self.env["complaint.evidence"].sudo()
        return found._read_group(cases, [], ["__count", "file_size:sum"])[0]

    @api.model
    def _get_sentence(self, error):
        """Why a ZIP is not taken, and what to do about it."""
        sentences = {
            "leads_out": self.env._(
                "“%(name)s” in the ZIP is a link or leads out of it. Pack plain files "
                "and folders only."
            ),
            "password": self.env._("The ZIP has a password. Pack it without one."),
            "bomb": self.env._(
                "“%(name)s” in the ZIP would unpack to very much more than it is. "
                "Leave it out."
            ),
            "twice": self.env._("“%(name)s” is in the ZIP twice."),
            "damaged": self.env._("“%(name)s” in the ZIP is damaged. Pack it anew."),
            "too_large": self.env._(
                "The register “%(name)s” is larger than %(register)s. Cut it into "
                "several."
            ),
            "too_much": self.env._(
                "The ZIP holds more than %(files)s files or %(bytes)s. Cut it into "
                "several, each with its register."
            ),
            "no_register": self.env._(
                "The ZIP must hold one register, as XLSX or CSV, beside the files; "
                "call it “register” if there are other tables."
            ),
        }
        return sentences[error.code] % {
            "name": error.name,
            "files": MOST_FILES,
            "bytes": human_size(MOST_BYTES),
            "register": human_size(LARGEST_REGISTER),
        }
