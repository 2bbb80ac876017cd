import base64
import io
import json
import zipfile

from .common import ComplaintCommon

SECRET = "The supplier will not hear of it."


class KeepingCommon(ComplaintCommon):
    """Cases that have ended, with something of each kind on them."""

    @classmethod
    def _add_file(cls, case, name="photo.txt", content=b"A chipped plate"):
        return cls.env["complaint.evidence"].create(
            {
                "case_id": case.id,
                "file": base64.b64encode(content),
                "file_name": name,
            }
        )

    @classmethod
    def _close(cls, case):
        """Bring a registered case to its end, the ordinary way."""
        case.action_accept()
        case.action_investigate()
        cls._propose(case)
        case.action_submit()
        case.with_user(cls.executive).action_approve()
        case.action_confirm()
        cls._tell(case)
        case.action_close()
        return case

    @classmethod
    def _live(cls, **values):
        """A closed case with evidence, a call with a question, a reply, a duty of the
        legal department, mails."""
        case = cls._register(
            description="<p>Zhang Wei, 12 Lake Road: it leaks.</p>",
            claimed_amount=59,
            **values,
        )
        cls._add_file(case)
        calls = cls.env["complaint.call"].with_user(cls.officer)
        calls.create({"case_id": case.id, "words": "Zhang called: it still leaks."})
        question = case.ask_question("When will Zhang hear?", "phone")
        question.action_answered("On Friday.")
        case.message_post(
            body="Zhang wrote again",
            subject="Kettle",
            attachments=[("letter.txt", b"Dear all, Zhang")],
        )
        return cls._close(case)

    @classmethod
    def _make(cls, case):
        case.with_user(cls.officer).action_make_archive()
        return cls.env["complaint.archive"].search([("case_id", "=", case.id)])

    @classmethod
    def _unpack(cls, archive):
        """Path → content of the parts of a package."""
        content = base64.b64decode(archive.with_context(bin_size=False).file)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    def _get_index(self, parts):
        return json.loads(parts["index.json"])

    def _run_job(self, name):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            job = self.env.ref(f"complaint_management.ir_cron_complaint_{name}")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()
