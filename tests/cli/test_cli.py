"""Black-box tests of the command line: the binary, its exit codes, standard output and standard error.

The sandbox that `token` and `verify` talk to is tests/harness's. To run: /usr/bin/python3 -m pytest tests/cli
"""

import json
import os
import pathlib
import stat
import subprocess
import sys
import time

import pytest
import requests

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness.grants import GRANT_TYPE, grant, parts  # noqa: E402
from harness.sandbox import ROOT, Sandbox, binary  # noqa: E402

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PORTVAKT_", "MASKINPORTEN_"))}


def portvakt(*words, stdin="", **environment):
    return subprocess.run([binary(), *map(str, words)], input=stdin, text=True, capture_output=True, timeout=60,
                          env=CLEAN | {name: str(value) for name, value in environment.items()})


def works(*words, **more):
    outcome = portvakt(*words, **more)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


def fails(code, *words, **more):
    outcome = portvakt(*words, **more)
    assert outcome.returncode == code, (outcome.returncode, outcome.stderr)
    assert outcome.stderr.startswith("portvakt: "), outcome.stderr
    return outcome.stderr


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    box = Sandbox(tmp_path_factory.mktemp("cli") / "sandbox").start()
    yield box
    assert box.stop() == 0


@pytest.fixture
def token(sandbox):
    return works("token", "--dir", sandbox.directory).strip()


@pytest.fixture
def database(tmp_path):
    (tmp_path / "passphrase").write_text("correct horse\n")
    return {"PORTVAKT__DATABASE": f"sqlite:{tmp_path}/cli.db", "PORTVAKT__OPERATOR_ORGNO": "312345692",
            "PORTVAKT__SIGNING__PASSPHRASE_FILE": tmp_path / "passphrase"}


def every_command(words=()):
    """The tree as its own help tells it."""
    lines = works(*words, "--help").splitlines()
    yield words
    if "Subcommands:" in lines:
        for line in lines[lines.index("Subcommands:") + 1:]:
            if not line.startswith("  "):
                break
            if line[2] != " ":
                yield from every_command((*words, line.split()[0]))


def test_every_place_has_help_with_an_example():
    seen = list(every_command())
    assert ("serve",) in seen and ("sandbox",) in seen and ("client", "create-admin") in seen
    for words in seen:
        text = works(*words, "--help")
        assert "Usage:" in text, words
        if words:
            assert "Example" in text, words


def test_the_version_is_one_line():
    assert works("--version").startswith("portvakt ")


@pytest.mark.parametrize("words, answer", [
    (["sandbxo"], "did you mean sandbox?"),
    (["serve", "--confg", "x"], "did you mean --config?"),
    (["client", "creat-admin"], "did you mean create-admin?"),
    (["org", "add"], "--help"),
    ([], "--help"),
])
def test_wrong_usage_is_one_line_and_exit_code_2(words, answer):
    complaint = fails(2, *words)
    assert answer in complaint
    assert complaint.count("\n") == 1


def test_the_shipped_configuration_is_the_defaults():
    assert works("config", "defaults") == (ROOT / "config/portvakt.toml").read_text()


def test_a_bad_configuration_names_file_line_and_cure(tmp_path):
    file = tmp_path / "p.toml"
    file.write_text('issuer = "https://x.example/"\nlisen = ":1"\n')
    for words in (["config", "check", file], ["serve", "--config", file], ["org", "list", "--config", file]):
        assert f"{file}:2: unknown key lisen; did you mean listen?" in fails(2, *words)


def test_config_show_tells_origins_and_no_passwords(tmp_path):
    file = tmp_path / "p.toml"
    file.write_text('database = "postgresql://u:hunter2@db/p"\n')
    rows = {row["key"]: row for row in json.loads(works("config", "show", "--config", file, "--json", PORTVAKT__LOG__LEVEL="warn"))}
    assert rows["database"] == {"key": "database", "value": '"postgresql://u:***@db/p"', "origin": f"{file}:1"}
    assert rows["log.level"]["origin"] == "PORTVAKT__LOG__LEVEL"
    assert rows["listen"]["origin"] == "default"


