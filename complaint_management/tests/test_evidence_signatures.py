import io
import os

from odoo.tests import tagged
from PIL import Image

from ..tools.tiny_picture import is_tiny_picture
from .test_mail_gateway import MailGatewayCommon


@tagged("post_install", "-at_install")
class TestEvidenceSignatures(MailGatewayCommon):
    """What customers send becomes evidence, their signatures do not (R-I04)."""

    def test_r_i04_pictures_of_a_signature_are_no_evidence(self):
        """What is small and within the text; the photo beside it is taken."""
        logo, photo = self._draw((300, 60)), self._draw((640, 480))
        within = "Content-ID: <{0}>\n" + "{1}"
        html = "<p>See <img src='cid:photo'></p><p>Zhang <img src='cid:logo'></p>"
        mail = self._multipart(
            f"Content-Type: text/html\n\n{html}",
            within.format("logo", self._file("logo.png", logo, "image/png")),
            within.format("photo", self._file("photo.png", photo, "image/png")),
            self._file("small.png", self._draw((8, 8)), "image/png"),
            kind="related",
        )
        case = self._receive(mail)
        self.assertEqual(len(self._get_files(case)), 3)
        case.with_user(self.officer).action_collect_evidence()
        self.assertEqual(
            set(case.evidence_ids.mapped("name")), {"photo.png", "small.png"}
        )

    def _draw(self, size):
        """A picture that does not compress: a photo."""
        picture = Image.frombytes("L", size, os.urandom(size[0] * size[1]))
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        return stream.getvalue()

    def test_r_i04_what_is_tiny(self):
        """A broken or other file is judged by others."""
        self.assertTrue(is_tiny_picture(self._draw((16, 16))))
        self.assertTrue(is_tiny_picture(self._draw((600, 100))))
        self.assertFalse(is_tiny_picture(self._draw((101, 101))))
        for content in (b"", b"no picture", self._draw((16, 16))[:20], None):
            self.assertFalse(is_tiny_picture(content))
