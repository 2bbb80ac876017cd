import re
from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from .web_common import PNG, WebCommon

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


@tagged("post_install", "-at_install")
class TestPublicForm(WebCommon):
    """R-I16: anybody files on the web, without an account."""

    # ------------------------------------------------------------
    # FILING
    # ------------------------------------------------------------

    def test_r_i16_visitor_files_and_gets_number_and_link(self):
        remedy = self.env.ref("complaint_management.complaint_remedy_type_refund")
        response, case = self._file(
            what="The lid leaks.\nSince Monday.",
            product="Lotus kettle",
            order_reference="R-77",
            lot_name="L-5",
            occurred_on="2026-01-05",
            occurred_at="At home",
            demand_ids=remedy.id,
            amount="120.50",
            phone="13900001111",
            consent="yes",
        )
        self.assertIn("/complaint/track/", response.url)
        self.assertIn(case.number, response.text)
        self.assertRecordValues(
            case,
            [
                {
                    "title": "The lid leaks. Since Monday.",
                    "kind": "complaint",
                    "state": "new",
                    "channel_id": self.web.id,
                    "receiver_id": self.officer.id,
                    "user_id": self.officer.id,
                    "partner_name": "Li Na",
                    "partner_email": "li.na@example.com",
                    "occurred_at": "At home",
                    "claimed_amount": 120.5,
                    "demand_type_ids": remedy.ids,
                    "consent": "given",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(case.line_ids.product_text, "Lotus kettle")
        self.assertEqual(case.line_ids.order_reference, "R-77")
        self.assertEqual(case.statement_ids.text, "The lid leaks.\nSince Monday.")

    def test_r_i04_files_that_he_sends_become_evidence(self):
        files = [
            ("kettle.png", PNG, "image/png"),
            ("receipt.pdf", PDF, "application/pdf"),
        ]
        _response, case = self._file(files)
        kinds = dict(case.evidence_ids.mapped(lambda one: (one.file_name, one.kind)))
        self.assertEqual(kinds, {"kettle.png": "photo", "receipt.pdf": "document"})
        self.assertEqual(case.statement_ids.file_names, "kettle.png\nreceipt.pdf")

    def test_r_i11_acknowledgement_leaves_by_mail_with_a_link_of_its_own(self):
        """Who reads the reply inside sees no link that he could use himself."""
        _response, case = self._file()
        [mail] = self._run_job()
        self.assertIn("li.na@example.com", mail["To"])
        [link] = set(self._find_links(mail))
        self.assertEqual(self.env["complaint.link"]._find_case(link), case)
        self.assertTrue(case.acknowledged_on)
        reply = case.reply_ids
        self.assertEqual((reply.kind, reply.state), ("acknowledgement", "sent"))
        self.assertNotIn(link, reply.body)
        self.assertNotIn(link, "".join(case.message_ids.mapped("body")))

    def _find_links(self, mail):
        part = mail.get_body(("html",)).get_content()
        return re.findall(r"/complaint/track/([\w-]+)", part)

    def test_figure_of_filing(self):
        """Without files: queries of the whole request, five of them Odoo's own. What
        takes no query takes little time (figures in DESIGN.md)."""
        self._make_policy()
        more = {"product": "Lotus kettle", "phone": "13900001111"}
        forms = [self._prepare_form(**more) for _number in range(2)]
        forms[1].update(email="wu@example.com", phone="13900002222")
        self._send_form(forms[0], allow_redirects=False)
        with self._counting_queries() as asked:
            response = self._send_form(forms[1], allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertLessEqual(len(asked), 24, "\n".join(asked))
        self.env.invalidate_all()
        case = self.env["complaint.case"].search([("phone_key", "!=", False)], limit=1)
        self.assertTrue(case.has_clocks and case.is_arriving)

    def test_pages_have_their_style(self):
        """One mistake in a stylesheet takes the style from all pages of Odoo."""
        page = self.url_open(self.home).text
        style = re.search(r'href="(/web/assets/[^"]*assets_frontend[^"]*css)"', page)[1]
        style = self.url_open(style).text
        self.assertNotIn("css error", style)
        self.assertIn(".o_complaint_web_steps", style)

    def _make_policy(self):
        self.env["complaint.policy"].create(
            {
                "name": "Ours",
                "company_id": self.company.id,
                "limit_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Answer whether accepted",
                            "start_event": "received_on",
                            "stop_event": "judged_on",
                            "amount": 1,
                            "unit": "working_day",
                            "is_published": True,
                        },
                    )
                ],
            }
        )

    def test_r_i20_page_tells_the_procedure_and_its_limits(self):
        self._make_policy()
        page = self.url_open(self.home).text
        self.assertIn("Answer whether accepted", page)
        self.assertIn("we tell you why and what else you can do", page)

    def test_r_i16_visitor_reads_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "complaint_management")]
        )._update_translations(["zh_CN"])
        page = self.url_open(self.home, headers={"Accept-Language": "zh-CN"})
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("/zh_CN/complaint/", page.url)
        self.assertIn('hreflang="en-US"', page.text)

    # ------------------------------------------------------------
    # WHAT IS WRONG
    # ------------------------------------------------------------

    def test_errors_keep_what_was_typed(self):
        remedy = self.env.ref("complaint_management.complaint_remedy_type_refund")
        response, case = self._file(
            what="It leaks <b>badly</b>",
            name="",
            email="nobody",
            amount="lots",
            occurred_on="2999-01-01",
            demand_ids=remedy.id,
        )
        self.assertFalse(case)
        self.assertEqual(response.status_code, 422)
        page = response.text
        for said in ("It leaks &lt;b&gt;badly", 'value="nobody"', 'value="lots"'):
            self.assertIn(said, page)
        for fault in ("your name", "no e-mail address", "no amount", "still to come"):
            self.assertIn(fault, page)
        self.assertIn('checked="checked"', page)

    def test_one_way_to_reach_him_is_needed(self):
        response, case = self._file(email="", phone="")
        self.assertFalse(case)
        self.assertIn("or your telephone number", response.text)
        _response, case = self._file(email="", phone="13900001111")
        self.assertEqual(case.partner_phone, "13900001111")
        self.assertFalse(case.reply_ids)

    def test_files_are_judged_by_name_and_by_content(self):
        for name, content in (
            ("virus.exe", b"MZ\x00\x01"),
            ("photo.png", b"MZ\x90\x00\x03\x00"),
            ("photo.png", b"<html><script>alert(1)</script></html>"),
            ("letter.pdf", b"not a pdf at all"),
            ("page.html", b"<html></html>"),
            ("empty.png", b""),
        ):
            with self.subTest(name=name, content=content):
                response, case = self._file([(name, content, "image/png")])
                self.assertFalse(case)
                self.assertEqual(response.status_code, 422)
                self.assertIn(name, response.text)

    def test_size_and_number_of_files_are_settings(self):
        self.company.write({"complaint_web_max_files": 1, "complaint_web_max_mb": 1})
        files = [("a.png", PNG, "image/png"), ("b.png", PNG, "image/png")]
        self.assertFalse(self._file(files)[1])
        large = PNG + b"0" * (1024 * 1024)
        self.assertFalse(self._file([("a.png", large, "image/png")])[1])
        self.assertTrue(self._file(files[:1])[1])

    # ------------------------------------------------------------
    # WHO SENDS IT
    # ------------------------------------------------------------

    def test_the_same_form_sent_twice_is_one_case(self):
        form = self._prepare_form()
        first = self._send_form(form)
        second = self._send_form(form)
        self.assertEqual(first.url, second.url)
        domain = [("partner_email", "=", "li.na@example.com")]
        self.assertEqual(self.env["complaint.case"].search_count(domain), 1)

    def test_form_of_another_site_is_refused(self):
        form = self._prepare_form(csrf_token="forged")
        self.assertEqual(self._send_form(form).status_code, 400)

    def test_form_token_that_is_none_of_ours_registers_nothing(self):
        response, case = self._file(form_token="made up")
        self.assertFalse(case)
        self.assertIn("send it", response.text)

    def test_machine_that_fills_every_field_registers_nothing(self):
        response, case = self._file(confirm_address="x")
        self.assertFalse(case)
        self.assertEqual(response.status_code, 422)

    def test_flood_from_one_address_ends(self):
        self.company.complaint_web_hourly = 2
        answers = [self._file()[0].status_code for _number in range(3)]
        self.assertEqual(answers, [200, 200, 429])
        self.company.complaint_web_hourly = 0
        self.assertTrue(self._file()[1])

    def test_pages_that_are_not_open_are_no_pages(self):
        self.company.complaint_web_open = False
        self.assertEqual(self.url_open(self.home).status_code, 404)
        other = f"/complaint/{self.other_company.id}"
        self.assertEqual(self.url_open(other).status_code, 404)

    # ------------------------------------------------------------
    # NO WORD ABOUT WHAT WE KNOW
    # ------------------------------------------------------------

    def test_no_word_whether_an_order_a_lot_or_a_customer_exists(self):
        """The answer is the same whatever is known; also where order and lot are known
        and contradict each other."""
        plates = self.env["product.product"].create(
            [{"name": "Plate", "tracking": "lot"}, {"name": "Cup", "tracking": "lot"}]
        )
        self.env["stock.lot"].create(
            {
                "name": "LOT-CUP",
                "product_id": plates[1].id,
                "company_id": self.company.id,
            }
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "order_line": [
                    (0, 0, {"product_id": plates[0].id, "product_uom_qty": 1})
                ],
            }
        )
        order.action_confirm()
        for values in (
            {"order_reference": order.name, "email": self.customer.email},
            {"order_reference": "no such order"},
            {"order_reference": order.name, "lot_name": "LOT-CUP"},
        ):
            with self.subTest(**values):
                response, case = self._file(**values)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(len(case), 1)
                for word in ("Plate", "Cup", "another customer", "Zhang"):
                    self.assertNotIn(word, response.text)
                self.assertFalse(case.partner_id)

    def test_portal_user_is_known_by_his_account(self):
        user = new_test_user(
            self.env, "portal_zhang", groups="base.group_portal", email="z@example.com"
        )
        self.authenticate("portal_zhang", "portal_zhang")
        _response, case = self._file()
        self.assertEqual(case.partner_id, user.partner_id)
        self.assertFalse(case.message_partner_ids & user.partner_id)

    def test_counter_counts_what_failed_too(self):
        """It is in a transaction of its own."""
        throttles = self.env["complaint.throttle"]
        with patch.object(type(throttles), "_count_up", side_effect=[5, 6]):
            self.assertTrue(throttles._take("file", "192.0.2.1", 5))
            self.assertFalse(throttles._take("file", "192.0.2.1", 5))