def test_an_operator_onboards_an_organisation(database, tmp_path):
    works("org", "add", "312345676", "RASK FJELLREV ETAT", **database)
    works("prefix", "assign", "fjellrev", "312345676", **database)
    key = tmp_path / "admin.jwk.json"
    client = works("client", "create-admin", "--org", "312345676", "--new-key", key, **database).strip()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert json.loads(key.read_text())["kty"] == "RSA"
    shown = json.loads(works("client", "show", client, "--json", **database))
    assert shown["client_orgno"] == "312345676"
    assert shown["jwks"]["keys"][0]["kid"] == json.loads(key.read_text())["kid"]
    assert "File exists" in fails(2, "client", "create-admin", "--org", "312345676", "--new-key", key, **database)


def test_signing_keys_wait_before_they_sign(database):
    first = json.loads(works("key", "new", "--json", **database))["kid"]
    works("key", "activate", first, **database)
    second = json.loads(works("key", "new", "--json", **database))["kid"]
    assert "may sign from" in fails(1, "key", "activate", second, **database)
    works("key", "activate", second, "--now", **database)
    states = {key["kid"]: key["state"] for key in json.loads(works("key", "list", "--json", **database))}
    assert states == {first: "retired", second: "active"}


def test_a_database_that_cannot_be_used_is_one_line_and_exit_code_2(tmp_path):
    assert "there is no database" in fails(2, "org", "list", "--database", f"sqlite:{tmp_path}/absent.db")
    (tmp_path / "rubbish.db").write_bytes(b"rubbish" * 1000)
    assert "rubbish.db" in fails(2, "org", "list", "--database", f"sqlite:{tmp_path}/rubbish.db")
    assert "mysql" not in fails(2, "org", "list", "--database", "mysql://u:p@h/d")


def test_a_token_for_each_way_to_say_who_one_is(sandbox):
    client = sandbox.client("consumer-client")
    by_role = works("token", "--dir", sandbox.directory, "--role", "consumer-client").strip()
    by_name = works("token", "--issuer", sandbox.issuer, "--client-id", client.client_id, "--key", client.key_file,
                    "--scope", client.scopes[0]).strip()
    by_environment = works("token", MASKINPORTEN_CLIENT_ID=client.client_id, MASKINPORTEN_CLIENT_JWK=json.dumps(client.jwk),
                           MASKINPORTEN_WELL_KNOWN_URL=sandbox.issuer + ".well-known/oauth-authorization-server",
                           MASKINPORTEN_SCOPES=" ".join(client.scopes)).strip()
    for token in (by_role, by_name, by_environment):
        _, claims = parts(token)
        assert claims["client_id"] == client.client_id
        assert claims["consumer"]["ID"] == "0192:" + client.orgno


def test_a_supplier_names_the_consumer_it_acts_for(sandbox):
    where = ["--dir", sandbox.directory, "--role", "supplier-client"]
    assert "MP-250" in fails(1, "token", *where)
    complaint = fails(1, "token", *where, "--consumer-org", "317777019")
    assert "MP-25" in complaint and "error_uri" in complaint
    claims = parts(works("token", *where, "--consumer-org", "312345609").strip())[1]
    assert (claims["consumer"]["ID"], claims["supplier"]["ID"]) == ("0192:312345609", "0192:310999113")


def test_the_operator_keeps_the_register_of_a_running_sandbox(sandbox):
    where = ["--dir", sandbox.directory]
    triple = ["--consumer", "312345609", "--supplier", "315000122", "--scope", "fjellrev:helsemelding.write"]
    made = json.loads(works("delegation", "add", *triple, "--from", "2026-01-01", "--to", "2099-01-01", "--json", *where))
    assert (made["valid_from"], made["valid_to"]) == ("2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z")
    listed = works("delegation", "list", "--consumer", "312345609", *where)
    assert "315000122  2026-01-01T00:00:00Z  2099-01-01T00:00:00Z  active" in listed and "310999113" in listed
    assert "revoked" in json.loads(works("delegation", "revoke", *triple, "--json", *where))
    assert works("delegation", "list", "--supplier", "315000122", *where) == "no delegations\n"
    assert "revoked" in works("delegation", "list", "--supplier", "315000122", "--inactive", *where)
    fails(2, "delegation", "add", *triple[:-1], "fjellrev:vannmaaling.read", *where)
    fails(2, "delegation", "add", *triple, "--to", "2020-01-01", *where)
    fails(1, "delegation", "revoke", *triple[:2], "--supplier", "317777019", *triple[4:], *where)
    fails(2, "delegation", "list", *where)


