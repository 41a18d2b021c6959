"""A client for the API of a Tremolo hub, in one file and with nothing but Python's standard library (3.9 or later).

    from tremolo import Client
    hub = Client("http://127.0.0.1:8080", key="trm_live_...")
    for point in hub.points():
        print(point["name"], point["latest"] and point["latest"]["verdict"]["condition"])
    diagnosis = hub.diagnose("Pump 7", samples, sample_rate_hz=12000, unit="g", facts={"speedRpm": 1797})
    print(diagnosis["verdict"]["why"])

A key is made in the browser: Settings, API keys. What it may do is what its scopes name.
"""

import array
import base64
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

__all__ = ["Client", "TremoloError"]


class TremoloError(Exception):
    """What the hub refused: `code` is stable, `correlation_id` finds the line in the hub's log."""

    def __init__(self, status, problem):
        super().__init__(problem.get("detail") or problem.get("title") or "HTTP %d" % status)
        self.status = status
        self.code = problem.get("code", "internal")
        self.issues = problem.get("issues", [])
        self.correlation_id = problem.get("correlationId")


class Client:
    """Talks to one hub with one API key. Waits and tries again when a rate limit says so."""

    def __init__(self, origin, key, timeout=30, retries=3):
        self.origin = origin.rstrip("/")
        self.key = key
        self.timeout = timeout
        self.retries = retries

    def points(self):
        """All points with the last that was heard of each, as a list."""
        return list(self.pages("/api/v1/points", query={"limit": 200}))

    def point(self, point_id):
        return self.request("GET", "/api/v1/points/" + _quoted(point_id))

    def trend(self, point_id, start_ms, end_ms, max_buckets=1000):
        """Figures over time, in columns of equal length; times are milliseconds since 1970, UTC."""
        query = {"from": start_ms, "to": end_ms, "maxBuckets": max_buckets}
        return self.request("GET", "/api/v1/points/" + _quoted(point_id) + "/trend", query=query)

    def changes(self, point_id=None):
        """Condition changes, newest first, page after page as they are asked for."""
        path = "/api/v1/changes" if point_id is None else "/api/v1/points/%s/changes" % _quoted(point_id)
        return self.pages(path)

    def diagnose(self, name, samples, sample_rate_hz, unit, facts=None):
        """Has a recording diagnosed by the hub's rules; `samples` is any sequence of numbers, one axis."""
        packed = array.array("f", samples)
        if sys.byteorder == "big":
            packed.byteswap()
        text = base64.b64encode(packed.tobytes()).decode("ascii")
        body = {
            "name": name,
            "samples": {"format": "float32", "base64": text},
            "sampleRateHz": sample_rate_hz,
            "unit": unit,
            "facts": facts or {},
        }
        return self.request("POST", "/api/v1/diagnoses", body=body)

    def diagnoses(self):
        """One's own diagnoses and those shared with one, page after page."""
        return self.pages("/api/v1/diagnoses")

    def pages(self, path, query=None):
        """Every entry of a list, page after page as they are asked for."""
        asked = dict(query or {})
        while True:
            page = self.request("GET", path, query=asked)
            yield from page["items"]
            if page.get("nextCursor") is None:
                return
            asked["cursor"] = page["nextCursor"]

    def request(self, method, path, query=None, body=None):
        """One request; the answer as Python values, None where there is none. Raises TremoloError."""
        url = self.origin + path
        if query:
            url += "?" + urllib.parse.urlencode(query)
        data = None if body is None else json.dumps(body).encode("utf-8")
        headers = {"x-api-key": self.key, "accept": "application/json"}
        if method != "GET":
            headers["content-type"] = "application/json"
        for attempt in range(self.retries + 1):
            request = urllib.request.Request(url, data=data, method=method, headers=headers)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as response:
                    text = response.read()
                    return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                if error.code == 429 and attempt < self.retries:
                    time.sleep(float(error.headers.get("retry-after", 1)))
                    continue
                raise TremoloError(error.code, _problem(error)) from None


def _quoted(part):
    return urllib.parse.quote(str(part), safe="")


def _problem(error):
    try:
        return json.loads(error.read())
    except ValueError:
        return {"title": error.reason}
