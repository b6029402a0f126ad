"""Who may do what: every operation of the self-service API against every stranger (docs/protocol.md §5.2)."""

import types

import pytest

from harness.grants import b64url
from harness.openapi import document
from harness.people import SESSION_COOKIE, Person
from harness.sandbox import public_jwk
from harness.world import client_body, quote, scope_body, some_key

READ, WRITE, MODIFY = "idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify"
SCOPES_READ, SCOPES_WRITE = "idporten:scopes.read", "idporten:scopes.write"
ON_BEHALF_OF = {WRITE, MODIFY, "idporten:dcr/onbehalfof.write", "idporten:dcr/onbehalfof:write"}
DCR_ALTINN, DATASHARING, CLOUD_READ = "idporten:dcr.altinn", "idporten:dcr.datasharing", "idporten:cloud.read"
OPERATOR_READ, OPERATOR_WRITE = "idporten:operator.read", "idporten:operator.write"
LOOK, CHANGE = {OPERATOR_READ, OPERATOR_WRITE}, {OPERATOR_WRITE}

CUSTOMERS, ALTINN = "/api/v1/clients/{client}/onbehalfof", "/api/v1/altinn/admin/clients"
REQUEST = "/api/v1/accessrequests/2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"
"""Nobody's: whose requests are whose is test_api_access_requests.py's."""
POINTS = "/api/v1/notificationpoints"
POINT = POINTS + "/0b5c1d36-2f7a-4c1e-8f0d-5a9e3b7c2d41"
"""Nobody's too: test_api_notifications.py has whose points are whose."""
ONBOARDING, INTERNAL, EXPORT = "/api/v1/datasharing/consumer", "/internal/api/v1", "/cloudsync/api/v1/cloud/sync"
DESK = "/api/v1/operator"