def test_the_operator_keeps_the_system_users_of_a_running_sandbox(sandbox):
    where, client = ["--dir", sandbox.directory], sandbox.client("supplier-client").client_id
    listed = works("systemuser", "list", "--vendor", "310999113", *where)
    assert "315000122" in listed and "310999113_snillregnskap" in listed and client in listed
    owner, what = ["--owner", "312345609"], ["--system", "310999113_annet", "--client", client]
    made = json.loads(works("systemuser", "add", *owner, *what, "--external-ref", "kunde-42", "--json", *where))
    assert (made["owner_orgno"], made["vendor_orgno"], made["external_ref"]) == ("312345609", "310999113", "kunde-42")
    assert "409" not in fails(1, "systemuser", "add", *owner, *what, "--external-ref", "kunde-42", *where)
    fails(1, "systemuser", "delete", "--owner", "315000122", made["id"], *where)
    assert "deleted" in json.loads(works("systemuser", "delete", *owner, made["id"], "--json", *where))
    assert works("systemuser", "list", *owner, *where) == "no system users\n"
    assert made["id"] in works("systemuser", "list", *owner, "--inactive", *where)
    fails(2, "systemuser", "add", *owner, "--system", "annet", "--client", client, *where)
    fails(2, "systemuser", "list", *where)


def test_a_vendor_names_the_customer_whose_system_user_it_is(sandbox):
    where = ["--dir", sandbox.directory, "--role", "supplier-client"]
    assert "MP-250" in fails(1, "token", *where, "--system-user", "315000122")
    owner = works("token", "--dir", sandbox.directory, "--role", "owner-admin").strip()

    def access(change):
        answer = change(f"{sandbox.base}/api/v1/scopes/access/310999113?scope=fjellrev:helsemelding.write",
                        headers={"Authorization": f"Bearer {owner}"}, timeout=30)
        assert answer.status_code == 200

    access(requests.put)
    try:
        claims = parts(works("token", *where, "--system-user", "315000122").strip())[1]
        assert claims["authorization_details"][0]["systemuser_org"]["ID"] == "0192:315000122"
        assert "MP-303" in fails(1, "token", *where, "--system-user", "315000122", "--external-ref", "kunde-42")
    finally:
        access(requests.delete)
    fails(2, "token", *where, "--external-ref", "kunde-42")


def test_the_whole_answer_and_the_claims_on_request(sandbox):
    outcome = portvakt("token", "--dir", sandbox.directory, "--json", "--show-claims")
    answer = json.loads(outcome.stdout)
    assert answer["token_type"] == "Bearer"
    assert "consumer" in outcome.stderr and "KLOK TIGER KOMMUNE" in outcome.stderr


def test_over_tls_with_the_sandboxes_own_authority(sandbox):
    # the issuer is one value whichever listener answers, so the TLS listener is named as the endpoint
    client = sandbox.client("consumer-client")
    who = {"MASKINPORTEN_CLIENT_ID": client.client_id, "MASKINPORTEN_SCOPES": client.scopes[0], "MASKINPORTEN_ISSUER": sandbox.issuer,
           "MASKINPORTEN_TOKEN_ENDPOINT": sandbox.facts["tls"]["url"] + "token"}
    works("token", "--key", client.key_file, "--ca-file", sandbox.ca_file, **who)
    fails(1, "token", "--key", client.key_file, **who)


def test_a_refusal_says_everything_the_server_said(sandbox):
    complaint = fails(1, "token", "--dir", sandbox.directory, "--scope", "fjellrev:nowhere")
    for part in ("invalid_scope", "fjellrev:nowhere", "MP-200", "errors/MP-200", "trace_id"):
        assert part in complaint


