import hashlib
import io
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools.package import Package, fingerprints, safe_name


@tagged("post_install", "-at_install")
class TestToolsPackage(BaseCase):
    """R-S03: one file with many, a fingerprint of each."""

    def test_names_that_any_system_takes(self):
        for name, safe in (
            ("photo.jpg", "photo.jpg"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a\\b:c?.txt", "a_b_c_.txt"),
            ("", "_"),
            ("..", "_"),
            ("照片.png", "照片.png"),
            ("x" * 200 + ".jpeg", "x" * 95 + ".jpeg"),
            ("x" * 200, "x" * 100),
        ):
            self.assertEqual(safe_name(name), safe)

    def test_equal_paths_overwrite_nothing(self):
        stream = io.BytesIO()
        with Package(stream) as package:
            paths = [package.add("files/a.txt", content) for content in "123"]
        self.assertEqual(paths, ["files/a.txt", "files/a-2.txt", "files/a-3.txt"])
        with zipfile.ZipFile(stream) as content:
            self.assertEqual([content.read(path) for path in paths], [b"1", b"2", b"3"])

    def test_fingerprints_of_what_is_there(self):
        content = b"plate" * 1_000_000
        size, sha256, sha1 = fingerprints(io.BytesIO(content))
        self.assertEqual(size, len(content))
        self.assertEqual(sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(sha1, hashlib.sha1(content).hexdigest())
