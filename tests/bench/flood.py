"""Rows by the hundred thousand: copies of a few that the ORM made, by SQL."""

import itertools

from odoo.tools import SQL

STEP = 50_000  # rows a statement
_filling = itertools.count(1)


def multiply(cr, table, prototypes, count, **changed):
    """Add ``count`` copies of the rows ``prototypes`` to a table.

    :param changed: column → SQL of its value; ``n`` counts from 1
    :return: id of the first one; the n-th has first + n - 1
    """
    cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(table)))
    first = cr.fetchone()[0] + 1
    columns = [name for name in _columns(cr, table) if name != "id"]
    values = [
        SQL("(%s)", changed[name]) if name in changed else SQL.identifier("p", name)
        for name in columns
    ]
    for begin in range(1, count + 1, STEP):
        cr.execute(
            SQL(
                "INSERT INTO %s (id, %s) SELECT %s + n - 1, %s"
                " FROM generate_series(%s, %s) n"
                " JOIN %s p ON p.id = (%s::int[])[1 + n %% %s]",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, columns)),
                first,
                SQL(", ").join(values),
                begin,
                min(begin + STEP - 1, count),
                SQL.identifier(table),
                list(prototypes),
                len(prototypes),
            )
        )
    cr.execute(
        SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", table, first + count)
    )
    return first


def _columns(cr, table):
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = current_schema AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in cr.fetchall()]


def one_of(ids):
    """SQL of one of the ids, in turn."""
    return SQL("(%s::int[])[1 + n %% %s]", list(ids), len(ids))


def ago(minutes):
    """SQL of a moment that lies further back with each row."""
    return SQL("now() at time zone 'UTC' - n * %s * interval '1 minute'", minutes)


def numbers(prefix):
    """SQL of a number that no other row has, of this filling or another."""
    return SQL("%s || n", f"{prefix}{next(_filling)}-")
