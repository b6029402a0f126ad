// People's sessions: who is signed in and for whom, and how that changes.
#include "base/text.hpp"
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/session.hpp"
#include "selfservice/members.hpp"
#include "selfservice/organisations.hpp"
#include "selfservice/rights.hpp"

#include <algorithm>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Findings;
using selfservice::Operation;
using selfservice::Refusal;

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::array words(std::span<const Right> rights) {
  return list_json(rights, [](Right right) { return json::value(word(right)); });
}

json::object representation_json(const Representation& each) {
  return {{"orgno", each.org.digits()}, {"name", each.name}, {"rights", words(each.rights)}};
}

/// In a sandbox everybody may do everything, and the operator's work only for the operator.
std::vector<Representation> pickable(ApiServices& api) {
  std::vector<Representation> all;
  api.rules.store.read([&](store::Reader& reader) {
    for (const Organisation& org : reader.organisations()) {
      std::vector<Right> rights{Right::clients, Right::scopes, Right::supplier};
      if (api.people->runs_this_server(org.orgno)) rights.push_back(Right::operator_);
      all.push_back({org.orgno, org.name, std::move(rights)});
    }
  });
  return all;
}

json::object login_json(ApiServices& api) {
  json::object login{{"kind", api.people->has_login_issuer() ? "oidc" : "none"},
                     {"organisations", json::array{}}};
  if (api.people->has_test_login()) {
    login["kind"] = "test";
    login["organisations"] = list_json(pickable(api), representation_json);
  }
  return login;
}

json::object user_json(const SessionDesk& desk, const Session& session, std::string_view cookie) {
  const auto acting = std::ranges::find(session.organisations, session.org, &Representation::org);
  const std::string name = acting == session.organisations.end() ? "" : acting->name;
  const auto caller = desk.caller(session, "");
  return {{"name", session.name},
          {"organisation", {{"orgno", session.org.digits()}, {"name", name}}},
          {"rights", words(session.rights())},
          {"scopes", list_json(caller.scopes, [](const auto& s) { return json::value(s); })},
          {"organisations", list_json(session.organisations, representation_json)},
          {"csrf_token", login::csrf_token(cookie)},
          {"idle_expires", rfc3339(desk.sessions().idle_expires(session))},
          {"expires", rfc3339(session.expires)}};
}

json::object document(ApiServices& api, const std::optional<Session>& session,
                      std::string_view cookie) {
  const WebFacts& web = api.people->web();
  json::object out{{"environment", web.environment},
                   {"issuer", web.issuer},
                   {"token_endpoint", web.issuer + "token"},
                   {"statements",
                    {{"accessibility", text_or_null(web.accessibility)},
                     {"privacy", text_or_null(web.privacy)},
                     {"support", text_or_null(web.support)}}},
                   {"login", login_json(api)},
                   {"user", nullptr}};
  if (session) out["user"] = user_json(*api.people, *session, cookie);
  return out;
}

struct Picked {
  std::string orgno;
  std::vector<Right> rights;
  std::vector<std::string> also;
};

Result<Picked, Refusal> read_pick(std::string_view body) {
  const auto object = selfservice::read_body(body, "session");
  if (!object) return std::unexpected(object.error());
  selfservice::Members members(*object, "session");
  Picked picked{members.text("orgno").value_or(""),
                {},
                members.texts("also").value_or(std::vector<std::string>{})};
  const auto words = members.texts("rights");
  if (!members.findings().empty())
    return std::unexpected(selfservice::invalid(std::move(members.findings())));
  for (const std::string& text : words.value_or(std::vector<std::string>{})) {
    const auto known = right(text);
    if (!known) {
      return std::unexpected(selfservice::invalid(
          "session", "rights", "rights må være noen av clients, scopes, supplier og operator"));
    }
    if (!contains(picked.rights, *known)) picked.rights.push_back(*known);
  }
  return picked;
}

Result<std::string, Refusal> read_orgno(std::string_view body) {
  const auto object = selfservice::read_body(body, "session");
  if (!object) return std::unexpected(object.error());
  selfservice::Members members(*object, "session");
  auto orgno = members.text("orgno");
  if (!members.findings().empty())
    return std::unexpected(selfservice::invalid(std::move(members.findings())));
  return std::move(orgno).value_or("");
}

Result<OrgNumber, Refusal> parsed(std::string_view orgno) {
  const auto org = OrgNumber::parse(orgno);
  if (org) return *org;
  return std::unexpected(selfservice::invalid({selfservice::bad_org_number("session", "orgno")}));
}

/// The organisation with those of the picked rights that can be had for it.
Result<Representation, Refusal> picked_organisation(const std::vector<Representation>& all,
                                                    std::string_view orgno,
                                                    const std::vector<Right>& rights) {
  const auto org = parsed(orgno);
  if (!org) return std::unexpected(org.error());
  const auto it = std::ranges::find(all, *org, &Representation::org);
  if (it == all.end()) {
    return std::unexpected(selfservice::forbidden(
        "session", "Organisasjonen " + org->digits() + " finnes ikke i sandkassen"));
  }
  Representation picked{it->org, it->name, {}};
  for (const Right each : rights) {
    if (contains(it->rights, each)) picked.rights.push_back(each);
  }
  return picked;
}

