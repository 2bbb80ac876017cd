"""Example of a system that hands over complaints and passes on the answers.

Needs Python 3.10 and nothing else. Try it:
    COMPLAINT_URL=https://odoo.example.com COMPLAINT_KEY=… python3 complaint_client.py
"""

import json
import os
import urllib.error
import urllib.request


class Refused(Exception):
    """The server understood and said no; the text says why."""


class ComplaintClient:
    """Calls ``complaint.integration`` over JSON-2 with the API key of its user."""

    def __init__(self, url, key, database=None, timeout=30):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
        }
        if database:  # where one server serves several
            self.headers["X-Odoo-Database"] = database

    def call(self, method, **arguments):
        """The answer of a method; raises ``Refused``, or ``OSError`` to try again."""
        request = urllib.request.Request(
            f"{self.url}/json/2/complaint.integration/{method}",
            json.dumps(arguments).encode(),
            self.headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise
            raise Refused(self._read_reason(error)) from error

    @staticmethod
    def _read_reason(error):
        try:
            return json.load(error)["message"]
        except (ValueError, KeyError, TypeError):
            return f"{error.code} {error.reason}"

    def hand_over(self, channel, complaints):
        """Register complaints; sending the same ones again is harmless."""
        return self.call("register", channel=channel, complaints=complaints)

    def pass_on(self, channel, deliver):
        """Give each waiting reply to ``deliver`` and tell the server what became of it.

        :param deliver: takes a reply, raises an exception where it cannot be delivered
        """
        results = []
        for reply in self.call("outbox", channel=channel):
            try:
                deliver(reply)
                results.append({"id": reply["id"], "sent": True})
            except Exception as error:  # whatever it was, the company is told
                results.append({"id": reply["id"], "sent": False, "error": str(error)})
        if not results:
            return []
        return self.call("confirm", channel=channel, results=results)


def main():
    client = ComplaintClient(os.environ["COMPLAINT_URL"], os.environ["COMPLAINT_KEY"])
    for channel in client.call("channels"):
        print("Channel", channel["id"], channel["name"])
        client.pass_on(channel["id"], lambda reply: print(reply["text"]))


if __name__ == "__main__":
    main()
