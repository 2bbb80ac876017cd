from odoo.addons.complaint_quality_capa.tests.learning_common import LearningCommon
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestCircularList(FormsCommon, LearningCommon):
    """R-Q11: who has no login signs on paper."""

    def test_r_q11_everybody_asked_has_a_line_to_sign(self):
        circular = self._publish()
        paper = self._read("circular_list", circular, self.quality_user)
        names = circular.learning_ids.employee_id.mapped("name")
        self.assertTrue(names)
        self.assertOnPaper(
            paper, circular.name, "tested with boiling water", "Signature", *names
        )
        with self.assertRaises(AccessError):
            self._print("circular_list", circular, self.stranger)

    def test_r_q11_a_reader_prints_himself_alone(self):
        """What others have read is for their heads (R-P03)."""
        circular = self._publish()
        mine = circular.learning_ids.filtered(lambda row: row.user_id == self.doer)
        self.assertTrue(mine)
        [form] = self._get_forms("circular_list", circular, self.doer)
        tables = [one for one in form["sheets"][0]["blocks"] if one["kind"] == "table"]
        names = [row[2] for row in tables[-1]["rows"] if row[2]]
        self.assertEqual(names, [mine.employee_id.name])
