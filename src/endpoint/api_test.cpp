#include "endpoint/api.hpp"

#include "base/json.hpp"
#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <set>

namespace portvakt::endpoint {
namespace {

using selfservice::Caller;
using selfservice::kConsumer;
using selfservice::kOwner;
using selfservice::with_everything;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr std::string_view kTrace = "1f1d7f0a4c0f4b9a8f3b2d6c5e4a7b90";

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [field, value] : response.headers) {
    if (field == name) return value;
  }
  return {};
}
json::object body_of(const http::Response& response) {
  return must(read_json(response.body)).get_object();
}
std::vector<std::string> members_of(const json::object& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object) names.emplace_back(name);
  return names;
}

class Api : public selfservice::TestWorld {
 protected:
  http::Response ask(http::Method method, std::string path, std::optional<Caller> caller,
                     std::string body = {}, std::string origin = {}) {
    http::Request request;
    request.method = method;
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
    request.body = std::move(body);
    request.trace = kTrace;
    if (caller) request.headers.emplace_back("authorization", "Bearer x");
    if (!origin.empty()) request.headers.emplace_back("origin", origin);
    const Match match = router.match(method, request.path);
    const auto* found = std::get_if<Found>(&match);
    if (found == nullptr) throw std::logic_error("no route for " + request.path);
    return answer_api(api, api_routes()[found->route],
                      {request, found->arguments, std::move(caller)});
  }
  static std::string client_body() {
    return R"({"client_id":"tiger-1","client_name":"Vannmåling innhenting","description":"Henter målerstand",
      "integration_type":"maskinporten","logo_uri":"https://tiger.example/l.png",
      "scopes":["fjellrev:vannmaaling.read"]})";
  }

  Router router{api_patterns()};
  grant::Policies policies{.maskinporten = {.issuer = "https://maskinporten.example/"},
                           .skyporten = {}};
  pki::CertificateCheck certificates = must(pki::CertificateCheck::open({}));
  Metrics metrics;
  delegation::Sources delegations{metrics};
  details::Types details{metrics};
  grant::Explainer explainer{registry, certificates, delegations, details, policies, clock};
  grant::RefusalBook refusals{clock};
  ApiServices api{services, {explainer, refusals}, {"https://selvbetjening.example"}};
  Caller consumer = with_everything(kConsumer);
  Caller owner = with_everything(kOwner);
};

// docs/protocol.md, clients: the create example
TEST_F(Api, ShowsAClientAsTheRealServiceDoes) {
  const auto response = ask(http::Method::post, "/api/v1/clients", consumer, client_body());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(
      response.body,
      R"({"client_id":"tiger-1","client_name":"Vannmåling innhenting","client_orgno":"312345609",)"
      R"("description":"Henter målerstand","active":true,"created":"2026-03-02T08:30:00Z",)"
      R"("last_updated":"2026-03-02T08:30:00Z","application_type":"web","integration_type":"maskinporten",)"
      R"("scopes":["fjellrev:vannmaaling.read"],)"
      R"("grant_types":["urn:ietf:params:oauth:grant-type:jwt-bearer"],)"
      R"("token_endpoint_auth_method":"private_key_jwt","refresh_token_lifetime":0,)"
      R"("refresh_token_usage":"ONETIME","access_token_lifetime":120,"authorization_lifetime":0,)"
      R"("logo_uri":"https://tiger.example/l.png","jwks_uri":"/clients/tiger-1/jwks"})");
  EXPECT_EQ(ask(http::Method::get, "/api/v1/clients/tiger-1", consumer).body, response.body);
  EXPECT_EQ(ask(http::Method::get, "/clients/", consumer).body, "[" + response.body + "]");
  EXPECT_EQ(header(response, "Cache-Control"), "no-store");
  EXPECT_EQ(response.route, "/api/v1/clients");
}

// docs/protocol.md, keys
TEST_F(Api, ShowsKeysInTheOrderOfTheExample) {
  ask(http::Method::post, "/api/v1/clients", consumer, client_body());
  json::object set;
  set["keys"] = json::array{jwk("k1")};
  for (const http::Method method : {http::Method::post, http::Method::put}) {
    const auto response = ask(method, "/clients/tiger-1/jwks", consumer, json::serialize(set));
    ASSERT_EQ(response.status, 200) << response.body;
    const json::object key = body_of(response).at("keys").at(0).get_object();
    EXPECT_THAT(members_of(key), ElementsAre("kty", "use", "alg", "kid", "n", "e", "exp", "created",
                                             "last_updated"));
    EXPECT_EQ(key.at("exp"), 1'772'440'200 + 365 * 86'400);
  }
  const auto deleted = ask(http::Method::del, "/api/v1/clients/tiger-1/jwks", consumer);
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  const auto none = ask(http::Method::get, "/api/v1/clients/tiger-1/jwks", consumer);
  EXPECT_EQ(none.status, 404);
  EXPECT_THAT(none.body, HasSubstr("does not have any"));
}

// docs/protocol.md, scope: member order
TEST_F(Api, ShowsAScopeInTheOrderOfThePublicList) {
  const auto response =
      ask(http::Method::post, "/api/v1/scopes", owner,
          R"({"prefix":"fjellrev","subscope":"x","description":"d","long_description":"l",
                                "description#en":"e","delegation_source":"https://altinn.example/"})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_THAT(
      members_of(body_of(response)),
      ElementsAre("prefix", "description", "subscope", "long_description", "description#en",
                  "active", "created", "last_updated", "allowed_integration_types", "owner_orgno",
                  "token_type", "visibility", "requires_user_consent",
                  "requires_user_authentication", "requires_pseudonymous_tokens",
                  "delegation_source", "at_max_age", "authorization_max_lifetime",
                  "accessible_for_all", "name", "protected", "supports_european_businesses"));
}

