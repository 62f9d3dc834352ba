"""Asks a served instance everything that the OpenAPI document allows and a good deal that it does
not, as a stranger and with a token of each role. Nothing may ever be answered with a 5xx.

`cargo xtask test contract` runs it in an environment with the packages of xtask/requirements.txt:

    python run.py --url http://127.0.0.1:8080 --schema openapi/aval.json

asks a demo. With `--log` and `--mails` it asks an instance that nobody has used yet: it comes in by
the link that `aval serve` printed to the log, and invites the others, whose links are in the mails.

The instance is changed by it and thrown away afterwards.
"""

import argparse
import email
import email.policy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

PASSWORD = "aval-demo-2026"
PEOPLE = {
    "reporter": "marcela.rios@contactoandino.example",
    "engineer": "laura.beltran@soporte.example",
    "coordinator": "camila.restrepo@soporte.example",
    "admin": "patricia.gomez@soporte.example",
}

# Fewer cases than this would mean that nothing worth the name was tried.
FEWEST_CASES = 150

# Signing out, or ending a session that a list has named, would end the very token that the run
# uses. The stranger tries the first. A stream of events has no end to wait for; the stranger is
# refused there at once.
NOT_SIGNED_IN = r"^/api/v1/(auth/|me/sessions/|events$)"
OPEN_TO_ALL = r"^/(api/v1/auth/|health/|metrics$|api/openapi\.json$)"


