"""HTML and script in every text of every model, as everything shows them: found in the
registry, so what is added is covered by itself (R-P03)."""

import io
import zipfile

from hostile_matrix import WHOLE
from hostile_text import CALL, EVIL, SUM, find_script
from hostile_world import get_stored, is_ours
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

TEXTS = ("char", "text", "html")
# keys that code looks things up by: nobody types them in
KEYS = {
    "approval_locks",
    "code",
    "domain",
    "email_key",
    "key",
    "kind",
    "lang",
    "login",
    "number",
    "parent_path",
    "phone_key",
    "profile_keys",
    "res_model",
    "state",
    "subject",
    "timezone",
    "token",
    "type",
}
ENDS = ("_hash", "hash", "_key", "_keys", "_model", "_ref", "_domain", "_code")
NAMES = ("res.partner", "res.company", "product.template", "hr.department", "stock.lot")
FEW = None if WHOLE else 3


def plant(env):
    """Write ``EVIL`` behind every text of ours and behind the names that ours show, by
    SQL: however it got there. HTML that somebody types in is washed as Odoo does it.

    :return: how many fields
    """
    env.flush_all()
    fields = [
        field
        for name in get_stored(env)
        if env[name]._auto
        for field in env[name]._fields.values()
        if _is_typed(field)
    ]
    fields += [env[name]._fields["name"] for name in NAMES]
    for field in fields:
        evil = field.convert_to_cache(EVIL, env[field.model_name], validate=True)
        _append(env, field, evil)
    env.invalidate_all(flush=False)
    env.registry.clear_all_caches()
    return len(fields)


def _is_typed(field):
    if field.type not in TEXTS or not field.store or getattr(field, "size", None):
        return False
    if field.type == "html" and not field.sanitize:  # made of others: see ``words``
        return False
    return field.name not in KEYS and not field.name.endswith(ENDS)


def _append(env, field, evil):
    table = SQL.identifier(env[field.model_name]._table)
    column = SQL.identifier(field.name)
    text = SQL("%s || %s", column, evil)
    if field.translate:
        text = SQL(
            "(SELECT jsonb_object_agg(key, value || %s) FROM jsonb_each_text(%s))",
            evil,
            column,
        )
    query = "UPDATE %s SET %s = %s WHERE %s IS NOT NULL"
    env.cr.execute(SQL(query, table, column, text, column))


class MarkupTests:
    """Needs ``play`` and ``grounds``."""

    def _plant(self):
        self.assertGreater(plant(self.env), 200)
        for reply in self.env["complaint.reply"].sudo().search([]):
            if reply.state == "draft":
                reply._refresh_words()

    def _assert_text(self, shown, **where):
        with self.subTest(**where):
            self.assertFalse(find_script(shown))

    # ------------------------------------------------------------
    # SCREENS
    # ------------------------------------------------------------

    def test_r_p03_texts_are_texts_in_every_field_of_every_model(self):
        """What a view reads: markup only in fields that are markup, and none of his."""
        self._plant()
        seen = 0
        for name in get_stored(self.env):
            model = self.env[name].sudo().with_context(active_test=False)
            shown = [f for f in model._fields.values() if f.type in TEXTS]
            for record in model.search([], limit=FEW, order="id desc"):
                for field in shown:
                    value = record[field.name]
                    seen += CALL in str(value or "")
                    where = {"model": name, "field": field.name}
                    if field.type == "html":
                        self._assert_text(value, **where)
                    elif value:
                        self.assertNotIn(SUM[1], value, where)
        self.assertGreater(seen, 300)

    def test_r_p03_a_view_shows_as_markup_only_what_is_markup(self):
        views = self.env["ir.ui.view"].search([("model", "!=", False)])
        seen = 0
        for view in views:
            model = self.env.get(view.model)
            if model is None or not is_ours(model) or view.mode != "primary":
                continue
            arch = model.get_view(view.id, view.type)["arch"]
            seen += 1
            with self.subTest(view=view.xml_id):
                self.assertNotRegex(arch, r"t-raw|widget=\"html")
        self.assertGreater(seen, 100)

    # ------------------------------------------------------------
    # PAPER
    # ------------------------------------------------------------

    def test_r_p03_texts_are_texts_on_every_paper(self):
        self._plant()
        reports = self.env["ir.actions.report"].search(
            [("report_type", "in", ("qweb-pdf", "qweb-html"))]
        )
        printed = {}
        for report in reports:
            model = self.env.get(report.model)
            if model is None or not is_ours(model) or model._transient:
                continue
            records = model.sudo().search([], limit=FEW, order="id desc")
            for record in records:
                with self.subTest(report=report.report_name, record=record):
                    page = self._print(report, record)
                    self.assertFalse(find_script(page))
                    known = printed.get(report.report_name)
                    printed[report.report_name] = known or CALL in page
        self.assertGreater(sum(printed.values()), 7, printed)

    def _print(self, report, record):
        with self.env.cr.savepoint() as savepoint:
            report = report.sudo().with_context(lang="en_US")
            try:
                page = report._render_qweb_html(report, record.ids)[0]
            except UserError:  # what may not be told yet is not printed
                page = ""
            savepoint.rollback()
        return page.decode() if isinstance(page, bytes) else str(page)

    def test_r_p03_texts_are_texts_in_every_register(self):
        """No cell is a formula or a link."""
        self._plant()
        registers = self.env["complaint.register"].sudo()
        companies = [ground.company.id for ground in self.grounds]
        registers = registers.with_context(allowed_company_ids=companies)
        seen = 0
        for code, register in registers._get_registers().items():
            stream = io.BytesIO()
            registers._write_sheet(register, Domain.TRUE, stream)
            with zipfile.ZipFile(stream) as book:
                for name in book.namelist():
                    text = book.read(name).decode()
                    seen += CALL in text
                    with self.subTest(register=code, part=name):
                        self.assertNotRegex(text, r"<f>|<f |<hyperlink|TargetMode")
                        self.assertNotIn(SUM[1], text)
        self.assertGreater(seen, 3)

    # ------------------------------------------------------------
    # WHAT IS TOLD
    # ------------------------------------------------------------

    def test_r_p03_texts_are_texts_in_what_the_jobs_tell(self):
        """Mails, notices, activities and what is drawn up, of all that is planted."""
        self._plant()
        self.play.watch.reset()
        for days in (0, 8):
            for job in self.play.jobs:
                with self.subTest(job=job.name):
                    self.play.run(job, days)
        diff = self.play.watch.look()
        self.assertTrue(diff.get("mail_message"), diff.keys())
        faults = list(self.play.invariants._hold_texts(None, diff))
        self.assertFalse(faults)

    def test_planted_markup(self):
        """What comes to life is seen, what is told as a text is not."""
        for alive in (
            f"<p>{EVIL}</p>",
            f"<p onclick='{CALL}'>a</p>",
            f"<html><body><a href='JavaScript:{CALL}'>a</a></body></html>",
            f"<p>{SUM[1]}</p>",
        ):
            self.assertTrue(find_script(alive), alive)
        safe = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        self.assertFalse(find_script(f'<p title="{safe}">{safe}</p>'))