TEST_F(Api, FindsOneScopeTheWayOfTheSecondGeneration) {
  const auto one = ask(http::Method::get, "/scopes?scope=fjellrev%3Avannmaaling.read", owner);
  EXPECT_EQ(body_of(one).at("name"), "fjellrev:vannmaaling.read");
  EXPECT_EQ(
      one.body,
      ask(http::Method::get, "/api/v1/scopes/scope?scope=fjellrev:vannmaaling.read", owner).body);
  EXPECT_EQ(ask(http::Method::get, "/scopes", owner).body, "[" + one.body + "]");
}

// docs/protocol.md, access
TEST_F(Api, ShowsAnAccessAsTheRealServiceDoes) {
  const auto response = ask(
      http::Method::put, "/api/v1/scopes/access/312345609?scope=fjellrev:vannmaaling.read", owner);
  EXPECT_EQ(response.body,
            R"({"scope":"fjellrev:vannmaaling.read","state":"APPROVED","owner_orgno":"312345676",)"
            R"("owner_organization_name":"RASK FJELLREV ETAT","consumer_orgno":"312345609",)"
            R"("consumer_organization_name":"KLOK TIGER KOMMUNE","created":"2026-03-02T08:30:00Z",)"
            R"("last_updated":"2026-03-02T08:30:00Z"})");
  const auto unknown = ask(
      http::Method::put, "/api/v1/scopes/access/310999113?scope=fjellrev:vannmaaling.read", owner);
  EXPECT_FALSE(body_of(unknown).contains("consumer_organization_name"));
}

// docs/protocol.md, error body
//= api.error-body
TEST_F(Api, RefusesWithTheErrorBody) {
  const auto response = ask(
      http::Method::put, "/api/v1/scopes/access/312345670?scope=fjellrev:vannmaaling.read", owner);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body,
            R"({"status":400,"timestamp":"2026-03-02T08:30:00.000000000Z",)"
            R"("correlation_id":"1f1d7f0a4c0f4b9a8f3b2d6c5e4a7b90",)"
            R"("errors":[{"errorMessage":"Ugyldig organisasjonsnummer","isFieldError":true,)"
            R"("objectName":"scopeAccess","fieldIdentifier":"consumer_orgno"}],)"
            R"("error":"invalid_request","error_description":"Ugyldig organisasjonsnummer"})");
}