http::Response with_session(http::Response response, const std::string& value) {
  response.headers.emplace_back("Set-Cookie", value);
  return response;
}

}  // namespace

http::Response get_session(ApiServices& api, const ApiCall& call) {
  if (api.people == nullptr) return api_not_found(api, call.request);
  const std::string_view value =
      speaks_for_itself(call.request) ? "" : cookie(call.request, kSessionCookie);
  return succeeded(document(api, api.people->sessions().look(value), value));
}

http::Response act_for_organisation(ApiServices& api, const ApiCall& call) {
  if (api.people == nullptr) return api_not_found(api, call.request);
  auto session = api.people->changing(call.request);
  if (!session) return refused(api, call.request, session.error());
  const auto orgno = read_orgno(call.request.body);
  if (!orgno) return refused(api, call.request, orgno.error());
  const auto org = parsed(*orgno);
  if (!org) return refused(api, call.request, org.error());
  if (std::ranges::find(session->organisations, *org, &Representation::org) ==
      session->organisations.end()) {
    return refused(api, call.request,
                   selfservice::forbidden(
                       "session", "Brukeren representerer ikke organisasjonen " + org->digits()));
  }
  session->org = *org;
  api.people->sessions().change(*session);
  return succeeded(document(api, *session, cookie(call.request, kSessionCookie)));
}

http::Response test_login(ApiServices& api, const ApiCall& call) {
  if (api.people == nullptr || !api.people->has_test_login())
    return api_not_found(api, call.request);
  if (!api.people->may_come_from_us(call.request)) {
    return refused(api, call.request,
                   selfservice::forbidden("session",
                                          "Innlogging må komme fra tjenestens egne "
                                          "sider"));
  }
  const auto pick = read_pick(call.request.body);
  if (!pick) return refused(api, call.request, pick.error());
  const auto all = pickable(api);
  login::Person person{"sandbox", "Testperson", {}};
  std::vector<std::string> orgnos{pick->orgno};
  orgnos.insert(orgnos.end(), pick->also.begin(), pick->also.end());
  for (const std::string& orgno : orgnos) {
    auto org = picked_organisation(all, orgno, pick->rights);
    if (!org) return refused(api, call.request, org.error());
    person.organisations.push_back(*std::move(org));
  }
  const auto opened = api.people->sessions().open(person, cookie(call.request, kSessionCookie));
  return with_session(succeeded(document(api, opened.session, opened.cookie)),
                      kept_cookie(kSessionCookie, opened.cookie));
}

/// Whoever is not signed in is signed out already.
http::Response log_out(ApiServices& api, const ApiCall& call) {
  if (api.people == nullptr) return api_not_found(api, call.request);
  const std::string_view value = cookie(call.request, kSessionCookie);
  json::object done{{"redirect", nullptr}};
  // Another site's page may post here, but brings no cookie: it must not make one go.
  if (value.empty()) return succeeded(done);
  if (api.people->sessions().look(value)) {
    const auto session = api.people->changing(call.request);
    if (!session) return refused(api, call.request, session.error());
    api.people->sessions().close(value);
    done["redirect"] = text_or_null(api.people->end_session());
  }
  return with_session(succeeded(done), dropped_cookie(kSessionCookie));
}

/// docs/protocol.md §5.9: for a test's made-up organisations, with the rights that a whole
/// organisation has.
http::Response switch_organisation(ApiServices& api, const ApiCall& call) {
  return answered<Operation::switch_organisation>(api, call, [&](auto) -> Answer {
    auto session = api.people->changing(call.request);
    if (!session) {
      return std::unexpected(selfservice::forbidden(
          "token", "Et brukertoken gjelder én organisasjon; logg inn på nytt for en annen"));
    }
    const auto orgno = read_orgno(call.request.body);
    if (!orgno) return std::unexpected(orgno.error());
    const auto org = parsed(*orgno);
    if (!org) return std::unexpected(org.error());
    if (!api.people->may_act_for_synthetic(*org)) {
      return std::unexpected(selfservice::forbidden(
          "session", "Bare syntetiske organisasjoner i et testmiljø kan velges fritt"));
    }
    auto name = api.rules.directory.name(*org);
    if (std::ranges::find(session->organisations, *org, &Representation::org) ==
        session->organisations.end()) {
      session->organisations.push_back(login::synthetic_organisation(*org, name.value_or("")));
    }
    session->org = *org;
    api.people->sessions().change(*session);
    return endpoint::user_json(selfservice::NamedOrganisation{*org, std::move(name)});
  });
}

}  // namespace portvakt::endpoint::handlers
