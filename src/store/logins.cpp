#include "base/json.hpp"
#include "store/query.hpp"
#include "store/rows.hpp"
#include "store/sql_logins.hpp"

#include <boost/json/serialize.hpp>

namespace portvakt::store {
namespace {

constexpr const char* kPutAttempt =
    "insert into login_attempt(state, browser, return_to, expires)"
    " values (:state, :browser, :return_to, :expires)";
constexpr const char* kPutSession =
    "insert into web_session(digest, subject, name, org, organisations, created, used, expires)"
    " values (:digest, :subject, :name, :org, :organisations, :created, :used, :expires)";

// One element holds at most 64 members at depth 3; a person may represent hundreds.
constexpr JsonLimits kOrganisations{.bytes = 1024 * 1024};

[[noreturn]] void malformed() { throw StoreError("the database holds a malformed session"); }

std::string organisations_text(const std::vector<Representation>& organisations) {
  json::array list;
  for (const Representation& each : organisations) {
    json::array rights;
    for (const Right right : each.rights) rights.emplace_back(word(right));
    list.push_back(json::object{
        {"orgno", each.org.digits()}, {"name", each.name}, {"rights", std::move(rights)}});
  }
  return json::serialize(list);
}

Representation representation(const json::value& value) {
  if (!value.is_object()) malformed();
  const json::object& object = value.get_object();
  const auto org = OrgNumber::parse(string_member(object, "orgno").value_or(""));
  const json::value* rights = member(object, "rights");
  if (!org || rights == nullptr || !rights->is_array()) malformed();
  Representation made{*org, std::string(string_member(object, "name").value_or("")), {}};
  for (const json::value& each : rights->get_array()) {
    const auto known = each.is_string() ? right(each.get_string()) : std::nullopt;
    if (!known) malformed();
    made.rights.push_back(*known);
  }
  return made;
}

std::vector<Representation> organisations_of(const std::string& text) {
  const auto list = read_json(text, kOrganisations);
  if (!list || !list->is_array()) malformed();
  std::vector<Representation> organisations;
  for (const json::value& each : list->get_array()) organisations.push_back(representation(each));
  return organisations;
}

struct AttemptRow {
  std::string state, browser, return_to;
  Number expires = 0;

  LoginAttempt record() const { return {state, browser, return_to, from_epoch(expires)}; }
  auto columns(this auto& self) {
    return std::tie(self.state, self.browser, self.return_to, self.expires);
  }
};

struct SessionRow {
  std::string digest, subject, name;
  Number org = 0;
  std::string organisations;
  Number created = 0, used = 0, expires = 0;

  SessionRow() = default;
  explicit SessionRow(const Session& session)
      : digest(session.digest),
        subject(session.subject),
        name(session.name),
        org(session.org.value()),
        organisations(organisations_text(session.organisations)),
        created(epoch(session.created)),
        used(epoch(session.used)),
        expires(epoch(session.expires)) {}
  Session record() const {
    return {digest,
            subject,
            name,
            stored_org(org),
            organisations_of(organisations),
            from_epoch(created),
            from_epoch(used),
            from_epoch(expires)};
  }
  auto columns(this auto& self) {
    return std::tie(self.digest, self.subject, self.name, self.org, self.organisations,
                    self.created, self.used, self.expires);
  }
};

}  // namespace

void SqlLogins::put(const LoginAttempt& attempt) {
  execute(connection_, kPutAttempt, attempt.state, attempt.browser, attempt.return_to,
          Number{epoch(attempt.expires)});
}

std::optional<LoginAttempt> SqlLogins::take(const std::string& state) {
  auto attempt = first<AttemptRow>(
      connection_,
      "select state, browser, return_to, expires from login_attempt where state = :state", state);
  const bool ours =
      execute(connection_, "delete from login_attempt where state = :state", state) == 1;
  return ours ? attempt : std::nullopt;
}

std::int64_t SqlLogins::attempts() {
  return scalar<Number>(connection_, "select count(*) from login_attempt").value_or(0);
}

void SqlLogins::put(const Session& session) {
  execute_row(connection_, kPutSession, SessionRow(session));
}

void SqlLogins::change(const Session& session) {
  const SessionRow row(session);
  execute(connection_,
          "update web_session set org = :org, organisations = :organisations"
          " where digest = :digest",
          row.org, row.organisations, row.digest);
}

std::optional<Session> SqlLogins::session(const std::string& digest) {
  return first<SessionRow>(connection_,
                           "select digest, subject, name, org, organisations, created, used,"
                           " expires from web_session where digest = :digest",
                           digest);
}

void SqlLogins::use(const std::string& digest, Instant now) {
  execute(connection_, "update web_session set used = :now where digest = :digest",
          Number{epoch(now)}, digest);
}

void SqlLogins::drop(const std::string& digest) {
  execute(connection_, "delete from web_session where digest = :digest", digest);
}

void SqlLogins::purge(Instant now, Instant unused_since) {
  execute(connection_, "delete from login_attempt where expires <= :now", Number{epoch(now)});
  execute(connection_, "delete from web_session where expires <= :now or used <= :unused",
          Number{epoch(now)}, Number{epoch(unused_since)});
}

}  // namespace portvakt::store