def test_an_unreachable_issuer_is_named(sandbox):
    client = sandbox.client("consumer-client")
    complaint = fails(1, "token", "--issuer", "http://127.0.0.1:1/", "--client-id", client.client_id, "--key", client.key_file,
                      "--scope", "a:b")
    assert "127.0.0.1:1" in complaint
    fails(2, "verify", "a.b.c", "--issuer", "http://127.0.0.1:1/")


def test_verify_accepts_a_good_token_and_reads_it_out(sandbox, token):
    text = works("verify", token, "--dir", sandbox.directory, "--scope", "fjellrev:vannmaaling.read")
    assert "312345609 KLOK TIGER KOMMUNE" in text
    assert "(in 1 min" in text
    assert works("verify", "--issuer", sandbox.issuer, stdin=f"Bearer {token}\n")
    assert json.loads(works("verify", "-", "--dir", sandbox.directory, "--json", stdin=token))["valid"] is True


def test_verify_refuses_with_the_reasons(sandbox, token):
    where = ["--dir", sandbox.directory]
    assert "scope fjellrev:other" in fails(1, "verify", token, *where, "--scope", "fjellrev:other")
    assert "audience is not" in fails(1, "verify", token, *where, "--audience", "https://api.example")
    header, payload, signature = token.split(".")
    changed = signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]
    assert "signature is wrong" in fails(1, "verify", ".".join((header, payload, changed)), *where)
    assert "no compact JWS" in fails(1, "verify", "rubbish", *where)
    fails(2, "verify", token)
    fails(2, "verify", "", *where)


def a_grant(sandbox, role="consumer-client", **claims):
    return grant(sandbox, sandbox.client(role), claims)


#= explain.pure
def test_explain_says_that_a_grant_is_right_and_leaves_it_usable(sandbox, tmp_path):
    right = a_grant(sandbox)
    file = tmp_path / "grant.jwt"
    file.write_text(right + "\n")
    for words, stdin in ([right], ""), ([file], ""), (["-"], right + "\n"), ([], right):
        text = works("explain", *words, "--dir", sandbox.directory, stdin=stdin)
        assert text.startswith("The grant would get a token.\n")
        assert "\n  ok  the grant has not been used before\n" in text
        assert "FAIL" not in text and "\033" not in text
    answer = requests.post(sandbox.facts["token_endpoint"], {"grant_type": GRANT_TYPE, "assertion": right}, timeout=30)
    assert answer.status_code == 200


def test_explain_points_at_the_rule_that_fails(sandbox):
    wrong = a_grant(sandbox, aud="https://x.example/")
    outcome = portvakt("explain", wrong, "--dir", sandbox.directory)
    assert (outcome.returncode, outcome.stderr) == (1, "portvakt: the grant would be refused\n")
    lines = outcome.stdout.splitlines()
    assert lines[0].startswith("The grant would be refused: MP-110 Invalid assertion.")
    failed = lines.index("FAIL  aud names this server, exactly")
    assert [line.split()[0] for line in lines[failed + 1:failed + 4]] == ["saw", "expected", "cure"]
    assert "https://x.example/" in lines[failed + 1] and sandbox.issuer in lines[failed + 2]
    assert lines[-2].startswith("iat ") and lines[-2].endswith(" s ago") and lines[-1].endswith(" s from now")