//= api.all-findings
TEST_F(Api, NamesEverythingThatIsWrongInOneAnswer) {
  const auto response =
      ask(http::Method::post, "/api/v1/clients", consumer,
          R"({"client_name":"","integration_type":"x","scopes":["fjellrev:nowhere"]})");
  const json::object body = body_of(response);
  std::set<std::string> fields;
  for (const json::value& error : body.at("errors").get_array()) {
    fields.emplace(error.at("fieldIdentifier").get_string());
    EXPECT_THAT(std::string(body.at("error_description").get_string()),
                HasSubstr(std::string(error.at("errorMessage").get_string())));
  }
  EXPECT_EQ(fields,
            (std::set<std::string>{"client_name", "description", "integration_type", "scopes"}));
}

TEST_F(Api, MapsRefusalsToStatuses) {
  ask(http::Method::post, "/api/v1/clients", consumer, client_body());
  const Caller other = with_everything(selfservice::kUnrelated);
  const struct {
    http::Response response;
    int status;
    const char* error;
  } kCases[] = {
      {ask(http::Method::post, "/api/v1/clients", consumer, "{"), 400, "invalid_request"},
      {ask(http::Method::get, "/api/v1/clients", std::nullopt), 401, "invalid_token"},
      {ask(http::Method::get, "/api/v1/clients/tiger-1", other), 403, "access_denied"},
      {ask(http::Method::get, "/api/v1/clients/nobody", consumer), 404, "not_found"},
      {ask(http::Method::post, "/api/v1/clients", consumer, client_body()), 409, "conflict"},
      {ask(http::Method::get, "/api/v1/clients?inactive=maybe", consumer), 400, "invalid_request"},
      {ask(http::Method::get, "/api/v1/clients?inactive=%zz", consumer), 400, "invalid_request"},
      {ask(http::Method::get, "/api/v1/scopes/scope", owner), 400, "invalid_request"},
      {ask(http::Method::get, "/api/v1/scopes/all?integration_type=robot", std::nullopt), 400,
       "invalid_request"},
      {ask(http::Method::put, "/api/v1/clients/tiger-1/jwks/k", consumer,
           std::string(16 * 1024 + 1, ' ')),
       413, "invalid_request"},
  };
  for (const auto& [response, status, error] : kCases) {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(body_of(response).at("status"), status);
    EXPECT_EQ(body_of(response).at("error"), error);
  }
}

// RFC 6750 section 3
TEST_F(Api, ChallengesThoseWithoutTokenAndThoseWithTooLittle) {
  EXPECT_EQ(header(ask(http::Method::get, "/api/v1/clients", std::nullopt), "WWW-Authenticate"),
            "Bearer");
  const Caller reader = selfservice::caller(kConsumer, {selfservice::kDcrRead});
  EXPECT_EQ(
      header(ask(http::Method::post, "/api/v1/clients", reader, client_body()), "WWW-Authenticate"),
      R"(Bearer error="insufficient_scope", scope="idporten:dcr.write")");
  EXPECT_EQ(ask(http::Method::post, "/api/v1/clients", reader, "not json").status, 403)
      << "what is wrong with a body is not for those who may not send one";
}

// security: every operation against every stranger
//= api.token-needed api.scope-needed
TEST_F(Api, AnswersNoBearerOperationWithoutATokenOrWithoutAScope) {
  for (const ApiRoute& route : api_routes()) {
    if (route.auth == Auth::anyone) continue;
    http::Request request;
    request.trace = kTrace;
    const std::vector<std::string> arguments{"312345609", "k1"};
    EXPECT_EQ(answer_api(api, route, {request, arguments, std::nullopt}).status, 401)
        << route.operation;
    const bool for_any_token =
        route.operation == "getAuthenticatedUser" || route.operation == "browseCatalogue";
    const int without_scope = for_any_token ? 200 : 403;
    EXPECT_EQ(
        answer_api(api, route, {request, arguments, selfservice::caller(kConsumer, {})}).status,
        without_scope)
        << route.operation;
  }
}

//= api.public
TEST_F(Api, AnswersAnyoneWhereTheRouteSaysSo) {
  for (const char* path : {"/api/v1/scopes/all", "/scopes/all", "/api/v1/prefix/all", "/prefix/all",
                           "/api/v1/organizations/312345609", "/delegationsources"}) {
    EXPECT_EQ(ask(http::Method::get, path, std::nullopt).status, 200) << path;
  }
}

