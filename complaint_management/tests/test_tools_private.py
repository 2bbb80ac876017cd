from odoo.tests import TransactionCase, tagged

from ..tools.private import find_names, find_numbers


@tagged("post_install", "-at_install")
class TestPrivate(TransactionCase):
    """R-P03: who complains is found in a text however it is written."""

    def assertName(self, name, text):
        self.assertEqual(find_names(text, [name]), [name])

    def assertNoName(self, name, text):
        self.assertEqual(find_names(text, [name]), [])

    def assertNumber(self, number, text):
        self.assertEqual(find_numbers(text, [number]), [number])

    def assertNoNumber(self, number, text):
        self.assertEqual(find_numbers(text, [number]), [])

    def test_a_name_in_letters_is_found_as_whole_words(self):
        self.assertName("Li Na", "Ms. LI  NA called")
        self.assertName("Müller", "Says müller: leaks")
        self.assertNoName("Li", "The lid leaks")
        self.assertNoName("Li Na", "Linate")

    def test_a_chinese_name_is_found_anywhere(self):
        self.assertName("张伟", "据张伟说，壶底漏水")
        self.assertNoName("张伟", "张先生说壶底漏水")

    def test_a_letter_or_nothing_is_no_name(self):
        self.assertNoName("X", "Model X")
        self.assertNoName("", "Model X")

    def test_a_number_is_found_however_it_is_written(self):
        self.assertNumber("+86 138 0013 8000", "Call 138-0013-8000 today")
        self.assertNumber("13800138000", "Call +86 (138) 0013 8000")
        self.assertNumber("5550101", "Phone 555 01 01.")

    def test_other_numbers_are_left_alone(self):
        self.assertNoNumber("5550101", "Lot 5550102, order 55501")
        self.assertNoNumber("110", "110 V")
