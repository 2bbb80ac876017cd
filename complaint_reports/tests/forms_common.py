from odoo import fields
from odoo.addons.complaint_management.tests.common import ComplaintCommon


class FormsCommon(ComplaintCommon):
    """Prints forms and reads what is on the paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # of the company: in the evening of London it is tomorrow in Shanghai
        there = cls.env["complaint.case"].with_context(tz="Asia/Shanghai")
        cls.today = fields.Date.context_today(there)

    @classmethod
    def _speak_chinese(cls):
        cls.env["res.lang"]._activate_lang("zh_CN")
        names = ["complaint_management", "complaint_quality_capa", "complaint_reports"]
        cls.env["ir.module.module"]._load_module_terms(names, ["zh_CN"])

    @classmethod
    def _print(cls, form, records, user=None, lang="en_US"):
        """The page of these records as ``user`` (the officer) prints it."""
        reports = cls.env["ir.actions.report"].with_user(user or cls.officer)
        reports = reports.with_context(lang=lang)
        html, _kind = reports._render_qweb_html(
            f"complaint_reports.{form}", records.ids
        )
        return html.decode()

    @classmethod
    def _get_forms(cls, form, records, user=None, lang="en_US"):
        """What is on the papers, as plain data."""
        model = cls.env[f"report.complaint_reports.{form}"]
        model = model.with_user(user or cls.officer).with_context(lang=lang)
        return model._get_report_values(records.ids)["forms"]

    @classmethod
    def _read(cls, form, records, user=None, lang="en_US"):
        """All words on the papers of these records."""
        return words_of(cls._get_forms(form, records, user, lang))

    def assertOnPaper(self, paper, *words):
        for one in words:
            with self.subTest(words=one):
                self.assertTrue(str(one) in paper, paper[-6000:])

    def assertNotOnPaper(self, paper, *words):
        for one in words:
            with self.subTest(words=one):
                self.assertFalse(str(one) in paper, paper[-6000:])


def words_of(form):
    """All that stands on the paper, as one text."""
    return "\n".join(str(word) for word in _walk(form) if word)


def _walk(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in ("kind", "span", "lines", "strong", "keep"):
                yield from _walk(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _walk(value)
    elif isinstance(part, str):
        yield part
