"""Being told of what happens (docs/protocol.md §5.19): by e-mail, by webhook, in a calendar."""

import datetime
import re

import pytest

from conftest import run_sandbox
from harness.grants import verified
from harness.lists import eventually
from harness.receivers import Mailbox, Webhook
from harness.sandbox import Sandbox
from harness.wire import Wire
from harness.world import World

POINTS = "/api/v1/notificationpoints"


@pytest.fixture(scope="module")
def mailbox():
    box = Mailbox()
    yield box
    box.stop()


@pytest.fixture(scope="module")
def there(mailbox, tmp_path_factory):
    directory = tmp_path_factory.mktemp("notifications") / "sandbox"
    for box in run_sandbox(Sandbox(directory, "--smtp", mailbox.url)):
        yield Wire(box)


@pytest.fixture
def call(there):
    def call(method, path, role="consumer-admin", **arguments):
        return there.api(method, path, role, **arguments)
    return call


@pytest.fixture
def webhook():
    hook = Webhook()
    yield hook
    hook.stop()


@pytest.fixture
def point(call):
    """Makes points, and takes them away afterwards."""
    made = []

    def make(channel, role="consumer-admin", **members):
        body = {"channel": channel, "events": ["KEY_EXPIRES"]} | members
        answer = call("POST", POINTS, role, json=body)
        assert answer.status_code == 201, answer.text
        made.append((answer.json()["id"], role))
        return answer.json()

    yield make
    for each, role in made:
        call("DELETE", f"{POINTS}/{each}", role)


def notices(call, made, role="consumer-admin"):
    return call("GET", f"{POINTS}/{made['id']}/notices", role).json()["items"]


def ended(call, made):
    """The newest notice of the point, once it has been tried."""
    def tried():
        newest = notices(call, made)[0]
        return newest if newest["attempts"] else None
    return eventually(tried)


#= notifications.off
def test_nothing_is_sent_until_it_is_configured(configured):
    """§5.19: a server says which channels it has, and refuses the others."""
    assert configured.api("GET", POINTS, "consumer-admin").json() == {"channels": [], "items": []}
    for channel in ("EMAIL", "WEBHOOK", "CALENDAR"):
        answer = configured.api("POST", POINTS, "consumer-admin", json={"channel": channel, "events": ["KEY_EXPIRES"]})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["fieldIdentifier"] == "channel"


#= notifications.points
def test_points_are_made_listed_and_taken_away(call, point):
    """§5.19: in the order in which they were made, each with what it is told."""
    first = point("EMAIL", address="drift@kommune.example", language="nn", events=["ACCESS_ANSWERED", "KEY_EXPIRES"])
    second = point("WEBHOOK", address="https://hook.example/x")
    assert list(first.items()) == [
        ("id", first["id"]), ("channel", "EMAIL"), ("address", "drift@kommune.example"), ("language", "nn"),
        ("events", ["ACCESS_ANSWERED", "KEY_EXPIRES"]), ("created", first["created"]), ("last_updated", first["created"])]
    assert second["language"] == "nb"
    listed = call("GET", POINTS).json()
    assert listed["channels"] == ["EMAIL", "WEBHOOK", "CALENDAR"]
    assert listed["items"] in ([first, second], [second, first])
    assert call("GET", POINTS, "owner-admin").json()["items"] == []
    assert call("DELETE", f"{POINTS}/{first['id']}", "owner-admin").status_code == 404
    assert call("DELETE", f"{POINTS}/{first['id'].upper()}").json() == first
    assert call("DELETE", f"{POINTS}/{first['id']}").status_code == 404
    assert call("POST", POINTS, json={"channel": "WEBHOOK", "address": second["address"], "events": ["KEY_EXPIRES"]}).status_code == 409


#= notifications.email
def test_a_test_arrives_by_email(call, point, mailbox):
    """§5.19: in the language of the point, and the list of notices says so."""
    made = point("EMAIL", address="drift@kommune.example", language="nn")
    sent = call("POST", f"{POINTS}/{made['id']}/test")
    assert (sent.status_code, sent.json()["state"], sent.json()["event"]) == (201, "WAITING", "TEST")
    recipients, mail = mailbox.next()
    assert recipients == ["drift@kommune.example"]
    assert (mail["Subject"], mail["To"], mail["Auto-Submitted"]) == ("Eit prøvevarsel", "drift@kommune.example", "auto-generated")
    assert mail["Message-ID"] == f"<{sent.json()['id']}@sandbox.example>"
    assert mail.get_content_type() == "text/plain" and "/app/notifications" in mail.get_content()
    notice = ended(call, made)
    assert (notice["state"], notice["attempts"], "fault" in notice, "next_attempt" in notice) == ("DELIVERED", 1, False, False)