def test_explain_asks_with_a_token_of_ones_own(sandbox):
    token = works("token", "--dir", sandbox.directory, "--role", "supplier-admin").strip()
    theirs = a_grant(sandbox, role="supplier-client")
    told = portvakt("explain", theirs, "--issuer", sandbox.issuer, "--token", token, "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["answer"]["code"] == "MP-250"
    assert portvakt("explain", theirs, "--json", MASKINPORTEN_ISSUER=sandbox.issuer, PORTVAKT_TOKEN=token).stdout
    assert "MP-250" in portvakt("explain", theirs, "--dir", sandbox.directory, "--role", "supplier-admin").stdout


def test_explain_says_whom_it_cannot_explain_to(sandbox):
    theirs = a_grant(sandbox, role="supplier-client")
    assert "--role" in fails(1, "explain", theirs, "--dir", sandbox.directory)


def test_explain_ends_with_two_when_nothing_can_be_told(sandbox, tmp_path):
    where = ["--issuer", sandbox.issuer]
    assert "no token" in fails(2, "explain", "a.b.c", *where)
    assert "answered 401" in fails(2, "explain", "a.b.c", *where, "--token", "x")
    assert "answered 403" in fails(2, "explain", "a.b.c", "--dir", sandbox.directory, "--role", "consumer-client")
    assert "no issuer" in fails(2, "explain", "a.b.c", "--token", "x")
    assert "no grant" in fails(2, "explain", "-", *where)
    assert "no client of role" in fails(2, "explain", "a.b.c", "--dir", sandbox.directory, "--role", "nobody")
    fails(2, "explain", "a.b.c", "--issuer", "http://127.0.0.1:1/", "--token", "x")


#= hint.header
def test_token_prints_the_hint_of_a_refusal(sandbox):
    text = fails(1, "token", "--dir", sandbox.directory, "--scope", "fjellrev:open.read")
    assert "hint" in text and "add the scope to the client" in text


def test_issued_tokens_are_in_the_ledger(sandbox, token):
    _, claims = parts(token)
    where = ["--dir", sandbox.directory]
    rows = [json.loads(line) for line in works("ledger", "list", "--jti", claims["jti"], "--json", *where).splitlines()]
    assert [row["client_id"] for row in rows] == [claims["client_id"]]
    exported = [json.loads(line) for line in works("ledger", "export", "--org", "312345609", *where).splitlines()]
    assert claims["jti"] in [row["token_jti"] for row in exported]
    assert exported == sorted(exported, key=lambda row: -row["id"])
    assert len(works("ledger", "export", "--limit", "1", *where).splitlines()) == 1
    assert claims["jti"] in works("ledger", "list", *where)
    assert works("ledger", "list", "--from", "2999-01-01", *where) == "no tokens were issued\n"


def test_issued_tokens_are_in_the_statistics(sandbox, token):
    _, claims = parts(token)
    where = ["--dir", sandbox.directory, "--scope", claims["scope"], "--client", claims["client_id"]]
    deadline = time.monotonic() + 20
    while not (rows := json.loads(works("statistics", "--by", "client", "--json", *where))["rows"]):
        assert time.monotonic() < deadline, "the server does not count"
    assert (rows[0]["key"], rows[0]["refusals"]) == (claims["client_id"], 0)
    assert works("statistics", "--csv", *where).startswith("time,key,name,tokens,refusals\n")
    assert works("statistics", "--from", "2020-01-01", "--to", "2020-01-02", *where) == "nothing was issued or refused\n"
    assert "from" in fails(2, "statistics", "--from", "2999-01-01")


def test_the_operator_changes_a_running_sandbox(sandbox):
    where = ["--dir", sandbox.directory]
    assert "KLOK TIGER KOMMUNE" in works("org", "list", *where)
    assert "fjellrev:helsemelding.write" in works("scope", "list", *where)
    assert "APPROVED" in works("access", "list", "--consumer", "312345609", *where)
    roles = [client["client_id"] for client in json.loads(works("client", "list", "--json", *where))]
    assert sandbox.client("owner-admin").client_id in roles


def test_a_token_by_certificate(sandbox, tmp_path):
    chosen = works("token", "--dir", sandbox.directory, "--role", "consumer-cert-client").strip()
    assert parts(chosen)[1]["client_amr"] == "virksomhetssertifikat"
    seal = next(each for each in sandbox.facts["certificates"] if each["kind"] == "qseal")
    cert, key = sandbox.directory / seal["cert_file"], sandbox.directory / seal["key_file"]
    client = sandbox.client("consumer-cert-client")
    given = works("token", "--issuer", sandbox.issuer, "--client-id", client.client_id, "--scope", client.scopes[0],
                  "--cert", cert, "--key", key).strip()
    assert parts(given)[1]["client_amr"] == "QCForESeal"
    expired = next(each for each in sandbox.facts["certificates"] if each["kind"] == "expired")
    refused = fails(1, "token", "--dir", sandbox.directory, "--role", "consumer-cert-client",
                    "--cert", sandbox.directory / expired["cert_file"])
    assert "MP-120" in refused
    works("pki", "issue", "--dir", tmp_path / "pki", "--org", "312345609", "--new-key", tmp_path / "other.key", "--out",
          tmp_path / "other.pem")
    mixed = fails(2, "token", "--dir", sandbox.directory, "--role", "consumer-cert-client", "--cert", tmp_path / "other.pem",
                  "--key", key)
    assert "does not belong to the private key" in mixed


GOOD_KINDS = {"seid1": "virksomhetssertifikat", "seid2": "CForESeal", "qseal": "QCForESeal"}
BAD_KINDS = {"expired": "expired", "revoked": "revoked", "untrusted": "no path", "wrong-policy": "policies", "wrong-usage": "keyUsage"}


def test_pki_makes_certificates_that_its_own_judge_knows(tmp_path):
    pki, key = tmp_path / "pki", tmp_path / "org.key"
    made = json.loads(works("pki", "init", "--dir", pki, "--json"))
    assert {pathlib.Path(file).name for file in made.values()} == {"root.pem", "intermediate.pem", "root.crl", "intermediate.crl"}
    assert stat.S_IMODE((pki / "root.key").stat().st_mode) == 0o600
    works("pki", "issue", "--dir", pki, "--org", "312345609", "--new-key", key, "--out", tmp_path / "first.pem")
    judge = ["--trust", pki, "--policies", "norwegian-test", "--crls", pki / "intermediate.crl"]
    for kind in [*GOOD_KINDS, *BAD_KINDS]:
        file = tmp_path / f"{kind}.pem"
        works("pki", "issue", "--dir", pki, "--org", "312345609", "--kind", kind, "--key", key, "--out", file)
        if kind in GOOD_KINDS:
            found = json.loads(works("pki", "check", file, *judge, "--json"))
            assert (found["orgno"], found["client_amr"]) == ("312345609", GOOD_KINDS[kind])
            chain = ["-CAfile", str(pki / "root.pem"), "-untrusted", str(pki / "intermediate.pem"), str(file)]
            subprocess.run(["openssl", "verify", "-x509_strict", *chain], check=True, capture_output=True)
        else:
            assert BAD_KINDS[kind] in fails(1, "pki", "check", file, *judge)
    works("pki", "init", "--dir", pki)  # keeps the authority and what it revoked
    works("pki", "check", tmp_path / "first.pem", *judge)
    works("pki", "revoke", tmp_path / "first.pem", "--dir", pki)
    for gone in ("first.pem", "revoked.pem"):
        assert "revoked" in fails(1, "pki", "check", tmp_path / gone, *judge)


def test_pki_says_what_is_wrong(tmp_path):
    pki, key = tmp_path / "pki", tmp_path / "org.key"
    where = ["--dir", pki, "--org", "312345609"]
    fails(2, "pki")
    fails(2, "pki", "issue", "--dir", pki)
    assert "check digit" in fails(2, "pki", "issue", "--dir", pki, "--org", "312345600", "--new-key", key)
    assert "either --key" in fails(2, "pki", "issue", *where)
    fails(2, "pki", "issue", *where, "--kind", "seid3", "--new-key", key)
    works("pki", "issue", *where, "--new-key", key, "--out", tmp_path / "org.pem")
    fails(1, "pki", "issue", *where, "--new-key", key)  # never overwrites a key
    assert "neither a private nor a public key" in fails(2, "pki", "issue", *where, "--key", tmp_path / "org.pem")
    fails(2, "pki", "check", tmp_path / "nowhere.pem", "--trust", pki)
    fails(2, "pki", "check", tmp_path / "org.pem", "--trust", tmp_path / "nowhere")
    fails(2, "pki", "revoke", tmp_path / "nowhere.pem", "--dir", pki)
    fails(1, "pki", "revoke", key, "--dir", pki)


def test_completion_of_bash_is_a_script_that_runs(tmp_path):
    script = tmp_path / "portvakt.bash"
    script.write_text(works("completion", "bash"))
    probe = f"source {script}; COMP_WORDS=(portvakt client create-admin --new); COMP_CWORD=3; _portvakt; echo \"${{COMPREPLY[*]}}\""
    offered = subprocess.run(["bash", "-c", probe], text=True, capture_output=True, check=True).stdout
    assert offered == "--new-key\n"
