#include "login/issuer.hpp"

#include "base/json.hpp"
#include "base/log.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::login {
namespace {

constexpr seconds kFresh{3600};
// An unknown kid and an issuer that is away cost one question in this time.
constexpr seconds kBetweenQuestions{10};
constexpr std::size_t kMostKeys = 32;
constexpr JsonLimits kDocument{.bytes = 256 * 1024, .depth = 8, .members = 256};

bool is_address(std::string_view text, std::string_view issuer) {
  const bool tls = text.starts_with("https://");
  // Plain HTTP is for a login issuer on this machine, which the configuration makes sure of.
  const bool plain = text.starts_with("http://") && issuer.starts_with("http://");
  const std::string_view origin = origin_of(text);
  return (tls || plain) && Uri::parse(text) && !text.contains('#') && !origin.contains('@');
}

}  // namespace

std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

Result<IssuerMetadata, std::string> read_metadata(std::string_view body, std::string_view issuer,
                                                  const std::vector<std::string>& hosts) {
  const auto document = read_json(body, kDocument);
  if (!document || !document->is_object()) return std::unexpected("the metadata is no JSON object");
  const json::object& members = document->get_object();
  if (string_member(members, "issuer") != issuer) {
    return std::unexpected("the metadata names another issuer");
  }
  const auto address = [&](std::string_view name) {
    return std::string(string_member(members, name).value_or(""));
  };
  IssuerMetadata found{address("authorization_endpoint"), address("token_endpoint"),
                       address("jwks_uri"), address("end_session_endpoint")};
  const bool complete = is_address(found.authorization_endpoint, issuer) &&
                        is_address(found.token_endpoint, issuer) &&
                        is_address(found.jwks_uri, issuer);
  if (!complete) {
    return std::unexpected(
        "the metadata lacks a usable authorization_endpoint, token_endpoint or jwks_uri");
  }
  if (!is_address(found.end_session_endpoint, issuer)) found.end_session_endpoint.clear();
  for (const std::string* asked : {&found.token_endpoint, &found.jwks_uri}) {
    const std::string_view origin = origin_of(*asked);
    if (origin != origin_of(issuer) && std::ranges::find(hosts, origin) == hosts.end()) {
      return std::unexpected(
          fmt::format("the metadata leads to {}, which login.hosts does not name", origin));
    }
  }
  const json::value* names = member(members, "authorization_response_iss_parameter_supported");
  found.names_itself = names != nullptr && names->is_bool() && names->get_bool();
  return found;
}

Result<std::vector<IssuerKey>, std::string> read_keys(std::string_view body) {
  const auto document = read_json(body, kDocument);
  const json::value* list =
      document && document->is_object() ? member(document->get_object(), "keys") : nullptr;
  if (list == nullptr || !list->is_array()) return std::unexpected("the key set is no key set");
  std::vector<IssuerKey> keys;
  for (const json::value& each : list->get_array()) {
    if (!each.is_object() || keys.size() == kMostKeys) continue;
    const auto jwk = jose::parse_jwk(each.get_object());
    if (jwk) keys.push_back({jwk->kid, jose::VerificationKey(*jwk)});
  }
  if (keys.empty()) return std::unexpected("the key set has no key that can be used");
  return keys;
}

std::shared_ptr<const IssuerKey> Issuer::Known::find(std::string_view kid) const {
  if (kid.empty()) return keys.size() == 1 ? keys.front() : nullptr;
  const auto it = std::ranges::find(keys, kid, [](const auto& key) { return key->kid; });
  return it == keys.end() ? nullptr : *it;
}

std::shared_ptr<const Issuer::Known> Issuer::known() const {
  const std::scoped_lock lock(mutex_);
  return known_;
}

bool Issuer::is_stale(const std::shared_ptr<const Known>& known) const {
  const Instant now = options_.clock.now();
  return known == nullptr || now < known->fetched || now - known->fetched >= kFresh;
}

bool Issuer::may_ask() const {
  const std::scoped_lock lock(mutex_);
  const Instant now = options_.clock.now();
  return !asked_at_ || now < *asked_at_ || now - *asked_at_ >= kBetweenQuestions;
}

std::shared_ptr<const IssuerMetadata> Issuer::known_metadata() const {
  const auto now = known();
  return now ? std::shared_ptr<const IssuerMetadata>(now, &now->metadata) : nullptr;
}

std::shared_ptr<const IssuerMetadata> Issuer::metadata() {
  if (is_stale(known())) {
    // Whoever has something to go on with does not wait for another's question.
    std::unique_lock lock(asking_, std::defer_lock);
    if (known() == nullptr) {
      lock.lock();
    } else {
      std::ignore = lock.try_lock();
    }
    if (lock.owns_lock() && is_stale(known()) && may_ask()) refresh();
  }
  return known_metadata();
}

std::shared_ptr<const IssuerKey> Issuer::key(std::string_view kid) {
  const auto before = known();
  if (auto key = before ? before->find(kid) : nullptr) return key;
  const std::unique_lock lock(asking_, std::try_to_lock);
  if (lock.owns_lock() && may_ask()) refresh();
  const auto after = known();
  return after ? after->find(kid) : nullptr;
}

void Issuer::refresh() {
  auto fetched = fetch();
  const std::scoped_lock lock(mutex_);
  asked_at_ = options_.clock.now();
  if (fetched) {
    known_ = std::make_shared<const Known>(*std::move(fetched));
    return;
  }
  log::warn("login_issuer_unavailable",
            {{"issuer", options_.issuer}, {"error.message", fetched.error()}});
}

Result<std::string, std::string> Issuer::document(const std::string& url) const {
  auto reply = options_.fetch({.url = url});
  if (!reply) return std::unexpected(std::move(reply.error()));
  if (reply->status != 200) {
    return std::unexpected(fmt::format("{} answered with status {}", url, reply->status));
  }
  return std::move(reply->body);
}

Result<Issuer::Known, std::string> Issuer::fetch() const {
  std::string_view base = options_.issuer;
  if (base.ends_with('/')) base.remove_suffix(1);
  const auto about = document(std::string(base) + "/.well-known/openid-configuration");
  if (!about) return std::unexpected(about.error());
  auto metadata = read_metadata(*about, options_.issuer, options_.hosts);
  if (!metadata) return std::unexpected(std::move(metadata.error()));
  const auto set = document(metadata->jwks_uri);
  if (!set) return std::unexpected(set.error());
  auto keys = read_keys(*set);
  if (!keys) return std::unexpected(std::move(keys.error()));
  Known known{*std::move(metadata), {}, options_.clock.now()};
  for (IssuerKey& key : *keys) {
    known.keys.push_back(std::make_shared<const IssuerKey>(std::move(key)));
  }
  return known;
}

}  // namespace portvakt::login
