import unicodedata
import unittest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.complaint_management.tools.phone import SIGNIFICANT, phone_key
from odoo.addons.complaint_management.tools.repeats import Earlier, Fingerprint
from odoo.addons.complaint_management.tools.spelling import spellings
from odoo.tests import tagged

KEYS = st.sampled_from([False, "a", "b"])
IDS = st.sampled_from([False, 1, 2])
PRINTS = st.builds(
    Fingerprint, IDS, KEYS, KEYS, IDS, st.frozensets(st.integers(1, 3), max_size=2)
)
NUMBERS = st.text("0123456789", min_size=SIGNIFICANT, max_size=13).filter(
    lambda digits: len(set(digits[-SIGNIFICANT:])) > 1
)

# a busy machine is no fault of the code
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@tagged("post_install", "-at_install")
class TestToolsRepeats(unittest.TestCase):
    """By what a complainant and his matter are known again (R-I14)."""

    test_tags = {"standard", "post_install"}
    test_module = "complaint_management"

    @calmly
    @given(PRINTS, PRINTS)
    def test_r_i14_whoever_was_first(self, one, other):
        self.assertEqual(one.is_same_complainant(other), other.is_same_complainant(one))
        self.assertEqual(one.is_about_same(other), other.is_about_same(one))

    @calmly
    @given(PRINTS)
    def test_r_i14_everybody_is_himself_when_anything_is_known(self, one):
        known = bool(one.commercial_partner or one.email or one.phone)
        self.assertEqual(one.is_same_complainant(one), known)
        about = bool(one.products or one.category)
        self.assertEqual(one.is_about_same(one), about)

    @calmly
    @given(PRINTS)
    def test_r_i14_nobody_is_nobody(self, one):
        self.assertFalse(one.is_same_complainant(Fingerprint()))
        self.assertFalse(one.is_about_same(Fingerprint()))

    def test_r_i14_a_product_in_common_outweighs_the_category(self):
        one = Fingerprint(category=1, products=frozenset([1, 2]))
        self.assertTrue(one.is_about_same(Fingerprint(products=frozenset([2]))))
        other = Fingerprint(category=1, products=frozenset([3]))
        self.assertFalse(one.is_about_same(other))
        self.assertTrue(one.is_about_same(Fingerprint(category=1)))

    def test_r_i14_one_key_in_common_is_enough(self):
        one = Fingerprint(commercial_partner=1, email="a", phone="b")
        for key in ({"commercial_partner": 1}, {"email": "a"}, {"phone": "b"}):
            self.assertTrue(one.is_same_complainant(Fingerprint(**key)), key)
        self.assertFalse(one.is_same_complainant(Fingerprint(email="b", phone="a")))

    @calmly
    @given(PRINTS, st.lists(PRINTS, max_size=6))
    def test_r_i14_whom_one_looks_up_is_whom_one_would_compare(self, mine, others):
        earlier = Earlier(dict(enumerate(others)))
        same = [n for n, one in enumerate(others) if mine.is_same_complainant(one)]
        self.assertEqual(earlier.find(mine), same)
        about = [case for case in same if mine.is_about_same(others[case])]
        self.assertIs(earlier.find_about_same(mine), (*about, False)[0])

    @calmly
    @given(NUMBERS, st.sampled_from(["+86 ", "0086-", "(021) ", "", "\t"]), st.data())
    def test_r_i14_number_however_it_is_written(self, digits, before, data):
        marks = st.sampled_from(["", " ", "-", ".", "/", ")"])
        written = before + "".join(digit + data.draw(marks) for digit in digits)
        self.assertEqual(phone_key(written), phone_key(digits))
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
        self.assertEqual(phone_key(wide), phone_key(digits))
        for end in ("x12", " ext. 12", "转12", " #3", "轉 8", "＃3"):
            self.assertEqual(phone_key(digits + end), phone_key(digits), end)

    @calmly
    @given(st.one_of(st.none(), st.text()))
    def test_r_i14_any_text_as_a_number(self, text):
        key = phone_key(text)
        if key:
            self.assertTrue(key.isascii() and key.isdecimal())
            self.assertLessEqual(len(key), SIGNIFICANT)
            self.assertEqual(phone_key(key) or key, key)

    def test_r_i14_what_identifies_nobody(self):
        for number in (None, "", "n/a", "110", "12345", "00000000", "1111111"):
            self.assertFalse(phone_key(number), number)

    @calmly
    @given(st.one_of(st.none(), st.text()))
    def test_r_i04_any_text_as_a_number_of_an_order(self, text):
        ways = spellings(text)
        self.assertEqual(len(ways), len(set(ways)))
        self.assertTrue(all(way == way.strip() and way for way in ways))
        if text and text.strip() == unicodedata.normalize("NFKC", text) != "":
            self.assertEqual(ways[0], text)

    def test_r_i04_what_was_typed_comes_first(self):
        self.assertEqual(
            spellings(" s 00012"), ["s 00012", "s00012", "S 00012", "S00012"]
        )
        self.assertEqual(spellings("Ｓ００１"), ["S001"])
