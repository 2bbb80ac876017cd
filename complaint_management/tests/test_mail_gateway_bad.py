import base64, traceback
from .test_mail_gateway import MailGatewayCommon

def mp(*parts, sub="mixed"):
    return {"Content_Type": f'multipart/{sub}; boundary="b"'}, b"".join(b"--b\r\n" + p + b"\r\n" for p in parts) + b"--b--\r\n"
T = b"Content-Type: text/plain; charset=utf-8\r\n\r\nsee attached\r\n"

class TestProbe(MailGatewayCommon):
    def test_probe(self):
        probes = {}
        def add(name, body="The kettle leaks.", **h):
            probes[name] = self._mail(body, **h)
        add("plain")
        add("nofrom", From=None)
        add("emptyfrom", From="")
        add("nonsense", From="somebody somewhere")
        add("nonsense2", From="=?x?=")
        add("nonsense3", From="<>")
        add("noname", From="zhang@example.com")
        add("case", From="ZHANG <ZHANG@Example.COM>")
        add("unknown", From='"Li, Wei" <li@example.com>')
        add("nosubj", Subject=None)
        add("longsubj", Subject="x" * 1000)
        s = base64.b64encode("水壶漏水".encode("gb18030")).decode()
        add("gbsubj", Subject=f"=?gb18030?B?{s}?=")
        add("badcssubj", Subject=f"=?x-nope?B?{s}?=")
        add("badcharset", "水壶".encode("gb18030"), Content_Type="text/plain; charset=x-nope")
        add("wrongcharset", "水壶".encode("gb18030"), Content_Type="text/plain; charset=utf-8")
        add("wrongcharset2", "水壶".encode("utf8"), Content_Type="text/plain; charset=us-ascii")
        add("gbbody", "水壶".encode("gb18030"), Content_Type="text/plain; charset=gb18030")
        add("badhtmlcharset", "<p>水壶</p>".encode("gb18030"), Content_Type="text/html; charset=x-nope")
        add("script", "<p>a</p><script>alert(1)</script><img src=x onerror=alert(1)>", Content_Type="text/html; charset=utf-8")
        add("empty", "")
        add("emptyhtml", "", Content_Type="text/html")
        add("nomsgid", Message_Id=None)
        add("emptymsgid", Message_Id="")
        for d in ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 01 Jan 2100 00:00:00 +0000", "yesterday noonish", "", None, "Mon, 01 Jan 0001 00:00:00 +1400", "99999999999999999"]:
            add(f"date {d}", Date=d)
        add("nulbody", b"a\x00b")
        add("nulsubj", Subject="a\x00b")
        add("nulfrom", From="a\x00b <nul@example.com>")
        add("nulhtml", b"<p>a\x00b</p>", Content_Type="text/html; charset=utf-8")
        add("nulmsgid", Message_Id="<a\x00b@x>")
        s0 = base64.b64encode(b"a\x00b").decode()
        add("nulencsubj", Subject=f"=?utf-8?B?{s0}?=")
        add("nulencfrom", From=f"=?utf-8?B?{s0}?= <nul@example.com>")
        def addmp(name, *parts, **kw):
            h, b = mp(*parts, **kw)
            add(name, b, **h)
        addmp("part badcharset", T, b"Content-Type: text/plain; charset=x-nope\r\n\r\n\xff\xfe\r\n")
        addmp("att badcharset", T, b"Content-Type: text/plain; charset=x-nope; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n\xff\xfe\r\n")
        addmp("trunc b64", T, b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.png\r\n\r\niVBORw0KGgoAAAANSUhEUgA\r\n")
        addmp("bad b64", T, b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.png\r\n\r\n!!!!\r\n")
        add("no end boundary", b"--b\r\n" + T + b"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO", **{"Content_Type": 'multipart/mixed; boundary="b"'})
        add("no boundary", b"--b\r\n" + T, **{"Content_Type": 'multipart/mixed'})
        add("never boundary", b"hello\r\n", **{"Content_Type": 'multipart/mixed; boundary="zz"'})
        addmp("only att", b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n")
        add("only att2", b"iVBORw0KGgo=", Content_Type="image/png", Content_Transfer_Encoding="base64", Content_Disposition="attachment; filename=a.png")
        addmp("att no name", T, b"Content-Type: application/octet-stream\r\n\r\nxx\r\n")
        addmp("badcte", T, b"Content-Type: image/png\r\nContent-Transfer-Encoding: x-uuu\r\nContent-Disposition: attachment; filename=a.png\r\n\r\niVBO\r\n")
        addmp("rfc822", T, b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.c\r\nSubject: inner\r\nContent-Type: text/plain\r\n\r\ninner text\r\n")
        addmp("rfc822 att", T, b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=mail.eml\r\n\r\nFrom: a@b.c\r\nSubject: inner\r\nContent-Type: text/plain\r\n\r\ninner text\r\n")
        addmp("rfc822 b64", T, b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=mail.eml\r\n\r\nRnJvbTogYUBiLmMNCg0KaGk=\r\n")
        addmp("partial", T, b"Content-Type: message/external-body; access-type=URL\r\n\r\nfoo\r\n")
        addmp("dstatus", T, b"Content-Type: message/delivery-status\r\n\r\nfoo: bar\r\n\r\nx: y\r\n")
        addmp("winmail", T, b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=winmail.dat\r\n\r\neJ8+IgEAAAA=\r\n")
        addmp("fname path", T, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"../../etc/pass<b>wd</b>.txt\"\r\n\r\nx\r\n")
        addmp("fname nul", T, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"a\x00b.txt\"\r\n\r\nx\r\n")
        addmp("fname nulenc", T, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename*=utf-8''a%00b.txt\r\n\r\nx\r\n")
        addmp("fname gb", T, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename*=x-nope''%CE%D2.txt\r\n\r\nx\r\n")
        addmp("fname sur", T, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"\xce\xd2.txt\"\r\n\r\nx\r\n")
        raw = self._mail().replace(b"Subject: Kettle leaks", b"Subject: \xce\xd2\xff")
        probes["rawsubj"] = raw
        probes["rawfrom"] = self._mail().replace(b"From: Ms. Zhang", b"From: \xce\xd2\xff")
        add("autoreply", Auto_Submitted="auto-replied", Subject="Out of office")
        addmp("report", T, b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\n", sub="report")
        add("daemon", From="MAILER-DAEMON@example.com")
        add("bouncebox", To="bounce@lotus.example.com")
        add("two from", From="a@example.com, b@example.com")
        add("idn", From="li@例子.中国")
        add("deep", b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i+1) for i in range(150)) + b"--b150\r\n\r\nhi\r\n", Content_Type="multipart/mixed; boundary=b0")
        add("xml", "<?xml version='1.0' encoding='utf-8'?><html><body><p>hi</p></body></html>", Content_Type="text/html; charset=utf-8")
        add("comment html", "<!-- x -->", Content_Type="text/html; charset=utf-8")
        add("badctype", Content_Type="nonsense")
        add("badctype2", Content_Type="text/")
        add("badctype3", Content_Type="text/plain; charset=\"\"")
        add("ical", "BEGIN:VCALENDAR", Content_Type="text/calendar; charset=utf-8")
        add("binoct", "xx", Content_Type="binary/octet-stream")
        add("longmsgid", Message_Id="<" + "x" * 3000 + "@y>")
        for name, mail in probes.items():
            self.customer.flush_recordset()
            try:
                with self.env.cr.savepoint():
                    c = self._receive(mail)
            except Exception as e:
                tb = traceback.extract_tb(e.__traceback__)[-4:]
                print(f"### {name}: RAISED {type(e).__name__}: {str(e)[:150]}", [f"{t.filename.split('/')[-1]}:{t.lineno}" for t in tb])
                continue
            att = self.env["ir.attachment"].sudo().search([("res_model", "=", "complaint.case"), ("res_id", "in", c.ids)])
            print(f"### {name}: {len(c)}", [(x.title[:40], str(x.description)[:90], x.partner_id.name, x.partner_name, x.partner_email, str(x.received_on), x.source_message_id[:40] if x.source_message_id else None) for x in c], [(a.name, a.mimetype, a.file_size) for a in att], [(m.author_id.name, m.email_from) for m in c.message_ids])
            c.write({"partner_email": False, "partner_id": False})