def test_an_address_that_does_not_exist_is_given_up(call, point, mailbox):
    """§5.19: a mail server that says never is not asked again; one that says later is."""
    made = point("EMAIL", address="ingen@kommune.example")
    for reply, state in (("451 later", "WAITING"), ("550 no such user", "GIVEN_UP")):
        mailbox.reply = reply
        try:
            if state == "GIVEN_UP":
                made = point("EMAIL", address="ingen2@kommune.example")
            assert call("POST", f"{POINTS}/{made['id']}/test").status_code == 201
            notice = ended(call, made)
        finally:
            mailbox.reply = None
        assert notice["state"] == state and reply[:3] in notice["fault"]
        assert "kommune.example" not in notice["fault"]
    assert call("POST", f"{POINTS}/{made['id']}/test").status_code == 409, "another one may come in a minute"


#= notifications.webhook
def test_a_webhook_is_a_signed_security_event(call, point, webhook, there):
    """§5.19, RFC 8417: verified with the published keys, for this address only, and no access token."""
    made = point("WEBHOOK", address=webhook.url)
    sent = call("POST", f"{POINTS}/{made['id']}/test").json()
    headers, token = webhook.next()
    assert headers["Content-Type"] == "application/secevent+jwt"
    header, claims = verified(there.request("GET", "/jwk").json(), token)
    assert header["typ"] == "secevent+jwt"
    assert (claims["iss"], claims["aud"], claims["jti"]) == (there.sandbox.issuer, webhook.url, sent["id"])
    assert claims["events"] == {"urn:portvakt:test": {}}
    assert "scope" not in claims and "exp" not in claims
    refused = there.request("GET", "/api/v1/clients", headers={"Authorization": f"Bearer {token}"})
    assert refused.status_code == 401
    assert ended(call, made)["state"] == "DELIVERED"


@pytest.mark.parametrize("status, state", [(200, "DELIVERED"), (204, "DELIVERED"), (302, "WAITING"), (400, "WAITING"), (500, "WAITING"),
                                           (410, "GIVEN_UP")])
def test_what_a_receiver_answers_decides(call, point, webhook, status, state):
    """§5.19: 2xx arrived, 410 is for good, everything else is tried again; nobody is followed anywhere."""
    webhook.status = status
    made = point("WEBHOOK", address=webhook.url)
    call("POST", f"{POINTS}/{made['id']}/test")
    notice = ended(call, made)
    assert notice["state"] == state
    if state != "DELIVERED":
        assert notice["fault"] == f"The receiver answered {status}"
    if state == "WAITING":
        due = datetime.datetime.fromisoformat(notice["next_attempt"]) - datetime.datetime.fromisoformat(notice["created"])
        assert 60 <= due.total_seconds() < 90
        assert call("POST", f"{POINTS}/{made['id']}/test").status_code == 409


#= notifications.private
@pytest.mark.parametrize("address", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00::1]/", "https://192.168.0.1/",
                                     "http://0.0.0.0:1/", "http://[::ffff:10.0.0.1]/"])
def test_no_private_network_is_called(call, point, address):
    """§5.19: an address that anybody may name leads to the Internet or to what the operator allows."""
    made = point("WEBHOOK", address=address)
    call("POST", f"{POINTS}/{made['id']}/test")
    notice = ended(call, made)
    assert notice["state"] == "WAITING" and "not called" in notice["fault"]


