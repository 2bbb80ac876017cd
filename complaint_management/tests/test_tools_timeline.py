from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.timeline import Moment, say_who

NOON = datetime(2027, 3, 1, 12)


@tagged("post_install", "-at_install")
class TestToolsTimeline(BaseCase):
    """R-P04: who brought an event about, told once."""

    def _change(self, field="state", after=1, **values):
        on = NOON + timedelta(seconds=after)
        return Moment(on, "change", field, who="Officer", field=field, **values)

    def _tell(self, *changes, **event):
        told = say_who([Moment(NOON, "event", "Accepted", **event)], changes)
        return [(one.title, one.who, one.text) for one in told]

    def test_a_step_gives_its_event_who_and_why(self):
        self.assertEqual(
            self._tell(self._change(text="New → Accepted", reason="Shown")),
            [("Accepted", "Officer", "Shown")],
        )

    def test_a_change_at_another_time_or_of_other_things_stays(self):
        for change in (
            self._change(after=3, text="A → B", reason="Why"),
            self._change(after=-1, text="A → B", reason="Why"),
            self._change("claimed_amount", text="A → B", reason="Why"),
        ):
            self.assertEqual(
                self._tell(change),
                [("Accepted", None, ""), (change.title, "Officer", "A → B\nWhy")],
            )

    def test_an_event_that_says_who_is_left_as_it_is(self):
        self.assertEqual(
            self._tell(self._change(), who="Clerk"), [("Accepted", "Clerk", "")]
        )
