"""The mail server is gone for a day: replies wait, are tried again, and leave once
(R-K01)."""

import socket
import threading
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
import test_concurrent_replies as replies
from fault_worker import WHOLE
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger
from test_concurrent_cases import _transaction

HOURS = 24 if WHOLE else 3
BEGIN = datetime(2026, 3, 2, 8)

company_id = pytest.fixture(name="company_id")(replies._company_id.__wrapped__)


class _Server:
    """Speaks as much SMTP as Odoo asks for; keeps to whom it was said."""

    def __init__(self, door):
        self.left, self.door = [], door
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                line = self.door.accept()[0]
            except OSError:  # closed
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line):
        with line, line.makefile("rwb", 0) as talk:
            talk.write(b"220 mail\r\n")
            to = []
            while word := talk.readline().strip():
                verb = word[:4].upper()
                if verb == b"RCPT":
                    to.append(word.decode().partition("<")[2].partition(">")[0])
                if verb == b"DATA":
                    talk.write(b"354 go on\r\n")
                    while talk.readline() not in (b".\r\n", b""):
                        pass
                    self.left.append(to)
                    to = []
                talk.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


@pytest.fixture(name="door")
def _door():
    """An address at which nobody answers yet, and Odoo's mail server of that name."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        with _transaction() as env:
            server = env["ir.mail_server"].create(
                {
                    "name": "Ours",
                    "smtp_host": "127.0.0.1",
                    "smtp_port": door.getsockname()[1],
                    "smtp_encryption": "none",
                    "sequence": 0,
                }
            )
            env.flush_all()
            server_id = server.id
        yield door
    with _transaction() as env:
        env["mail.mail"].search([("mail_server_id", "=", server_id)]).unlink()
        env["ir.mail_server"].browse(server_id).unlink()


def _read(company_id):
    with _transaction() as env:
        ours = env["complaint.reply"].search([("company_id", "=", company_id)])
        assert not ours.filtered("started_on") or set(ours.mapped("state")) == {"sent"}
        return ours.mapped("state"), ours.mapped("error"), len(ours.message_id)


def test_r_k01_mail_server_gone_for_a_day_delays_and_doubles_none(company_id, door):
    """Each hour the job tries. Nobody writes a reply anew, nobody outside gets two."""
    sending = patch.object(IrMail_Server, "_disable_send", lambda *args: False)
    with sending, mute_logger("odoo.addons.base.models.ir_mail_server"):
        for hour in range(HOURS):
            with freeze_time(BEGIN + timedelta(hours=hour)):
                replies._run()
        states, errors, _messages = _read(company_id)
        assert states == ["queued"] * replies.CASES
        assert all("could not be reached" in error for error in errors)
        door.listen(replies.CASES)
        server = _Server(door)
        replies._run()
        replies._run()
    states, errors, messages = _read(company_id)
    assert states == ["sent"] * replies.CASES
    assert not any(errors)
    assert messages == replies.CASES
    guests = [[f"guest{number}@example.com"] for number in range(replies.CASES)]
    assert sorted(server.left) == sorted(guests)