#= notifications.requests
def test_a_request_and_its_answer_are_told_to_whom_they_concern(call, point, webhook, mailbox, there):
    """§5.19: the owner of the scope hears of the request, the organisation that asked of the answer."""
    scope = World(there).scope(grant_to=[], visibility="PUBLIC")
    point("WEBHOOK", "owner-admin", address=webhook.url, events=["ACCESS_REQUESTED"])
    point("EMAIL", address="konsument@kommune.example", language="en", events=["ACCESS_ANSWERED"])
    asked = call("POST", "/api/v1/accessrequests", json={"scope": scope, "reason": "Flom og \"skred\"\nhver vår"}).json()
    _, claims = verified(there.request("GET", "/jwk").json(), webhook.next()[1])
    told = claims["events"]["urn:portvakt:access-requested"]
    assert told == {"id": asked["id"], "scope": scope, "consumer_orgno": asked["consumer_orgno"], "consumer_name": asked["consumer_name"],
                    "reason": asked["reason"]}
    answered = call("PUT", f"/api/v1/accessrequests/{asked['id']}", "owner-admin", json={"state": "DENIED", "answer": "Ikke nå"})
    assert answered.status_code == 200
    recipients, mail = mailbox.next()
    assert recipients == ["konsument@kommune.example"]
    assert mail["Subject"] == f"You did not get access to {scope}"
    assert "Ikke nå" in mail.get_content() and asked["owner_name"] in mail.get_content()
    assert webhook.is_quiet()


#= notifications.calendar
def test_a_calendar_has_a_day_for_each_key(call, point, there):
    """§5.19, RFC 5545: at an address that is told once, without a token."""
    made = point("CALENDAR", language="en")
    assert "address" not in made
    assert "calendar_url" not in call("GET", POINTS).json()["items"][0]
    path = made["calendar_url"].removeprefix(there.sandbox.issuer.rstrip("/"))
    assert re.fullmatch(r"/api/v1/calendar/[\w-]{43}\.ics", path)
    answer = there.request("GET", path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    client = there.sandbox.client("consumer-client")
    keys = call("GET", f"/api/v1/clients/{client.client_id}/jwks").json()["keys"]
    assert f"UID:{client.client_id}.{keys[0]['kid']}."[:60] in answer.text.replace("\r\n ", "")
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n") and answer.text.endswith("END:VCALENDAR\r\n")
    assert there.sandbox.client("owner-admin").client_id not in answer.text.replace("\r\n ", "")
    assert there.request("GET", path.removesuffix(".ics")).status_code == 404
    assert there.request("GET", path.replace(path[17:20], "---")).status_code == 404
    assert call("POST", f"{POINTS}/{made['id']}/test").status_code == 409
    call("DELETE", f"{POINTS}/{made['id']}")
    assert there.request("GET", path).status_code == 404


def test_the_secret_of_a_calendar_stays_out_of_the_log(call, point, there):
    """§5.19: nor is it in the database."""
    made = point("CALENDAR")
    secret = made["calendar_url"].rpartition("/")[2].removesuffix(".ics")
    there.request("GET", f"/api/v1/calendar/{secret}.ics")
    assert secret not in there.sandbox.log.read_text()
    for file in there.sandbox.directory.iterdir():
        if file.is_file():
            assert secret.encode() not in file.read_bytes()


def test_what_is_counted(call, there):
    """docs/operating.md: attempts by channel and outcome, notices on their way, keys that expire."""
    metrics = there.request("GET", "/metrics", base=there.sandbox.management).text
    assert re.search(r'^notifications_total\{channel="email",result="delivered"\} [1-9]', metrics, re.M)
    assert re.search(r'^notifications_total\{channel="webhook",result="given_up"\} [1-9]', metrics, re.M)
    assert re.search(r"^notifications_waiting \d", metrics, re.M)
    assert re.search(r'^client_keys_expiring\{within="60d"\} 0', metrics, re.M)


def test_a_notice_survives_a_kill(fresh_sandbox, webhook):
    """docs/protocol.md §5.19: what was to be told is told after a restart."""
    there = Wire(fresh_sandbox)
    webhook.status = 500
    made = there.api("POST", POINTS, "consumer-admin", json={"channel": "WEBHOOK", "address": webhook.url, "events": ["KEY_EXPIRES"]}).json()
    assert there.api("POST", f"{POINTS}/{made['id']}/test", "consumer-admin").status_code == 201
    fresh_sandbox.kill()
    fresh_sandbox.start()
    kept = there.api("GET", f"{POINTS}/{made['id']}/notices", "consumer-admin").json()
    assert kept["total"] == 1 and kept["items"][0]["event"] == "TEST"
