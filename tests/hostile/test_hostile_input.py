"""What comes from outside, whatever it is: a clear message or accepted, never a fault
of the server, nothing half written (R-I01, R-I16, R-I24, R-P03)."""

import os
from urllib.parse import quote

from hostile_markup import plant
from hostile_text import CALL, EVIL, find_script
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.complaint_management.tests.register_files import as_xlsx
from odoo.addons.complaint_management.tests.test_integration import IntegrationCommon
from odoo.addons.complaint_management.tests.test_mail_gateway import MailGatewayCommon
from odoo.addons.complaint_management.tests.test_register_import import (
    GOOD,
    HEADINGS,
    RegisterCommon,
)
from odoo.addons.complaint_management.tests.web_common import PNG, WebCommon
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import new_test_user
from odoo.tools import mute_logger

WHOLE = "COMPLAINT_HOSTILE_ROUNDS" in os.environ
EXAMPLES = 200 if WHOLE else 12
NASTY = (
    "\x00",
    "a\x00b",
    "\ud800",  # half of a character: JSON can say it
    "\u202egnp.exe",
    "../../../../etc/passwd",
    "..\\..\\x.png",
    "=1+1",
    "@SUM(A1)",
    "-2+3+cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "'; DROP TABLE complaint_case; --",
    "{{7*7}} {gap} %s %(x)s",
    "x\r\nBcc: everybody@example.com",
    "\x1b[2J\x07\x7f",
    "٣٫١٤",
    "x" * 70_000,
    "",
    " ",
)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
ANY = st.recursive(
    st.one_of(
        TEXTS,
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(allow_nan=True),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)
    ),
    max_leaves=4,
)
SAID = (
    "external_id",
    "what",
    "name",
    "phone",
    "email",
    "order_reference",
    "amount",
    "lang",
    "occurred_on",
    "product",
    "files",
    "kind",
)
FORM = (*SAID[1:6], "amount", "occurred_on", "demand_ids", "category_id", "consent")
LOUD = (
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.mail.models.mail_thread",
    "odoo.addons.base.models.ir_http",
)


def trying(**strategies):
    """Try so many examples of a method of a test that has a database."""

    def decorate(method):
        tried = settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        return tried(given(**strategies)(method))

    return decorate


