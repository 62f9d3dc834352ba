"""Asks a served demo everything that the OpenAPI document allows and a good deal that it does not,
as a stranger and with a token of each role. Nothing may ever be answered with a 5xx.

`cargo xtask test contract` runs it in an environment with the packages of xtask/requirements.txt:

    python run.py --url http://127.0.0.1:8080 --schema openapi/aval.json

The instance is changed by it and thrown away afterwards.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
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

# Seconds that each role may take; a slow machine makes fewer cases of them, not more time.
ROLE_BUDGET = 27
STRANGER_BUDGET = 12
# Fewer cases than this would mean that nothing worth the name was tried.
FEWEST_CASES = 150

# Signing out, or ending a session that a list has named, would end the very token that the run
# uses. The stranger tries the first.
ENDS_TOKENS = r"^/api/v1/(auth/|me/sessions/)"
OPEN_TO_ALL = r"^/(api/v1/auth/|health/|metrics$|api/openapi\.json$)"


def call(url, method, path, token=None, body=None):
    """The parsed answer of the API, or None where it has no body."""
    request = urllib.request.Request(url + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    with urllib.request.urlopen(request, data=data, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def sign_in(url, email):
    body = {"email": email, "password": PASSWORD}
    return call(url, "POST", "/api/v1/auth/login", body=body)["access_token"]


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
    command += ["--phases", "examples,coverage,fuzzing", "--continue-on-failure"]
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
    arguments = parser.parse_args()
    url, schema = arguments.url.rstrip("/"), str(arguments.schema.resolve())

    tokens = {role: sign_in(url, email) for role, email in PEOPLE.items()}
    # Those with more rights come later: they may switch off what the others are.
    key = make_key(url, tokens["admin"])
    tokens = {"reporter": tokens.pop("reporter"), "key": key, **tokens}
    common = [schema, "--url", url]
    failed = []
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        options = ["--max-time", str(STRANGER_BUDGET), "--include-path-regex", OPEN_TO_ALL]
        problem = run("stranger", common + options, "", None, folder)
        if problem:
            failed.append(("stranger", problem))
        for role, token in tokens.items():
            options = ["--max-time", str(ROLE_BUDGET), "--exclude-path-regex", ENDS_TOKENS]
            problem = run(role, common + options, settings(url, token), token, folder)
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
