"""Batches of which one bad record holds up no other."""

import logging

from psycopg2 import OperationalError

_logger = logging.getLogger(__name__)


def walk(records, act, give_up):
    """Do ``act`` for all of ``records`` at once; where that fails one by one.

    :param act: takes records
    :param give_up: takes a record with which it fails alone, and the error
    :raises OperationalError: a lost race or connection: nobody's fault, run it again
    """
    if not _try(records, act):
        return
    _logger.warning("%s %s are walked one by one.", len(records), records._name)
    for record in records:
        if error := _try(record, act):
            _logger.error("%s %s fails.", record._name, record.id, exc_info=error)
            give_up(record, error)


def _try(records, act):
    try:
        with records.env.cr.savepoint():
            act(records)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 whatever it is, the others go on
        records.env.invalidate_all(flush=False)
        return error
    return None