# operationId: method, path, body, the scopes of which one is enough, and whether a foreign object answers 403.
OPERATIONS = {
    "listClients": ("GET", "/api/v1/clients", None, {READ}, False),
    "createClient": ("POST", "/api/v1/clients", "client", {WRITE}, False),
    "getClient": ("GET", "/api/v1/clients/{client}", None, {READ}, True),
    "updateClient": ("PUT", "/api/v1/clients/{client}", "client", {WRITE}, True),
    "deleteClient": ("DELETE", "/api/v1/clients/{client}", None, {WRITE}, True),
    "getClientKeys": ("GET", "/api/v1/clients/{client}/jwks", None, {READ}, True),
    "replaceClientKeys": ("POST", "/api/v1/clients/{client}/jwks", "keys", {WRITE, MODIFY}, True),
    "replaceClientKeysByPut": ("PUT", "/clients/{client}/jwks", "keys", {WRITE, MODIFY}, True),
    "deleteClientKeys": ("DELETE", "/api/v1/clients/{client}/jwks", None, {WRITE, MODIFY}, True),
    "getClientKey": ("GET", "/api/v1/clients/{client}/jwks/key-1", None, {READ}, True),
    "putClientKey": ("PUT", "/api/v1/clients/{client}/jwks/key-1", "key", {WRITE, MODIFY}, True),
    "deleteClientKey": ("DELETE", "/api/v1/clients/{client}/jwks/key-1", None, {WRITE, MODIFY}, True),
    "addClientKey": ("POST", "/api/v2/clients/{client}/key", "key", {WRITE, MODIFY}, True),
    "listClientRefusals": ("GET", "/api/v1/clients/{client}/refusals", None, {READ}, True),
    "explainGrant": ("POST", "/api/v1/explain", "grant", {READ}, False),
    "listScopes": ("GET", "/api/v1/scopes", None, {SCOPES_READ, SCOPES_WRITE}, False),
    "findScopes": ("GET", "/scopes?scope={scope}", None, {SCOPES_READ}, True),
    "createScope": ("POST", "/api/v1/scopes", "scope", {SCOPES_WRITE}, True),
    "getScope": ("GET", "/api/v1/scopes/scope?scope={scope}", None, {SCOPES_READ}, True),
    "updateScope": ("PUT", "/api/v1/scopes?scope={scope}", "scope_update", {SCOPES_WRITE}, True),
    "deleteScope": ("DELETE", "/api/v1/scopes?scope={scope}", None, {SCOPES_WRITE}, True),
    "listScopeAccess": ("GET", "/api/v1/scopes/access?scope={scope}", None, {SCOPES_READ}, True),
    "listHeldAccess": ("GET", "/api/v1/scopes/access/all", None, {SCOPES_READ}, False),
    "grantAccess": ("PUT", "/api/v1/scopes/access/317777019?scope={scope}", None, {SCOPES_WRITE}, True),
    "revokeAccess": ("DELETE", "/api/v1/scopes/access/312345609?scope={scope}", None, {SCOPES_WRITE}, True),
    "listAccessHistory": ("GET", "/api/v1/scopes/access/history?scope={scope}", None, {SCOPES_READ}, True),
    "browseCatalogue": ("GET", "/api/v1/catalogue", None, None, False),
    "listAccessRequests": ("GET", "/api/v1/accessrequests", None, {READ}, False),
    "requestAccess": ("POST", "/api/v1/accessrequests", "request", {WRITE}, False),
    "listReceivedAccessRequests": ("GET", "/api/v1/accessrequests/received", None, {SCOPES_READ}, False),
    "getAccessRequest": ("GET", REQUEST, None, {READ, SCOPES_READ}, False),
    "answerAccessRequest": ("PUT", REQUEST, "answer", {SCOPES_WRITE}, False),
    "withdrawAccessRequest": ("DELETE", REQUEST, None, {WRITE}, False),
    "listKeyExpiries": ("GET", "/api/v1/clientkeys?expiring_before=2099-01-01", None, {READ}, False),
    "listNotificationPoints": ("GET", POINTS, None, {READ, SCOPES_READ}, False),
    "createNotificationPoint": ("POST", POINTS, "point", {WRITE, SCOPES_WRITE}, False),
    "deleteNotificationPoint": ("DELETE", POINT, None, {WRITE, SCOPES_WRITE}, False),
    "testNotificationPoint": ("POST", POINT + "/test", None, {WRITE, SCOPES_WRITE}, False),
    "listNotices": ("GET", POINT + "/notices", None, {READ, SCOPES_READ}, False),
    "listDelegations": ("GET", "/api/v1/delegations", None, {READ}, False),
    "listReceivedDelegations": ("GET", "/api/v1/delegations/received", None, {READ}, False),
    "delegate": ("PUT", "/api/v1/delegations/310999113?scope={scope}", None, {WRITE}, False),
    "revokeDelegation": ("DELETE", "/api/v1/delegations/310999113?scope={scope}", None, {WRITE}, False),
    "listSystemUsers": ("GET", "/api/v1/systemusers", None, {READ}, False),
    "listReceivedSystemUsers": ("GET", "/api/v1/systemusers/received", None, {READ}, False),
    "createSystemUser": ("POST", "/api/v1/systemusers", "user", {WRITE}, False),
    "deleteSystemUser": ("DELETE", "/api/v1/systemusers/2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10", None, {WRITE}, False),
    "listPrefixes": ("GET", "/api/v1/prefix", None, {SCOPES_READ, SCOPES_WRITE}, False),
    "getAuthenticatedUser": ("GET", "/api/v1/auth/user", None, None, False),

    "listOnBehalfOf": ("GET", CUSTOMERS, None, {READ}, True),
    "createOnBehalfOf": ("POST", CUSTOMERS, "customer", ON_BEHALF_OF, True),
    "getOnBehalfOf": ("GET", CUSTOMERS + "/kunde", None, {READ}, True),
    "updateOnBehalfOf": ("PUT", CUSTOMERS + "/kunde", "customer", ON_BEHALF_OF, True),
    "deleteOnBehalfOf": ("DELETE", CUSTOMERS + "/kunde", None, ON_BEHALF_OF, True),
    "listMadeClients": ("GET", ALTINN, None, {DCR_ALTINN}, False),
    "createMadeClient": ("POST", ALTINN, "client", {DCR_ALTINN}, False),
    "updateMadeClient": ("PUT", f"{ALTINN}/{{client}}", "client", {DCR_ALTINN}, True),
    "deleteMadeClient": ("DELETE", f"{ALTINN}/{{client}}", None, {DCR_ALTINN}, True),
    "getMadeClientKeys": ("GET", f"{ALTINN}/{{client}}/jwks", None, {DCR_ALTINN}, True),
    "replaceMadeClientKeys": ("POST", f"{ALTINN}/{{client}}/jwks", "keys", {DCR_ALTINN}, True),
    "listOnboardingAccess": ("GET", f"{ONBOARDING}/scope/access", None, {DATASHARING}, False),
    "listOnboardedClients": ("GET", f"{ONBOARDING}/client", None, {DATASHARING}, False),
    "onboardClient": ("POST", f"{ONBOARDING}/client", "onboarding", {DATASHARING}, False),
    "deleteOnboardedClient": ("DELETE", f"{ONBOARDING}/client?client_id={{client}}", None, {DATASHARING}, True),
    "listIntegrations": ("GET", "/api/v1/integrations", None, {OPERATOR_READ}, True),
    "listApis": ("GET", "/api/v1/apis", None, {OPERATOR_READ}, True),
    "operatorListClients": ("GET", f"{INTERNAL}/clients", None, LOOK, True),
    "operatorCreateClient": ("POST", f"{INTERNAL}/clients", "client", CHANGE, True),
    "operatorGetClient": ("GET", f"{INTERNAL}/clients/{{client}}", None, LOOK, True),
    "operatorUpdateClient": ("PUT", f"{INTERNAL}/clients/{{client}}", "client", CHANGE, True),
    "operatorDeleteClient": ("DELETE", f"{INTERNAL}/clients/{{client}}", None, CHANGE, True),
    "operatorAddKey": ("POST", f"{INTERNAL}/clients/{{client}}/jwk", "key", CHANGE, True),
    "operatorRenewKey": ("POST", f"{INTERNAL}/clients/{{client}}/jwk/renew/key-1", None, CHANGE, True),
    "operatorDeleteKey": ("DELETE", f"{INTERNAL}/clients/{{client}}/jwk/key-1", None, CHANGE, True),
    "operatorUpdateOnBehalfOf": ("POST", f"{INTERNAL}/clients/{{client}}/onbehalfof/update", "customer", CHANGE, True),
    "operatorListScopes": ("GET", f"{INTERNAL}/scopes", None, LOOK, True),
    "operatorCreateScope": ("POST", f"{INTERNAL}/scopes", "scope", CHANGE, True),
    "operatorUpdateScope": ("PUT", f"{INTERNAL}/scopes?scope={{scope}}", "scope_update", CHANGE, True),
    "operatorDeleteScope": ("DELETE", f"{INTERNAL}/scopes?scope={{scope}}", None, CHANGE, True),
    "operatorGetScope": ("GET", f"{INTERNAL}/scopes/scope?scope={{scope}}", None, LOOK, True),
    "operatorListPrefixes": ("GET", f"{INTERNAL}/scope_prefix", None, LOOK, True),
    "operatorCreatePrefix": ("POST", f"{INTERNAL}/scope_prefix", "prefix", CHANGE, True),
    "operatorGetPrefix": ("GET", f"{INTERNAL}/scope_prefix/fjellrev", None, LOOK, True),
    "operatorUpdatePrefix": ("PUT", f"{INTERNAL}/scope_prefix/fjellrev", "prefix", CHANGE, True),
    "operatorDeletePrefix": ("DELETE", f"{INTERNAL}/scope_prefix/fjellrev", None, CHANGE, True),
    "operatorListStatistics": ("GET", f"{INTERNAL}/organization-statistics", None, LOOK, True),
    "operatorListOrganizationKeys": ("GET", f"{INTERNAL}/organization-statistics/312345609/keys", None, LOOK, True),
    "getStatistics": ("GET", "/api/v1/statistics?client_id={client}", None, {READ}, False),
    "operatorSearchLedger": ("GET", f"{DESK}/ledger?client_id={{client}}", None, LOOK, True),
    "operatorListOrganisations": ("GET", f"{DESK}/organisations", None, LOOK, True),
    "operatorGetOrganisation": ("GET", f"{DESK}/organisations/312345609", None, LOOK, True),
    "operatorPutOrganisation": ("PUT", f"{DESK}/organisations/312345609", "organisation", CHANGE, True),
    "operatorListSigningKeys": ("GET", f"{DESK}/signing-keys", None, LOOK, True),
    "operatorMakeSigningKey": ("POST", f"{DESK}/signing-keys", None, CHANGE, True),
    "operatorChangeSigningKey": ("PUT", f"{DESK}/signing-keys/k", "state", CHANGE, True),
    "operatorListAdminClients": ("GET", f"{DESK}/adminclients", None, LOOK, True),
    "operatorCreateAdminClient": ("POST", f"{DESK}/adminclients", "order", CHANGE, True),
    "exportScopes": ("GET", f"{EXPORT}/scopes", None, {CLOUD_READ}, True),
    "exportScopeAccess": ("GET", f"{EXPORT}/scopeaccess", None, {CLOUD_READ}, True),
    "exportPrefixes": ("GET", f"{EXPORT}/prefixes", None, {CLOUD_READ}, True),
    "exportClients": ("GET", f"{EXPORT}/clients/maskinporten", None, {CLOUD_READ}, True),
    "exportLoginClients": ("GET", f"{EXPORT}/clients/idporten", None, {CLOUD_READ}, True),
}
PEOPLES = {"switchOrganization", "actForOrganisation"}
"""For people who are signed in; refused to every token there is."""
RIGHTS = {"clients": {READ, WRITE, MODIFY, "idporten:dcr/onbehalfof.write", DATASHARING, SCOPES_READ}, "scopes": {SCOPES_READ, SCOPES_WRITE}}
"""What people's rights are worth (docs/protocol.md §8.1), but for the operator's."""
ALL_SCOPES = [READ, MODIFY, WRITE, SCOPES_READ, SCOPES_WRITE]


