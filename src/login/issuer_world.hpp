// For tests of this folder: a login issuer that answers from memory, whose documents and tokens can
// be spoilt one member at a time.
#pragma once

#include "base/json.hpp"
#include "jose/jwk.hpp"
#include "jose/keys.hpp"
#include "login/issuer.hpp"

#include <boost/json/serialize.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace portvakt::login {

inline const std::string kIssuer = "https://login.example";

inline const jose::SigningKey& issuer_key(std::size_t which = 0) {
  static const jose::SigningKey kKeys[] = {
      jose::SigningKey::generate({.primes = jose::Primes::random}),
      jose::SigningKey::generate({.primes = jose::Primes::random})};
  return kKeys[which];
}

inline json::object metadata_document() {
  return {{"issuer", kIssuer},
          {"authorization_endpoint", "https://sso.example/authorize"},
          {"token_endpoint", kIssuer + "/token"},
          {"jwks_uri", kIssuer + "/jwks"},
          {"end_session_endpoint", kIssuer + "/logout"}};
}

inline json::object public_key(std::string_view kid, std::size_t which = 0) {
  json::object jwk = jose::to_json(issuer_key(which).public_jwk());
  jwk["kid"] = kid;
  jwk["alg"] = "RS256";
  return jwk;
}

inline std::string key_set(std::initializer_list<json::object> keys) {
  return json::serialize(json::object{{"keys", json::array(keys.begin(), keys.end())}});
}

/// Signs as the issuer does; members of `header` replace those it has.
inline std::string signed_token(const json::object& claims, const json::object& header = {},
                                std::size_t which = 0) {
  json::object head{{"alg", "RS256"}, {"kid", "k1"}};
  for (const auto& [name, value] : header) head[name] = value;
  return jose::sign_compact(issuer_key(which), jose::Algorithm::rs256, json::serialize(head),
                            json::serialize(claims));
}

/// Answers by address, and remembers what was asked.
class FakeIssuer {
 public:
  FakeIssuer() {
    answers[kIssuer + "/.well-known/openid-configuration"] = {200,
                                                              json::serialize(metadata_document())};
    answers[kIssuer + "/jwks"] = {200, key_set({public_key("k1")})};
  }
  Fetch fetch() {
    return [this](const Question& question) -> Result<Reply, std::string> {
      asked.push_back(question);
      const auto it = answers.find(question.url);
      if (away || it == answers.end()) return std::unexpected("no connection");
      return it->second;
    };
  }
  std::size_t times(const std::string& path) const {
    std::size_t count = 0;
    for (const Question& each : asked) count += each.url == kIssuer + path ? 1 : 0;
    return count;
  }

  std::map<std::string, Reply> answers;
  std::vector<Question> asked;
  bool away = false;
};

}  // namespace portvakt::login
