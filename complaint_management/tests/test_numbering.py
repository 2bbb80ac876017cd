from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..tools.numbering import parse_number
from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestNumbering(ComplaintCommon):
    """R-I05: number = year + month + serial, per company, restarting each month."""

    def _register_at(self, moment, user=None, count=1, **values):
        """Numbers of cases that are registered at ``moment`` (UTC)."""
        with freeze_time(moment):
            return [self._register(user, **values).number for _nth in range(count)]

    def test_r_i05_serial_restarts_each_month(self):
        october = self._register_at("2031-10-31 15:59:59", count=2)
        november = self._register_at("2031-10-31 16:00:00", count=2)
        self.assertEqual(october, ["203110-0001", "203110-0002"])
        self.assertEqual(november, ["203111-0001", "203111-0002"])

    def test_r_i05_early_morning_in_shanghai_is_the_new_month(self):
        """Between 00:00 and 08:00 in Shanghai it is still yesterday in UTC."""
        for moment in ("2031-02-28 16:00:00", "2031-02-28 23:59:59"):
            [number] = self._register_at(moment)
            self.assertEqual(parse_number(number)[0], "203103")

    def test_r_i05_each_company_counts_for_itself(self):
        here = self._register_at("2031-05-05 05:00:00", count=2)
        [there] = self._register_at(
            "2031-05-05 05:00:00",
            self.stranger,
            company_id=self.other_company.id,
        )
        self.assertEqual(here[-1], "203105-0002")
        self.assertEqual(there, "203105-0001")

    def test_r_i05_many_at_once_take_one_draw(self):
        cases = self.env["complaint.case"].with_user(self.officer)
        numbering = type(self.env["complaint.numbering"])
        with patch.object(numbering, "_draw", return_value=[7, 8, 9]) as draw:
            batch = cases.create([{"title": f"Plate {n}"} for n in range(3)])
        self.assertEqual(draw.call_count, 1)
        serials = [parse_number(number)[1] for number in batch.mapped("number")]
        self.assertEqual(serials, [7, 8, 9])

    def test_r_i05_new_months_are_seen_while_modules_are_installed(self):
        self.cr.execute("SELECT count(*) FROM pg_class")  # as an installation does
        draw = self.env["complaint.numbering"]._draw
        for month in ("203501", "203502", "203503"):
            self.assertEqual(draw(self.company.id, month, 2), [1, 2])

    def test_r_i05_a_number_cannot_be_chosen_or_changed(self):
        case = self._register()
        for values in ({"number": "202601-0001"}, {"registered_on": "2020-01-01"}):
            with self.assertRaisesRegex(Exception, "cannot be set by hand"):
                case.write(values)
            with self.assertRaisesRegex(Exception, "cannot be set by hand"):
                self._register(**values)

    def test_r_i05_never_the_same_twice_in_the_database(self):
        case = self._register()
        with (
            self.assertRaisesRegex(Exception, "complaint_case_number_uniq"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            case._create_guarded(
                [{"title": "x", "number": case.number, "company_id": self.company.id}]
            )

    def test_r_i05_a_copy_gets_a_number_of_its_own(self):
        case = self._register()
        copy = case.copy()
        self.assertNotEqual(copy.number, case.number)
        self.assertEqual(parse_number(copy.number)[0], parse_number(case.number)[0])

    def test_the_job_prepares_this_month_and_the_next(self):
        numbering = self.env["complaint.numbering"]
        made = []
        with patch.object(
            type(numbering), "_make_sequence", lambda self, name: made.append(name)
        ):
            numbering._cron_make_sequences()
        own = [name for name in made if f"_{self.company.id}_" in name]
        self.assertEqual(len(own), 2)
        self.assertLess(own[0], own[1])

    def test_leaving_takes_the_sequences_along(self):
        self._register()
        self.env["complaint.numbering"]._drop_sequences()
        self.cr.execute(
            "SELECT count(*) FROM pg_sequences WHERE sequencename LIKE %s",
            ["complaint_number_%"],
        )
        self.assertEqual(self.cr.fetchone()[0], 0)