@pytest.fixture(scope="module")
def objects(world):
    """A client and a scope that strangers must not touch."""
    scope = world.scope()
    client = world.client([scope])
    return types.SimpleNamespace(client=client, scope=scope)


def call(api, objects, operation, token, **arguments):
    return api(*request_of(objects, operation, token), **arguments)


def request_of(objects, operation, token=None):
    """Method, path, token and body as Wire.api takes them."""
    method, path, body, _, _ = OPERATIONS[operation]
    path = path.format(client=objects.client.client_id, scope=quote(objects.scope))
    bodies = {"client": lambda: client_body(["fjellrev:open.read"]), "scope": scope_body, "grant": lambda: {"assertion": "a.b.c"},
              "request": lambda: {"scope": objects.scope, "reason": "x"}, "answer": lambda: {"state": "DENIED"},
              "scope_update": lambda: {"description": "x"},
              "user": lambda: {"system_id": f"{objects.client.orgno}_x", "client_id": objects.client.client_id},
              "customer": lambda: {"onbehalfof": "kunde", "name": "Kunde", "orgno": "315000122"},
              "onboarding": lambda: {"description": "x", "scopes": ["fjellrev:open.read"]},
              "point": lambda: {"channel": "CALENDAR", "events": ["KEY_EXPIRES"]}, "organisation": lambda: {"name": "X"}, "state": lambda: {"state": "retired"},
              "order": lambda: {"orgno": "317777019", "scopes": ["idporten:dcr.read"]},
              "prefix": lambda: {"prefix": "fjellrev", "owner_orgno": "312345676"},
              "key": lambda: public_jwk(some_key(), "key-1"), "keys": lambda: {"keys": [public_jwk(some_key(), "key-1")]}}
    return method, path, token, bodies[body]() if body else None