// docs/protocol.md, CORS
TEST_F(Api, LetsConfiguredOriginsReadAnswers) {
  const std::string path = "/api/v1/scopes/all";
  const auto ours = ask(http::Method::get, path, std::nullopt, {}, "https://selvbetjening.example");
  EXPECT_EQ(header(ours, "Access-Control-Allow-Origin"), "https://selvbetjening.example");
  EXPECT_EQ(header(ours, "Vary"), "Origin");
  const auto theirs = ask(http::Method::get, path, std::nullopt, {}, "https://evil.example");
  EXPECT_EQ(header(theirs, "Access-Control-Allow-Origin"), "");
}

//= cors.api
TEST_F(Api, AnswersPreflightForConfiguredOriginsOnly) {
  http::Request request;
  request.headers = {{"origin", "https://selvbetjening.example"},
                     {"access-control-request-method", "POST"}};
  const auto ours = api_options(api, request, {http::Method::get, http::Method::post});
  EXPECT_EQ(ours.status, 204);
  EXPECT_EQ(header(ours, "Access-Control-Allow-Methods"), "GET, HEAD, POST");
  EXPECT_EQ(header(ours, "Access-Control-Allow-Headers"), "Authorization, Content-Type");
  request.headers[0].second = "https://evil.example";
  const auto theirs = api_options(api, request, {http::Method::get});
  EXPECT_EQ(header(theirs, "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(header(theirs, "Access-Control-Allow-Methods"), "");
  EXPECT_EQ(header(theirs, "Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(Api, SpeaksItsErrorBodyForUnknownPathsAndMethods) {
  http::Request request;
  request.trace = kTrace;
  EXPECT_EQ(body_of(api_not_found(api, request)).at("error"), "not_found");
  const auto wrong = api_wrong_method(api, request, {http::Method::put, http::Method::del});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(header(wrong, "Allow"), "PUT, DELETE");
  EXPECT_EQ(body_of(wrong).at("error"), "method_not_allowed");
  const auto away = api_unavailable(api, request);
  EXPECT_EQ(away.status, 503);
  EXPECT_EQ(header(away, "Retry-After"), "1");
}

//= api.failures
TEST_F(Api, TurnsFailuresIntoAnswersWithoutDetails) {
  http::Request request;
  request.trace = kTrace;
  ApiRoute broken = api_routes()[0];
  broken.handle = [](ApiServices&, const ApiCall&) -> http::Response {
    throw store::StoreError("SQL secret");
  };
  const auto away = answer_api(api, broken, {request, {}, consumer});
  EXPECT_EQ(away.status, 503);
  EXPECT_EQ(header(away, "Retry-After"), "1");
  EXPECT_EQ(body_of(away).at("error"), "temporarily_unavailable");
  EXPECT_EQ(away.body.find("secret"), std::string::npos);
  broken.handle = [](ApiServices&, const ApiCall&) -> http::Response {
    throw std::runtime_error("secret");
  };
  const auto failed = answer_api(api, broken, {request, {}, consumer});
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.body.find("secret"), std::string::npos);
}

TEST_F(Api, LogsWhoAskedAndHowItEnded) {
  const auto response = ask(http::Method::get, "/api/v1/clients/nobody", consumer);
  EXPECT_THAT(response.log_fields,
              ElementsAre(Pair("error", "not_found"), Pair("client.id", "admin"),
                          Pair("organization.id", "312345609")));
}

TEST(ApiPaths, AreThoseUnderApiAndTheOlderRoots) {
  for (const char* path :
       {"/api", "/api/v1/x", "/clients", "/clients/", "/scopes/all", "/prefix/all", "/auth/user",
        "/organizations/1", "/delegationsources", "/datasharing/consumer/client",
        "/internal/api/v1/clients", "/cloudsync/api/v1/cloud/sync/scopes"}) {
    EXPECT_TRUE(is_api_path(path)) << path;
  }
  for (const char* path : {"", "/", "/token", "/jwk", "/clientsx", "/app/clients", "clients"}) {
    EXPECT_FALSE(is_api_path(path)) << path;
  }
}

}  // namespace
}  // namespace portvakt::endpoint
