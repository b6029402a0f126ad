#include "selfservice/signing_keys.hpp"

#include "base/text.hpp"
#include "jose/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {
namespace {

using Keys = std::vector<SigningKeyRecord>;

const SigningKeyRecord* find(const Keys& keys, const KeyId& kid) {
  const auto it = std::ranges::find(keys, kid, &SigningKeyRecord::kid);
  return it == keys.end() ? nullptr : &*it;
}
const SigningKeyRecord* first_in(const Keys& keys, SigningKeyState state) {
  const auto it = std::ranges::find(keys, state, &SigningKeyRecord::state);
  return it == keys.end() ? nullptr : &*it;
}

void put_retired(store::Transaction& transaction, SigningKeyRecord key, Instant now) {
  key.state = SigningKeyState::retired;
  key.retired = now;
  transaction.put(key);
}

/// In this order, so that no reader ever sees two active keys.
SigningKeyRecord put_active(store::Transaction& transaction, const Keys& keys, SigningKeyRecord key,
                            Instant now) {
  if (const auto* active = first_in(keys, SigningKeyState::active)) {
    put_retired(transaction, *active, now);
  }
  key.state = SigningKeyState::active;
  key.activated = now;
  transaction.put(key);
  return key;
}

}  // namespace

std::string sentence(SigningKeyRefusal refusal, const KeyId& kid, const Keys& keys,
                     const SigningKeyRules& rules) {
  switch (refusal) {
    case SigningKeyRefusal::unknown_key:
      return fmt::format("there is no signing key {}", kid.text());
    case SigningKeyRefusal::already_active:
      return fmt::format("{} signs already", kid.text());
    case SigningKeyRefusal::already_retired:
      return fmt::format("{} is retired, and a retired key never signs again", kid.text());
    case SigningKeyRefusal::too_young: {
      const SigningKeyRecord* key = find(keys, kid);
      const Instant ripe = key == nullptr ? Instant{} : ripe_at(*key, keys, rules);
      return fmt::format(
          "{} may sign from {}: until then a relying party may hold a key set without it and would "
          "refuse its tokens",
          kid.text(), rfc3339(std::chrono::ceil<seconds>(ripe)));
    }
    case SigningKeyRefusal::last_active:
      return fmt::format("{} is the key that signs; activate another and it retires", kid.text());
  }
  std::unreachable();
}

SigningKeyRecord make_signing_key(const SigningKeyShape& shape, std::string_view passphrase,
                                  Instant now) {
  const bool elliptic = shape.algorithm == jose::Algorithm::es256;
  const jose::KeyShape wanted{.type = elliptic ? jose::KeyType::ec_p256 : jose::KeyType::rsa,
                              .bits = shape.bits,
                              .primes = shape.primes};
  auto key = jose::SigningKey::generate(wanted);
  // A kid that begins with a dash is an option to every command line, this one's included.
  while (jose::thumbprint(key.public_jwk()).starts_with('-')) {
    key = jose::SigningKey::generate(wanted);
  }
  jose::PublicJwk jwk = key.public_jwk();
  jwk.kid = jose::thumbprint(jwk);
  jwk.alg = shape.algorithm;
  jwk.use = "sig";
  return {.kid = must(KeyId::parse(jwk.kid)),
          .jwk = std::move(jwk),
          .private_pem = key.pem(passphrase, shape.passphrase),
          .state = SigningKeyState::pending,
          .created = now,
          .activated = std::nullopt,
          .retired = std::nullopt};
}

Instant ripe_at(const SigningKeyRecord& key, const Keys& all, const SigningKeyRules& rules) {
  const bool ever_signed =
      std::ranges::any_of(all, [](const SigningKeyRecord& k) { return k.activated.has_value(); });
  return ever_signed ? key.created + rules.publish_before : key.created;
}

bool is_published(const SigningKeyRecord& key, const SigningKeyRules& rules, Instant now) {
  return !key.retired || now < *key.retired + rules.keep_after;
}

Result<SigningKeyRecord, SigningKeyRefusal> activate_signing_key(store::Transaction& transaction,
                                                                 const KeyId& kid,
                                                                 const SigningKeyRules& rules,
                                                                 Publishing publishing,
                                                                 Instant now) {
  const Keys keys = transaction.signing_keys();
  const SigningKeyRecord* key = find(keys, kid);
  if (key == nullptr) return std::unexpected(SigningKeyRefusal::unknown_key);
  if (key->state == SigningKeyState::active) {
    return std::unexpected(SigningKeyRefusal::already_active);
  }
  if (key->state == SigningKeyState::retired) {
    return std::unexpected(SigningKeyRefusal::already_retired);
  }
  if (publishing == Publishing::waited && now < ripe_at(*key, keys, rules)) {
    return std::unexpected(SigningKeyRefusal::too_young);
  }
  return put_active(transaction, keys, *key, now);
}

Result<SigningKeyRecord, SigningKeyRefusal> retire_signing_key(store::Transaction& transaction,
                                                               const KeyId& kid, Instant now) {
  const Keys keys = transaction.signing_keys();
  const SigningKeyRecord* key = find(keys, kid);
  if (key == nullptr) return std::unexpected(SigningKeyRefusal::unknown_key);
  if (key->state == SigningKeyState::active) return std::unexpected(SigningKeyRefusal::last_active);
  if (key->state == SigningKeyState::retired) {
    return std::unexpected(SigningKeyRefusal::already_retired);
  }
  put_retired(transaction, *key, now);
  SigningKeyRecord retired = *key;
  retired.state = SigningKeyState::retired;
  retired.retired = now;
  return retired;
}

Rotation rotate_signing_keys(store::Transaction& transaction, const SigningKeyRecord& fresh,
                             const SigningKeyRules& rules, Instant now) {
  Rotation rotation;
  const Keys before = transaction.signing_keys();
  if (const auto* oldest = first_in(before, SigningKeyState::pending);
      oldest != nullptr && now >= ripe_at(*oldest, before, rules)) {
    rotation.activated = put_active(transaction, before, *oldest, now).kid;
  }
  Keys after = transaction.signing_keys();
  if (const auto* waiting = first_in(after, SigningKeyState::pending)) {
    rotation.waiting = waiting->kid;
    rotation.next_ripe = ripe_at(*waiting, after, rules);
    return rotation;
  }
  transaction.put(fresh);
  after.push_back(fresh);
  rotation.made = fresh.kid;
  rotation.next_ripe = ripe_at(fresh, after, rules);
  return rotation;
}

bool ensure_active_signing_key(store::Transaction& transaction, const SigningKeyRecord& fresh,
                               Instant now) {
  const Keys keys = transaction.signing_keys();
  if (first_in(keys, SigningKeyState::active) != nullptr) return false;
  put_active(transaction, keys, fresh, now);
  return true;
}

}  // namespace portvakt::selfservice