def test_every_operation_that_takes_a_token_is_listed_here():
    """Security: a new operation without a row in this matrix fails."""
    guarded = {each.id for each in document().operations if each.item.get("security") != []}
    assert guarded == set(OPERATIONS) | PEOPLES


#= api.token-needed
@pytest.mark.parametrize("operation", OPERATIONS)
def test_without_a_token_nothing_is_answered(api, objects, operation):
    """§5.2: 401 with a challenge (RFC 6750 section 3)."""
    response = call(api, objects, operation, None)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["error"] == "invalid_token"


def spoilt(text):
    header, payload, signature = text.split(".")
    middle = len(payload) // 2
    other = "A" if payload[middle] != "A" else "B"
    none = b64url(b'{"alg":"none"}')
    return {"tampered": f"{header}.{payload[:middle]}{other}{payload[middle + 1:]}.{signature}",
            "unsigned": f"{header}.{payload}.", "alg none": f"{none}.{payload}.", "truncated": text[:-5], "garbage": "a.b.c"}


#= api.token-needed
@pytest.mark.parametrize("operation", ["listClients", "createScope", "getAuthenticatedUser"])
def test_broken_tokens_are_no_tokens(api, objects, wire, operation):
    """§5.2: invalid token, 401."""
    for name, text in spoilt(wire.token("owner-admin")).items():
        response = call(api, objects, operation, text)
        assert response.status_code == 401, name
        assert response.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


