from odoo.tests import BaseCase, tagged

from ..tools.customer_steps import STEPS, place, progress
from ..tools.visitor import visitor
from ..tools.web_files import is_allowed

TYPES = ("jpg", "png", "pdf", "txt", "docx")


@tagged("post_install", "-at_install")
class TestToolsWeb(BaseCase):
    """Plain Python behind the pages for customers."""

    def test_one_household_is_one_visitor(self):
        self.assertEqual(visitor("192.0.2.7"), "192.0.2.7")
        self.assertEqual(visitor("::ffff:192.0.2.7"), "192.0.2.7")
        self.assertEqual(visitor("2001:db8::1"), visitor("2001:db8::ffff"))
        self.assertNotEqual(visitor("2001:db8::1"), visitor("2001:db8:0:1::1"))
        self.assertEqual(visitor("no address"), visitor(None))

    def test_name_and_content_of_a_file_both_count(self):
        for name, content, mimetype, allowed in (
            ("a.jpg", b"\xff\xd8\xff", "image/jpeg", True),
            ("a.JPG", b"\xff\xd8\xff", "image/jpeg", True),
            ("a.png", b"\xff\xd8\xff", "image/jpeg", True),
            ("a.png", b"words", "text/plain", False),
            ("a.txt", b"words", "text/plain", True),
            ("a.docx", b"PK", "application/zip", True),
            ("a.txt", b"<svg onload=x>", "image/svg+xml", False),
            ("a.txt", b"#!/bin/sh", "text/plain", False),
            ("a.exe", b"words", "text/plain", False),
            ("a", b"words", "text/plain", False),
            ("a.pdf.exe", b"%PDF", "application/pdf", False),
        ):
            with self.subTest(name=name, mimetype=mimetype):
                self.assertEqual(is_allowed(name, content, mimetype, TYPES), allowed)

    def test_what_was_decided_is_shown_when_it_was_told(self):
        self.assertLess(place("confirming", told=False), place("confirming", told=True))
        self.assertEqual(dict(progress("closed", True))["closed"], "done")
        for state in ("new", "accepted", "deciding", "approved", "confirming"):
            for told in (False, True):
                marks = [mark for _step, mark in progress(state, told)]
                self.assertEqual(len(marks), len(STEPS))
                self.assertEqual(marks.count("now"), 1)
                self.assertEqual(
                    marks, sorted(marks, key=["done", "now", "todo"].index)
                )