class TestHostileInput(IntegrationCommon, WebCommon, MailGatewayCommon, RegisterCommon):
    test_tags = {"standard", "post_install"}
    test_module = "complaint_management"

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*LOUD))

    def _count(self):
        self.env.cr.execute("SELECT count(*) FROM complaint_case")
        return self.env.cr.fetchone()[0]

    def _call(self, user, model, method, *args):
        """As JSON-2 does it: refused in words, or an answer."""
        try:
            with self.env.cr.savepoint():
                records = self.env[model].with_user(user)
                return call_kw(records, method, list(args), {})
        except UserError as error:
            self.assertTrue(str(error).strip())
            return None

    # ------------------------------------------------------------
    # OTHER SYSTEMS
    # ------------------------------------------------------------

    def test_r_i01_whatever_another_system_hands_over(self):
        """Each of a list is registered whole, or its errors are told."""

        @trying(
            given_values=st.dictionaries(st.sampled_from(SAID), ANY, max_size=4),
            rest=st.dictionaries(TEXTS, ANY, max_size=1),
        )
        def hand_over(given_values, rest):
            before = self._count()
            said = {**self._said(), **rest, **given_values}
            args = ("register", self.mini.id, [said])
            answer = self._call(self.system, "complaint.integration", *args)
            made = 0
            for result in answer or ():
                made += bool(result.get("created"))
                self.assertTrue(result.get("number") or result.get("errors"), result)
            self.assertEqual(self._count() - before, made)

        hand_over()

    def test_r_i01_whatever_is_no_list_is_refused(self):
        @trying(channel=ANY, complaints=ANY)
        def hand_over(channel, complaints):
            before = self._count()
            for given_channel in (self.mini.id, channel):
                args = ("register", given_channel, complaints)
                self._call(self.system, "complaint.integration", *args)
            self.assertEqual(self._count(), before)

        hand_over()

    # ------------------------------------------------------------
    # VISITORS
    # ------------------------------------------------------------

    def test_r_i16_whatever_a_visitor_types(self):
        form = self._prepare_form()

        @trying(
            typed=st.dictionaries(st.sampled_from(FORM), TEXTS, max_size=4),
            file_name=TEXTS,
            token=st.one_of(st.just(form["form_token"]), TEXTS),
        )
        def send(typed, file_name, token):
            sent = {**form, **typed, "form_token": token}
            sent = {name: one.encode("utf-8", "replace") for name, one in sent.items()}
            name = file_name.encode("utf-8", "replace").decode()[:200] or "x.png"
            before = self._count()
            response = self._send_form(sent, [(name, PNG, "image/png")])
            self.assertLess(response.status_code, 500, (typed, file_name, token))
            self.assertLessEqual(self._count() - before, 1)

        send()

    def test_r_i19_whatever_token_number_or_proof_is_tried(self):
        """Nothing is found, nothing fails."""
        page = self.url_open("/complaint/status").text
        hidden = {"csrf_token": self._read_hidden_one(page)}

        @trying(token=TEXTS, proof=TEXTS)
        def look(token, proof):
            token = token[:500].encode("utf-8", "replace")
            for place in ("complaint/track", "no/such/page"):
                answer = self.url_open(f"/{place}/{quote(token, safe='')}").status_code
                self.assertIn(answer, (200, 303, 400, 404))
            sent = {"number": token, "proof": proof.encode("utf-8", "replace")}
            response = self.url_open("/complaint/status", data={**hidden, **sent})
            self.assertLess(response.status_code, 500, (token, proof))
            self.assertFalse(self.env["complaint.link"]._find_case(proof))

        look()

    def _read_hidden_one(self, page):
        _before, _name, rest = page.partition('name="csrf_token"')
        return rest.partition('value="')[2].partition('"')[0]

    def test_r_i16_texts_are_texts_on_every_page(self):
        """Whatever is written in whatever text of ours: form, link, status, portal."""
        firm = self.env["res.partner"].create({"name": "Shop"})
        new_test_user(
            self.env,
            login="buyer",
            groups="base.group_portal",
            partner_id=firm.id,
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        case, token = self._file_directly(what=EVIL, name=EVIL, order_reference=EVIL)
        case = self._bring_on(case, "confirming")
        self._say(token, "ask", text=EVIL)
        theirs = self._register(partner_id=firm.id)
        plant(self.env)
        self.authenticate("buyer", "buyer")
        track, status = f"/complaint/track/{token}", "/complaint/status"
        mine = f"/my/complaints/{theirs.id}"
        shown = {}
        for address in (self.home, track, status, "/my/complaints", mine):
            page = self.url_open(address)
            self.assertEqual(page.status_code, 200, address)
            self.assertFalse(find_script(page.text), address)
            shown[address] = CALL in page.text
        self.assertTrue(shown[track] and shown[mine], shown)

    def test_r_i16_whatever_a_file_is_called(self):
        """Longer than a file system takes, out of its folder, written backwards."""
        names = ("图" * 300 + ".png", "../" * 60 + "x.png", "\u202egnp.exe.png")
        for place, name in enumerate(names):
            _answer, case = self._file([(name, PNG, "image/png")], what=f"Leak {place}")
            self.assertEqual(len(case), 1, name)
            files = self.env["ir.attachment"].search(
                [("res_model", "=", "complaint.evidence")], order="id desc", limit=1
            )
            for file in files:
                self.assertLessEqual(len(file.name), 200)
                self.assertNotRegex(file.name, r"[/\\\x00]")

    # ------------------------------------------------------------
    # MAILS
    # ------------------------------------------------------------

    def test_r_i24_whatever_a_mail_is_made_of(self):
        """Huge headers, parts in parts, character sets that are none: one case each."""
        inner = "Subject: inner\nContent-Type: text/plain\n\nDeep."
        for _depth in range(40):
            inner = f"Subject: outer\nContent-Type: message/rfc822\n\n{inner}"
        wrong = "Content-Type: text/plain; charset=no-such-set\n\nCaf\xe9"
        binary = "Content-Type: text/plain; charset=utf-16\n\nodd"
        mails = {
            "subject": self._mail("x", Subject="x" * 200_000),
            "references": self._mail("x", References="<a@b> " * 20_000),
            "to": self._mail("x", Cc=", ".join(f"a{n}@b.example" for n in range(3000))),
            "nested": self._multipart(f"Content-Type: message/rfc822\n\n{inner}"),
            "charset": self._multipart(wrong),
            "utf-16": self._multipart(binary),
            "word": self._mail("x", Subject="=?no-such-set?B?AAAA?="),
            "many": self._multipart(
                *["Content-Type: text/plain; name=a.txt\n\nx"] * 150
            ),
        }
        for name, mail in mails.items():
            with self.subTest(name), self.enter_registry_test_mode():
                before = self._count()
                self.env["mail.thread"].message_process(False, mail)
                self.assertEqual(self._count() - before, 1)

    def test_r_i24_whatever_comes_by_mail_is_one_case_or_none(self):
        """Names, subjects and file names of any bytes."""

        @trying(subject=st.binary(max_size=40), body=TEXTS, name=TEXTS, sender=TEXTS)
        def receive(subject, body, name, sender):
            subject = subject.replace(b"\r", b"").replace(b"\n", b"")  # ends the header
            name, sender = " ".join(name.split("\n")), " ".join(sender.split("\n"))
            name, sender = name.replace("\r", " "), sender.replace("\r", " ")
            words = {
                key: value.encode("utf-8", "replace").decode("latin-1")
                for key, value in (("name", name[:99]), ("sender", sender[:99]))
            }
            part = (
                f'Content-Type: text/plain; name="{words["name"]}"\n'
                f'Content-Disposition: attachment; filename="{words["name"]}"\n\nx'
            )
            mail = self._multipart(
                part,
                Subject=subject.decode("latin-1"),
                From=f'"{words["sender"]}" <zhang@example.com>',
            )
            before = self._count()
            with self.enter_registry_test_mode():
                threads = self.env["mail.thread"]
                threads.message_process(False, mail + body.encode("utf-8", "replace"))
            self.assertLessEqual(self._count() - before, 1)

        receive()

    # ------------------------------------------------------------
    # FILES
    # ------------------------------------------------------------

    def test_r_i04_whatever_is_in_a_register_goes_in_whole_or_not_at_all(self):
        @trying(row=st.dictionaries(st.sampled_from(HEADINGS), TEXTS, max_size=3))
        def take_over(row):
            row = {name: text.replace("\ud800", "?") for name, text in row.items()}
            before = self._count()
            record = self._import({**GOOD, **row}, dict(GOOD))
            self.assertIn(record.state, ("done", "wrong"))
            self.assertEqual(self._count() - before, 2 * (record.state == "done"))

        take_over()

    def test_r_i04_a_cell_of_ten_million_signs_is_taken_or_refused(self):
        huge = "=" + "x" * (10**7 if WHOLE else 10**5)
        before = self._count()
        record = self._import({**GOOD, HEADINGS[0]: huge}, dict(GOOD))
        self.assertIn(record.state, ("done", "wrong"))
        self.assertEqual(self._count() - before, 2 * (record.state == "done"))

    def test_r_i04_whatever_file_is_called_a_register(self):
        whole = as_xlsx([[GOOD.get(name, "") for name in HEADINGS]], HEADINGS)

        @trying(data=st.one_of(st.binary(max_size=200), st.integers(1, len(whole))))
        def upload(data):
            data = data if isinstance(data, bytes) else whole[:data]
            before = self._count()
            record = self._upload(data or b"x", name="register.xlsx")
            try:
                record.action_import()
            except UserError as error:
                self.assertTrue(str(error).strip())
            self.assertEqual(self._count() - before, int(record.state == "done"))

        upload()
