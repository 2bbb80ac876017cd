"""R-I16 under real requests: many visitors at once, none lost, none doubled."""

import functools
import re
import threading

import pytest
import requests
from odoo.tools import config
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401

VISITORS = 50
TWICE = 10  # so many of them press the button twice
# What a server lets in at once; the others wait at its door. Odoo with threads knows no
# such limit, and with each request after the 32nd runs out of its 64 connections.
IN_FLIGHT = 20


@pytest.fixture(name="open_company_id")
def _open_company_id(company_id):
    """A company whose pages are open, committed."""
    with _transaction() as env:
        env["res.company"].browse(company_id).write(
            {"complaint_web_open": True, "complaint_web_hourly": 1000}
        )
    yield company_id
    with _transaction() as env:
        for table in ("link", "statement", "reply"):
            env.cr.execute(
                f"DELETE FROM complaint_{table} WHERE company_id = %s", [company_id]
            )
        # who comes from this address next has sent nothing yet
        env.cr.execute("DELETE FROM complaint_throttle")
        env["res.company"].browse(company_id).complaint_web_open = False


def _fill_in(url, index, **headers):
    """A visitor who has the form open: his session, and what he sends."""
    session = requests.Session()
    session.headers.update(headers)
    page = session.get(url, timeout=60).text
    data = {
        name: re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]
        for name in ("csrf_token", "form_token")
    }
    words = {"what": f"Plate {index} chipped", "name": f"Visitor {index}"}
    return session, {**data, **words, "email": f"visitor{index}@example.com"}


def _send(sendings, url, go, in_flight, index):
    session, data = sendings[index]
    go.wait()
    with in_flight:
        # who presses twice does so in one browser
        sent = requests.post(
            url, data=data, cookies=session.cookies, timeout=120, allow_redirects=False
        )
    return sent.status_code, sent.headers.get("Location")


def test_r_i16_fifty_visitors_at_once(open_company_id):
    """Each gets his number; who sent the form twice is led to the same page."""
    host = f"http://127.0.0.1:{config['http_port']}"
    url = f"{host}/complaint/{open_company_id}"
    visitors = [_fill_in(url, index) for index in range(VISITORS)]
    # those who press twice come first, so that both are in flight together
    sendings = visitors[:TWICE] * 2 + visitors[TWICE:]
    go = threading.Barrier(len(sendings))
    in_flight = threading.BoundedSemaphore(IN_FLIGHT)
    send = functools.partial(_send, sendings, url, go, in_flight)
    results = _at_once(len(sendings), send)
    failed = [one for one in results if isinstance(one, Exception) or one[0] != 303]
    assert not failed, failed
    assert all("/complaint/track/" in place for _status, place in results)
    assert results[:TWICE] == results[TWICE : 2 * TWICE]
    with _transaction() as env:
        domain = [("company_id", "=", open_company_id)]
        cases = env["complaint.case"].search(domain)
        assert len(cases) == len(set(cases.mapped("partner_email"))) == VISITORS
        assert len(set(cases.mapped("number"))) == VISITORS
        assert env["complaint.statement"].search_count(domain) == VISITORS
        assert env["complaint.link"].search_count(domain) == VISITORS