def call(url, method, path, token=None, body=None, version=None):
    """The parsed answer of the API, or None where it has no body."""
    request = urllib.request.Request(url + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if version:
        request.add_header("If-Match", f'"{version}"')
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    with urllib.request.urlopen(request, data=data, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def sign_in(url, address):
    body = {"email": address, "password": PASSWORD}
    return call(url, "POST", "/api/v1/auth/login", body=body)["access_token"]


def invited(url, mails, address):
    """The token of whoever was invited, once the worker has written the mail."""
    for _ in range(300):
        for file in mails.glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            link = re.search(r"/invite/(\S+)", mail.get_body(("plain",)).get_content())
            if link and address in mail["To"]:
                body = {"token": link[1], "password": PASSWORD}
                return call(url, "POST", "/api/v1/auth/accept-invite", body=body)["access_token"]
        time.sleep(0.1)
    raise SystemExit(f"no invitation to {address} in {mails}")


def move_in(url, log, mails):
    """Brings the people of all roles and some tickets into an instance without anybody."""
    link = re.search(r"/primer-admin/(\S+)", log.read_text())
    body = {"token": link[1], "email": PEOPLE["admin"], "name": "Patricia", "password": PASSWORD}
    admin = call(url, "POST", "/api/v1/auth/first-admin", body=body)["access_token"]
    company = {"name": "Contacto Andino", "nit": "900123456-8"}
    company = call(url, "POST", "/api/v1/companies", admin, company)["id"]
    tokens = {}
    for role in ("reporter", "engineer", "coordinator"):
        person = {"email": PEOPLE[role], "name": role.title()}
        if role == "reporter":
            call(url, "POST", f"/api/v1/companies/{company}/reporters", admin, person)
        else:
            call(url, "POST", "/api/v1/staff", admin, person | {"role": role})
        tokens[role] = invited(url, mails, PEOPLE[role])
    engineer = call(url, "GET", "/api/v1/me", tokens["engineer"])["id"]
    contact = {"channel": "phone", "direction": "outbound", "outcome": "reached", "summary": "Sí"}
    steps = [("assign", {"assignee_id": engineer}), ("log-contact", contact), ("start-analysis", {})]
    for number in range(12):
        ticket = {"kind": "request", "subject": f"Caso {number}", "description": "Usuario nuevo"}
        ticket = call(url, "POST", "/api/v1/tickets", tokens["reporter"], ticket)
        for version, (step, body) in enumerate(steps[: number % 4], ticket["version"]):
            path = f"/api/v1/tickets/{ticket['id']}/actions/{step}"
            call(url, "POST", path, tokens["engineer"], body, version)


def make_key(url, admin):
    """The secret of a key of the reporter's company."""
    companies = call(url, "GET", "/api/v1/companies", admin)["items"]
    key = {
        "name": "schemathesis",
        "scopes": ["tickets:read", "tickets:write"],
        "company_id": next(c["id"] for c in companies if c["name"].startswith("Contacto Andino")),
    }
    return call(url, "POST", "/api/v1/api-keys", admin, key)["secret"]


def settings(url, token):
    """Settings by which most requests name tickets that are there, in versions that they may have:
    made-up ones would never get past the 404."""
    tickets = call(url, "GET", "/api/v1/tickets?limit=100", token)["items"]
    names = [ticket["id"] for ticket in tickets[:15]] + [t["number"] for t in tickets[:15]]
    versions = sorted({f'"{ticket["version"]}"' for ticket in tickets})
    return "\n".join(
        [
            f"dictionaries.tickets = {{ values = {json.dumps(names)} }}",
            f"dictionaries.versions = {{ values = {json.dumps(versions)} }}",
            "[[operations]]",
            "include-path-regex = '^/api/v1/tickets/'",
            "[operations.parameters]",
            '"path.id" = { dictionary = "tickets", probability = 0.8 }',
            '"header.If-Match" = { dictionary = "versions", probability = 0.8 }',
            "",
        ]
    )


def run(name, options, config, token, folder):
    """One run of schemathesis; an error message, or None when all is well."""
    config_file = folder / f"{name}.toml"
    config_file.write_text(config)
    report = folder / f"{name}.json"
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config_file)]
    command += ["run", "--no-color", "--checks", "not_a_server_error"]
    command += ["--continue-on-failure"]
    command += ["--report", "json", "--report-json-path", str(report), *options]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if not report.is_file():
        return f"schemathesis made no report:\n{done.stdout}"
    result = json.loads(report.read_text())
    cases, operations = result["test_cases"]["generated"], result["operations"]
    print(f"{name:<12} {cases:>5} cases for {operations['tested']} operations", flush=True)
    if done.returncode != 0 or result["failures"] or result["errors"]:
        return done.stdout
    if cases < FEWEST_CASES:
        return f"only {cases} cases were tried:\n{done.stdout}"
    if operations["tested"] != operations["selected"]:
        return f"{operations['tested']} of {operations['selected']} operations were tried"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True, help="where the demo is served")
    parser.add_argument("--schema", required=True, type=pathlib.Path, help="the document")
    parser.add_argument(
        "--random",
        type=int,
        default=10,
        help="how many random cases an operation gets besides those that its limits suggest",
    )
    parser.add_argument("--log", type=pathlib.Path, help="what a new instance has printed")
    parser.add_argument("--mails", type=pathlib.Path, help="where a new instance writes mails")
    arguments = parser.parse_args()
    url, schema = arguments.url.rstrip("/"), str(arguments.schema.resolve())

    if arguments.log:
        move_in(url, arguments.log, arguments.mails)
    key = make_key(url, sign_in(url, PEOPLE["admin"]))
    common = [schema, "--url", url, "--phases", "examples,coverage"]
    if arguments.random:
        common[-1] += ",fuzzing"
        common += ["--max-examples", str(arguments.random)]
    failed = []
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        options = [*common, "--include-path-regex", OPEN_TO_ALL]
        problem = run("stranger", options, "", None, folder)
        if problem:
            failed.append(("stranger", problem))
        # Those with more rights come later: they may switch off what the others are.
        for role in ("reporter", "key", "engineer", "coordinator", "admin"):
            # Just before, as an access token lives for ten minutes.
            token = key if role == "key" else sign_in(url, PEOPLE[role])
            options = [*common, "--exclude-path-regex", NOT_SIGNED_IN]
            problem = run(role, options, settings(url, token), token, folder)
            if not problem:
                try:
                    call(url, "GET", "/api/v1/tickets?limit=1", token)
                except urllib.error.HTTPError as error:
                    problem = f"the token was lost on the way: {error}"
            if problem:
                failed.append((role, problem))
    for role, problem in failed:
        print(f"\n━━ {role}\n{problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