#= api.token-needed
@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "bearer x y", "Token x"])
def test_other_authorization_headers_are_no_tokens(wire, header):
    """§5.2: 401."""
    assert wire.request("GET", "/api/v1/clients", headers={"Authorization": header}).status_code == 401


#= api.scope-needed
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_token_without_the_scope_is_refused(api, objects, operation):
    """§5.2: an ordinary token, 403 that names what is needed."""
    enough = OPERATIONS[operation][3]
    response = call(api, objects, operation, "consumer-client")
    if enough is None:
        assert response.status_code == 200
        return
    assert response.status_code == 403
    challenge = response.headers["WWW-Authenticate"]
    assert challenge.startswith('Bearer error="insufficient_scope", scope="')
    assert set(challenge.split('"')[3].split()) == enough


# A scope at a time, and only where it is not enough: a call that succeeds would change the objects.
#= api.scope-needed
@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row[3]])
def test_no_other_scope_is_enough(api, objects, wire, operation):
    """§5.2: the table of OAuth scopes."""
    for scope in ALL_SCOPES:
        if scope in OPERATIONS[operation][3]:
            continue
        role = "owner-admin" if scope.startswith("idporten:scopes") else "consumer-admin"
        response = call(api, objects, operation, wire.token(role, scope=scope))
        assert response.status_code == 403, scope
        assert response.json()["error"] == "access_denied"


#= api.own-objects
@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row[4]])
def test_objects_of_others_are_refused(api, objects, operation):
    """§5.2: 403 for another organisation, supplier or not, and nothing changes."""
    for stranger in ("unrelated-admin", "supplier-admin"):
        if stranger == "supplier-admin" and SCOPES_WRITE in (OPERATIONS[operation][3] or ()):
            continue
        response = call(api, objects, operation, stranger)
        assert response.status_code == 403, (stranger, response.text)
        assert response.json()["error"] == "access_denied"


# The scopes that the clients of a sandbox do not have: with the right one, and yet somebody else's object.
#= api.own-objects operator.organisation
@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row[4] and not row[3] & set(ALL_SCOPES)])
def test_objects_of_others_are_refused_to_the_right_scope_too(api, objects, desk, operation):
    """§5.2: 403 for another organisation, and nothing changes."""
    stranger = desk.token("317777019", DCR_ALTINN, DATASHARING, CLOUD_READ, OPERATOR_READ, OPERATOR_WRITE)
    response = call(api, objects, operation, stranger)
    assert response.status_code == 403, response.text
    assert "WWW-Authenticate" not in response.headers


@pytest.fixture(scope="module")
def strangers(wire):
    """People of another organisation, by the rights they have there."""
    return {rights: Person(wire, "unrelated", *rights) for rights in ((), ("clients",), ("scopes",), ("clients", "scopes", "supplier", "operator"))}


def as_person(person, objects, operation, **headers):
    method, path, _, body = request_of(objects, operation)
    return person.api(method, path, json=body, headers=headers)


