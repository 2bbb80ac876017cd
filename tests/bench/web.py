"""Requests per second over JSON-2, with a key of a normal user."""

import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psutil

REQUESTS = 96
CLIENTS = (1, 4, 16)


def measure(address, database, pid, subject, key):
    """``{operation: {clients: (requests a second, ms of server CPU a request)}}``"""
    calls = {
        "floor": ("search_count", lambda: {"domain": [["id", "=", 0]]}),
        "list": (
            "web_search_read",
            lambda: {
                "domain": list(map(list, subject.open_domain)),
                "specification": {subject.title: {}, subject.opened: {}},
                "limit": 80,
            },
        ),
        "create": ("create", lambda: {"vals_list": [subject.vals()]}),
    }
    found = {}
    for operation, (method, body) in calls.items():
        url = f"{address}/json/2/{subject.model}/{method}"
        found[operation] = {
            clients: _load(url, database, pid, key, body, clients)
            for clients in CLIENTS
        }
    return found


def _load(url, database, pid, key, body, clients):
    bodies = [json.dumps(body()).encode() for _number in range(REQUESTS)]
    headers = {
        "Authorization": f"bearer {key}",
        "Content-Type": "application/json",
        "X-Odoo-Database": database,
    }

    def send(data):
        request = urllib.request.Request(url, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{url}: {error.read().decode()[:300]}") from None

    send(bodies[0])
    before, started = _cpu(pid), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(send, bodies))
    seconds = time.perf_counter() - started
    cpu = (_cpu(pid) - before) / REQUESTS * 1000
    return round(REQUESTS / seconds, 1), round(cpu, 1)


def _cpu(pid):
    server = psutil.Process(pid)
    times = [one.cpu_times() for one in (server, *server.children(recursive=True))]
    return sum(one.user + one.system for one in times)
