import re

from lxml import etree
from odoo.tests import tagged
from odoo.tools import SQL

from .approval_common import CommitteeCommon, lend

REQUESTS, TURNS, OPEN = 100_000, 3, 3_000
SEATS, NAMED = 60, 50
LEFT = {"activity_id": SQL("NULL"), "next_alarm_on": SQL("NULL")}


@tagged("post_install", "-at_install", "slow")
class TestApprovalLarge(CommitteeCommon):
    """“Waiting for me” at 100,000 requests of three turns, 3,000 of them open: by name,
    by a seat in a group, and as the deputy of both (R-A04; PERFORMANCE)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case.with_user(cls.officer).action_request_approval("disposition")
        turn = cls.env["complaint.approval.turn"].search([], limit=1)
        cls.env.flush_all()
        first = cls._copy(
            turn.request_id,
            REQUESTS,
            res_id=SQL("-n"),
            case_id=SQL("NULL"),
            state=SQL("CASE WHEN n <= %s THEN 'open' ELSE 'granted' END", OPEN),
        )
        cls._copy_decided(turn, first)
        cls._copy_last(turn, first)
        for noun in ("request", "turn", "signature"):
            cls.cr.execute(f"ANALYZE complaint_approval_{noun}")
        cls.env.invalidate_all()
        cls.deputy = cls._create_user("deputy", "base.group_user")
        for absent in (cls.branch_head, cls.members[0]):
            lend(absent, cls.deputy)

    @classmethod
    def _copy_decided(cls, turn, first):
        """The turns before the last, each with its signature."""
        signature = turn.request_id.signature_ids[:1]
        signers = [one.id for one in (*cls.members, cls.branch_head)]
        for _turn in range(TURNS - 1):
            before = cls._copy(
                turn,
                REQUESTS,
                request_id=SQL("%s + n", first),
                state=SQL("'approved'"),
                **LEFT,
            )
            cls._copy(
                signature,
                REQUESTS,
                request_id=SQL("%s + n", first),
                case_id=SQL("NULL"),
                turn_id=SQL("%s + n", before),
                decision=SQL("'approve'"),
                previous_hash=SQL("md5(%s::text)", before),
                user_id=SQL("(%s::int[])[1 + n %% 4]", signers),
                principal_id=SQL("(%s::int[])[1 + n %% 4]", signers),
            )

    @classmethod
    def _copy_last(cls, turn, first):
        """The last turn of each: of a group, of who reads, of another."""
        cls._copy(
            turn,
            REQUESTS,
            request_id=SQL("%s + n", first),
            state=SQL("CASE WHEN n <= %s THEN 'open' ELSE 'approved' END", OPEN),
            asked=SQL("CASE WHEN n <= %s THEN 'group' ELSE 'user' END", SEATS),
            group_id=SQL("CASE WHEN n <= %s THEN %s END", SEATS, cls.group.id),
            user_id=SQL(
                "CASE WHEN n <= %(seats)s THEN NULL"
                " WHEN n <= %(named)s OR n %% 3 = 0 AND n > %(open)s THEN %(head)s"
                " ELSE %(other)s END",
                seats=SEATS,
                named=SEATS + NAMED,
                open=OPEN,
                head=cls.branch_head.id,
                other=cls.vice.id,
            ),
            **LEFT,
        )

    @classmethod
    def _copy(cls, record, count, **values):
        """``count`` rows like ``record`` with these columns instead.

        :return: the id before the first of them
        """
        cls.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name != 'id'",
            [record._table],
        )
        names = [name for [name] in cls.cr.fetchall()]
        cls.cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(record._table)))
        [last] = cls.cr.fetchone()
        columns = [values.get(name) or SQL.identifier(name) for name in names]
        cls.cr.execute(
            SQL(
                "INSERT INTO %(table)s (id, %(names)s) SELECT %(last)s + n, %(columns)s"
                " FROM %(table)s, generate_series(1, %(count)s) AS n WHERE id = %(id)s",
                table=SQL.identifier(record._table),
                names=SQL(", ").join(map(SQL.identifier, names)),
                last=last,
                columns=SQL(", ").join(columns),
                count=count,
                id=record.id,
            )
        )
        return last

    def _check(self, user, waiting, queries):
        turns = self.env["complaint.approval.turn"].with_user(user)
        mine = [("is_mine", "=", True)]
        query = turns._search(mine, order=turns._order, limit=80)
        rows = self.env.execute_query(SQL("EXPLAIN ANALYZE %s", query.select()))
        plan = "\n".join(line for (line,) in rows)
        self.assertNotRegex(
            plan, r"Seq Scan on complaint_approval_(turn|request|signature)\b"
        )
        self.assertTrue(re.search(r"complaint_approval_turn_(user|group)_idx", plan))
        self.assertEqual(turns.search_count(mine), waiting)
        shown = self._get_shown(turns)
        self.env.invalidate_all()
        with self.assertQueryCount(queries):
            turns.web_search_read(mine, shown, limit=80)

    def _get_shown(self, turns):
        """What the web client asks for: the columns of the list, of those that are not
        shown no names."""
        arch = etree.fromstring(turns.get_view(view_type="list")["arch"])
        shown = {}
        for node in arch.iter("field"):
            kind = turns._fields[node.get("name")].type
            names = {} if node.get("column_invisible") else {"display_name": {}}
            spec = {"fields": names} if kind == "many2one" else {}
            shown[node.get("name")] = spec
        return shown

    def test_r_a04_named_person(self):
        self._check(self.branch_head, NAMED + 1, 8)

    def test_r_a04_seat_in_a_group(self):
        self._check(self.members[0], SEATS, 8)

    def test_r_a04_deputy_of_both(self):
        """Whom he represents is asked besides, of how many turns whatsoever."""
        self._check(self.deputy, NAMED + 1 + SEATS, 17)
