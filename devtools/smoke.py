"""Log in as admin and find our modules: `smoke.py ADDRESS` of a running Odoo."""

import json
import re
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

MODULES = [("name", "=like", "complaint\\_%"), ("state", "=", "installed")]
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def main(address):
    """Exit with a message where something is amiss."""
    page = browser.open(f"{address}/web/login", timeout=60).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    form = {"csrf_token": token, "login": "admin", "password": "admin"}
    browser.open(f"{address}/web/login", urllib.parse.urlencode(form).encode(), 60)
    session = _call(address, "/web/session/get_session_info")
    if session.get("username") != "admin":
        sys.exit("smoke: admin cannot log in")
    count = _call(
        address,
        "/web/dataset/call_kw",
        model="ir.module.module",
        method="search_count",
        args=[MODULES],
        kwargs={},
    )
    print(f"smoke: admin is logged in, {count} modules of ours are installed")
    return 0 if count else "smoke: none of our modules is installed"


def _call(address, path, **params):
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
    kind = {"Content-Type": "application/json"}
    request = urllib.request.Request(address + path, body, kind)
    answer = json.load(browser.open(request, timeout=60))
    if "error" in answer:
        sys.exit(f"smoke: {path}: {answer['error']['data']['message']}")
    return answer["result"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