#= session.acts session.csrf
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_session_that_is_over_or_forged_changes_nothing(objects, strangers, operation):
    """§8.1: 401 for a cookie that opens nothing; 403 for a change that does not show where it comes from."""
    person = strangers[()]
    assert as_person(person, objects, operation, Cookie=f"{SESSION_COOKIE}=" + "A" * 43).status_code == 401
    if OPERATIONS[operation][0] == "GET":
        return
    for spoil in ({"X-CSRF-Token": None}, {"Origin": "https://evil.example"}, {"Origin": None}):
        response = as_person(strangers[("clients", "scopes", "supplier", "operator")], objects, operation, **spoil)
        assert response.status_code == 403 and response.json()["errors"][0]["objectName"] == "session"


#= session.acts
@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row[3]])
def test_a_person_without_the_right_is_refused(objects, strangers, operation):
    """§8.1: what the rights are worth, and nothing else."""
    enough = OPERATIONS[operation][3]
    for rights in ((), ("clients",), ("scopes",)):
        if any(enough & RIGHTS[each] for each in rights):
            continue
        response = as_person(strangers[rights], objects, operation)
        assert response.status_code == 403, rights
        assert set(response.headers["WWW-Authenticate"].split('"')[3].split()) == enough


#= session.acts api.own-objects
@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row[4]])
def test_objects_of_others_are_refused_to_people(objects, strangers, operation):
    """§8.1: with every right for another organisation, and nothing changes."""
    response = as_person(strangers[("clients", "scopes", "supplier", "operator")], objects, operation)
    assert response.status_code == 403, response.text
    assert response.json()["error"] == "access_denied"


#= auth.switch
def test_a_machine_has_no_session_to_switch(api, desk):
    """§5.9: 403 that says so, to whatever token; 401 without one."""
    for token in ("consumer-admin", desk.operator(OPERATOR_READ, OPERATOR_WRITE)):
        for path in ("/api/v1/auth/switch-synth-org", "/auth/switch-synth-org"):
            response = api("POST", path, token, json={"orgno": "315000122"})
            assert response.status_code == 403
            assert "innlogget bruker" in response.json()["error_description"]
    assert api("POST", "/api/v1/auth/switch-synth-org").status_code == 401


#= api.own-objects
def test_nothing_was_changed_by_strangers(api, objects, world):
    """§5.2: the client still works after all of the above."""
    assert world.wire.fetch(objects.client).status_code == 200
    scope = api("GET", f"/api/v1/scopes/scope?scope={quote(objects.scope)}", "owner-admin").json()
    assert (scope["active"], scope["description"]) == (True, "Made by a test")


#= api.own-objects
@pytest.mark.parametrize("operation", ["listClients", "listScopes", "listHeldAccess", "listDelegations", "listReceivedDelegations",
                                       "listSystemUsers", "listReceivedSystemUsers", "listPrefixes"])
def test_lists_hold_nothing_of_others(api, objects, operation):
    """§5.2: own objects only."""
    response = call(api, objects, operation, "unrelated-admin")
    assert response.status_code == 200
    assert objects.client.client_id not in response.text
    assert objects.scope not in response.text


PUBLIC = ["/api/v1/scopes/all", "/api/v1/prefix/all", "/api/v1/organizations/312345609", "/api/v1/delegationsources"]


#= api.public
@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_public_needs_no_token(api, path):
    """§5.2: nor is a token looked at that comes along."""
    assert api("GET", path).status_code == 200
    assert api("GET", path, headers={"Authorization": "Bearer broken"}).status_code == 200


def test_bodies_are_not_judged_before_the_scope(api):
    """Security: strangers learn nothing of what a body should be."""
    response = api("POST", "/api/v1/clients", "consumer-client", data="{")
    assert response.status_code == 403


#= api.not-found
def test_the_api_answers_unknown_paths_and_methods_in_its_own_words(wire):
    """§5.3: the error body; 405 with Allow (RFC 9110 section 15.5.6)."""
    missing = wire.request("GET", "/api/v1/nothing")
    assert (missing.status_code, missing.json()["error"]) == (404, "not_found")
    wrong = wire.request("DELETE", "/api/v1/clients")
    assert (wrong.status_code, wrong.json()["error"]) == (405, "method_not_allowed")
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
