from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestPolicyLimit(ClockCommon):
    """Bad input: refused when saved, with what to mend."""

    def _refused(self, words, *args, rungs=(), **values):
        args = args or ("Answer", 1, "day", "received_on", "judged_on")
        with self.assertRaisesRegex(ValidationError, words):
            self._create_policy(self._limit(*args, rungs, **values))

    def test_a_condition_that_does_not_parse(self):
        self._refused("cannot be read", domain="[('state', '=']")
        self._refused("cannot be read", domain="[('colour', '=', 'red')]")
        self._refused("cannot be read", domain="[('state', 'near', 'new')]")

    def test_a_limit_that_ends_where_it_begins_or_before(self):
        self._refused("later event", "A", 1, "day", "judged_on", "judged_on")
        self._refused("later event", "A", 1, "day", "judged_on", "received_on")

    def test_a_limit_of_the_case_with_events_of_a_duty(self):
        self._refused(
            "events of the case", "A", 1, "day", "received_on", "duty_done_on"
        )

    def test_a_limit_of_a_duty_that_ends_with_the_case(self):
        self._refused("event of a duty", subject="duty")

    def test_half_a_day(self):
        self._refused("counted whole", "A", 0.5, "day", "received_on", "judged_on")

    def test_a_part_longer_than_its_whole(self):
        policy = self._create_policy(
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on")
        )
        part = self._limit("Market", 16, "day", "accepted_on", "approved_on")
        with self.assertRaisesRegex(ValidationError, "does not fit"):
            self.env["complaint.policy.limit"].create(
                {**part, "policy_id": policy.id, "parent_id": policy.limit_ids.id}
            )

    def test_a_limit_within_itself(self):
        policy = self._create_policy(
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on"),
            self._limit("Market", 15, "day", "accepted_on", "approved_on"),
        )
        whole, part = policy.limit_ids
        part.parent_id = whole
        with self.assertRaisesRegex(ValidationError, "within itself"):
            whole.parent_id = part

    def test_a_ladder_to_nobody(self):
        self._refused("lead to nobody", rungs=[("at", 0, "hour", "production_vice_gm")])

    def test_a_warning_without_how_long_before(self):
        self._refused("how long before", rungs=[("before", 0, "hour", "handler")])

    def test_a_calendar_without_hours_refuses_the_case_and_says_so(self):
        """Never silently no clock."""
        self._create_policy(
            self._limit("Answer", 1, "working_day", "received_on", "judged_on")
        )
        self.company.resource_calendar_id.attendance_ids.unlink()
        with self.assertRaisesRegex(Exception, "has no hours"):
            self._register()
