from odoo.tests import tagged

from .test_mail_gateway import MailGatewayCommon


@tagged("post_install", "-at_install")
class TestMailMending(MailGatewayCommon):
    """Issue 2, bad input: mails that Odoo alone drops with a traceback."""

    def _receive(self, mail):
        with self.assertNoLogs("odoo", level="WARNING"):
            return super()._receive(mail)

    def test_r_i24_text_under_a_false_charset_is_read(self):
        """Unknown, empty, or not the one that the text is in."""
        for label in ("x-nope", '""', "utf-8", "gb2312", "us-ascii"):
            for kind in ("plain", "html"):
                with self.subTest(label=label, kind=kind):
                    text = "<p>水壶漏水，賠償</p>".encode("gb18030")
                    label_of = f"text/{kind}; charset={label}"
                    case = self._receive(self._mail(text, Content_Type=label_of))
                    self.assertIn("水壶漏水，賠償", case.description)

    def test_r_i24_text_without_a_charset_is_read(self):
        for charset in ("utf-8", "gb18030"):
            mail = self._mail("水壶".encode(charset), Content_Type="text/plain")
            self.assertIn("水壶", self._receive(mail).description)

    def test_r_i24_attached_text_keeps_its_bytes(self):
        part = (
            "Content-Type: text/csv; charset=LABEL\nContent-Disposition: attachment; "
            "filename=orders.csv\nContent-Transfer-Encoding: 8bit\n\nBYTES"
        )
        for label in (b"x-nope", b"utf-8"):
            for content in ("水壶".encode("gb18030"), b"\xff\xfe\x81"):
                with self.subTest(label=label, content=content):
                    mail = self._multipart(part).replace(b"LABEL", label)
                    case = self._receive(mail.replace(b"BYTES", content))
                    self.assertEqual(self._get_files(case).raw.strip(), content)

    def test_r_i24_nul_in_a_header_is_left_out(self):
        nul = "=?utf-8?B?YQBi?="
        for header in ("Subject", "From", "Message_Id", "In_Reply_To", "References"):
            for value in (
                f"a\0b <x{header}\0@example.com>",
                f"{nul} <y{header}@x.com>",
            ):
                with self.subTest(header=header, value=value):
                    self.assertTrue(self._receive(self._mail(**{header: value})))
        for name in ('filename="a\0b.txt"', "filename*=utf-8''a%00b.txt"):
            part = f"Content-Type: text/plain\nContent-Disposition: attachment; {name}"
            case = self._receive(self._multipart(f"{part}\n\nx"))
            self.assertEqual(self._get_files(case).name, "ab.txt")

    def test_r_i24_multipart_without_boundary_is_read_as_text(self):
        for kind in ("multipart/mixed", 'multipart/mixed; boundary="other"'):
            case = self._receive(self._mail("It leaks.", Content_Type=kind))
            self.assertIn("It leaks.", case.description)
