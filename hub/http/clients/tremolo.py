"""A client for the API of a Tremolo hub, in one file and with nothing but Python's standard library (3.9 or later).

    from tremolo import Client
    hub = Client("http://127.0.0.1:8080", key="trm_live_...")
    for point in hub.points():
        print(point["name"], point["latest"] and point["latest"]["verdict"]["condition"])
    diagnosis = hub.diagnose("Pump 7", samples, sample_rate_hz=12000, unit="g", facts={"speedRpm": 1797})
    print(diagnosis["verdict"]["why"])
    job = hub.submit_job("benchmark", {"secondsEach": 2})
    hub.wait_until_complete(job["jobId"])
    print(hub.get_results(job["jobId"]))

A key is made in the browser: Settings, API keys. What it may do is what its scopes name.
"""

import array
import base64
import hashlib
import http.client
import json
import os
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

__all__ = ["Client", "JobFailed", "TremoloError"]

_FINAL = ("succeeded", "failed", "cancelled", "skipped")
_LOG_LINES = 1000


class TremoloError(Exception):
    """What the hub refused: `code` is stable, `correlation_id` finds the line in the hub's log."""

    def __init__(self, status, problem):
        super().__init__(problem.get("detail") or problem.get("title") or "HTTP %d" % status)
        self.status = status
        self.code = problem.get("code", "internal")
        self.issues = problem.get("issues", [])
        self.correlation_id = problem.get("correlationId")


class JobFailed(Exception):
    """A job that ended otherwise than with a result; `job` is all that the hub says of it."""

    def __init__(self, job):
        super().__init__("%s is %s: %s" % (job["jobId"], job["state"], job.get("sentence") or "no reason is known"))
        self.job = job


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

    def submit_job(self, kind, arguments=None, idempotency_key=None, **more):
        """Has a job done, such as `submit_job("benchmark", {"secondsEach": 2}, needs={"provider": "cuda"})`; the job.

        `more` is what the reference names besides: queue, needs, limits, dependsOn, notBeforeMs, preemptible. The same
        `idempotency_key` again gives the same job, also from another program; without one each call is a job of its own.
        """
        body = dict(more, kind=kind, arguments=arguments or {})
        headers = {"idempotency-key": idempotency_key or str(uuid.uuid4())}
        return self.request("POST", "/api/v1/jobs", body=body, headers=headers)

    def job(self, job_id):
        return self.request("GET", _job_path(job_id))

    def jobs(self, **filters):
        """Jobs, the latest first, page after page; filters such as `state="running"` or `kind="train"`."""
        return self.pages("/api/v1/jobs", query=filters)

    def cancel_job(self, job_id):
        """Cancels a job, at work or waiting. One at work ends when its agent says so: see wait_until_complete."""
        return self.request("POST", _job_path(job_id, "/cancel"))

    def wait_until_complete(self, job_id, timeout=3600, poll=2):
        """The job once it has ended, however it ended; looks every `poll` seconds, and costs little while nothing changes.

        Goes on over a hub that is away for a while. Raises TimeoutError after `timeout` seconds; the job goes on.
        """
        until = time.monotonic() + timeout
        job, etag = None, None
        while True:
            try:
                with self._open("GET", _job_path(job_id), headers={"if-none-match": etag} if etag else {}) as answer:
                    if answer.status != 304:
                        job, etag = json.loads(answer.read()), answer.headers.get("etag")
            except (OSError, http.client.HTTPException) as error:
                if time.monotonic() >= until:
                    raise TimeoutError("The hub does not answer: %s" % error) from error
            if job is not None and job["state"] in _FINAL:
                return job
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("%s is not done after %g s." % (job_id, timeout))
            time.sleep(min(poll, left))

    def get_results(self, job_id):
        """What came of a job that succeeded; None while it waits or runs. Raises JobFailed when it ended otherwise."""
        job = self.job(job_id)
        if job["state"] in _FINAL and job["state"] != "succeeded":
            raise JobFailed(job)
        return job["result"]

    def job_log(self, job_id, attempt=None):
        """What an attempt of a job said (its latest unless asked for otherwise), line by line, as it is read."""
        query = {"limit": _LOG_LINES, "after": 0}
        if attempt is not None:
            query["attempt"] = attempt
        while True:
            said = self.request("GET", _job_path(job_id, "/log"), query=query)
            yield from said["lines"]
            if len(said["lines"]) < _LOG_LINES:
                return
            # An attempt that begins meanwhile has a log of its own.
            query.update(after=said["lines"][-1]["line"], attempt=said["attempt"])

    def models(self):
        """Models that jobs made and the hub keeps, page after page."""
        return self.pages("/api/v1/models")

    def download_model(self, sha256, path):
        """Saves the file of a model at `path`, whole and checked or not at all."""
        digest = hashlib.sha256()
        folder = os.path.dirname(os.path.abspath(path))
        descriptor, part = tempfile.mkstemp(dir=folder, prefix=".tremolo-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                with self._open("GET", "/api/v1/models/%s/content" % _quoted(sha256)) as answer:
                    for piece in iter(lambda: answer.read(1 << 16), b""):
                        digest.update(piece)
                        file.write(piece)
            if digest.hexdigest() != sha256:
                raise ValueError("What arrived is not the model %s." % sha256)
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise
        return path

    def pages(self, path, query=None):
        """Every entry of a list, page after page as they are asked for."""
        asked = dict(query or {})
        while True:
            page = self.request("GET", path, query=asked)
            yield from page["items"]
            if page.get("nextCursor") is None:
                return
            asked["cursor"] = page["nextCursor"]

    def request(self, method, path, query=None, body=None, headers=None):
        """One request; the answer as Python values, None where there is none. Raises TremoloError."""
        with self._open(method, path, query, body, headers) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _open(self, method, path, query=None, body=None, headers=None):
        """The answer, to be read and closed; 304 is one, what the hub refuses is raised."""
        url = self.origin + path
        if query:
            url += "?" + urllib.parse.urlencode(query)
        data = None if body is None else json.dumps(body).encode("utf-8")
        sent = {"x-api-key": self.key, "accept": "*/*", **(headers or {})}
        if method != "GET":
            sent["content-type"] = "application/json"
        for attempt in range(self.retries + 1):
            request = urllib.request.Request(url, data=data, method=method, headers=sent)
            try:
                return urllib.request.urlopen(request, timeout=self.timeout)
            except urllib.error.HTTPError as error:
                if error.code == 304:
                    return error
                if error.code == 429 and attempt < self.retries:
                    time.sleep(float(error.headers.get("retry-after", 1)))
                    continue
                raise TremoloError(error.code, _problem(error)) from None


def _quoted(part):
    return urllib.parse.quote(str(part), safe="")


def _job_path(job_id, rest=""):
    return "/api/v1/jobs/" + _quoted(job_id) + rest


def _problem(error):
    try:
        return json.loads(error.read())
    except ValueError:
        return {"title": error.reason}
