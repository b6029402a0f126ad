#include "app/admin_client.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "jose/keys.hpp"
#include "selfservice/admin_clients.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/keys.hpp"
#include "selfservice/operator_scopes.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace portvakt::app {
namespace {

namespace self = selfservice;
using self::Operation;

std::vector<ScopeName> scopes_of(const AdminClientOrder& order) {
  std::vector<std::string> texts;
  for (const std::string& words : order.scopes) {
    for (const std::string_view word : split_white(words)) texts.emplace_back(word);
  }
  if (texts.empty())
    texts.assign(self::default_admin_scopes().begin(), self::default_admin_scopes().end());

  std::vector<std::string_view> known;
  for (const auto& scope : self::operator_scopes()) known.push_back(scope.name);
  std::vector<ScopeName> scopes;
  for (const std::string& text : texts) {
    const ScopeName scope = scope_name(text);
    if (!self::is_operator_scope(scope)) {
      const auto meant = nearest(text, known);
      throw Failure(kUsage, fmt::format("{} is not one of the operator's scopes{}", text,
                                        meant ? fmt::format("; did you mean {}?", *meant) : ""));
    }
    scopes.push_back(scope);
  }
  return scopes;
}

OrgNumber operator_org(const Config& config) {
  if (!config.operator_orgno.empty()) return must(OrgNumber::parse(config.operator_orgno));
  throw Failure(
      kUsage,
      "operator_orgno is needed: the organisation that owns the prefix idporten; set it in the "
      "configuration or PORTVAKT__OPERATOR_ORGNO");
}

/// A fresh key as a private JWK with the members that clients' libraries look for.
std::string new_private_jwk() {
  const auto key = jose::SigningKey::generate({.type = jose::KeyType::rsa, .bits = 2048});
  json::object jwk = key.private_jwk();
  jwk["kid"] = jose::thumbprint(key.public_jwk());
  jwk["alg"] = jose::word(key.default_algorithm());
  jwk["use"] = "sig";
  return json::serialize(jwk);
}

/// The public half of what new_private_jwk made.
std::string public_half(const std::string& private_jwk) {
  const json::value value = *read_json(private_jwk);
  const auto key = must(jose::SigningKey::from_jwk(value.get_object()));
  jose::PublicJwk jwk = key.public_jwk();
  jwk.kid = jose::thumbprint(jwk);
  jwk.alg = key.default_algorithm();
  return json::serialize(jose::to_json(jwk));
}

void prepare_scopes(Operator& desk, OrgNumber org, const std::vector<ScopeName>& scopes) {
  const OrgNumber owner = operator_org(desk.config());
  std::string problem;
  desk.write([&](store::Transaction& transaction) {
    if (!transaction.organisation(org)) {
      problem = fmt::format("{0} is not registered; portvakt org add {0} NAME", org.digits());
      return false;
    }
    const auto given = self::give_operator_scopes(transaction, owner, org, scopes, desk.now());
    if (!given) problem = given.error();
    return given.has_value();
  });
  if (!problem.empty()) throw Failure(kFailed, problem);
}

/// A client whose key is refused is switched off again.
AdminClient make(Operator& desk, const self::Caller& caller, const self::ClientDraft& draft,
                 const self::KeyDraft& key) {
  const auto create = done(self::authorize<Operation::create_client>(caller));
  const auto add = done(self::authorize<Operation::add_key>(caller));
  const Client client = done(self::create_client(desk.services(), create, draft));
  const auto added = self::add_key(desk.services(), add, client.id.text(), key);
  if (added) return {client, added->kid.text()};
  const auto remove = done(self::authorize<Operation::delete_client>(caller));
  done(self::delete_client(desk.services(), remove, client.id.text()));
  fail(added.error());
}

}  // namespace

AdminClient create_admin_client(Operator& desk, const AdminClientOrder& order) {
  const OrgNumber org = org_number(order.orgno);
  const std::vector<ScopeName> scopes = scopes_of(order);
  const bool fresh = !order.new_key_file.empty();
  if (fresh == !order.public_key_file.empty()) {
    throw Failure(kUsage, "the client needs a key: say --new-key FILE or --public-key FILE");
  }
  const std::string private_jwk = fresh ? new_private_jwk() : "";
  const auto text = fresh ? Result<std::string, std::string>(public_half(private_jwk))
                          : read_file(order.public_key_file, 64 * 1024);
  if (!text) throw Failure(kUsage, text.error());
  const self::KeyDraft key = done(self::read_key_text(*text, desk.services().policy));

  prepare_scopes(desk, org, scopes);
  // The key's file comes before the client: a client whose key nobody has would be of no use.
  if (fresh) {
    const auto written = write_new_file(order.new_key_file, private_jwk + "\n", kOwnerOnly);
    if (!written) throw Failure(kUsage, written.error());
  }
  try {
    return make(desk, desk.caller(org), self::admin_client_draft(org, order.name, scopes), key);
  } catch (...) {
    if (fresh) std::filesystem::remove(order.new_key_file);
    throw;
  }
}

}  // namespace portvakt::app
