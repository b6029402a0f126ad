#include "selfservice/keys.hpp"

#include "selfservice/clients.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kMostKeys = 5;
constexpr auto kLongestLife = std::chrono::days{365};

Refusal unknown_key() { return not_found("jwks", "Klienten har ingen nøkkel med denne kid"); }

const ClientKey* find(const Keys& keys, std::string_view kid) {
  const auto it =
      std::ranges::find_if(keys, [&](const ClientKey& k) { return k.kid.text() == kid; });
  return it == keys.end() ? nullptr : &*it;
}

/// docs/protocol.md, keys: `exp` is optional in, at most a year from now, and always there
/// afterwards.
Result<Instant, Refusal> expiry(const KeyDraft& draft, Instant now) {
  const Instant latest = std::chrono::floor<seconds>(now) + kLongestLife;
  if (!draft.exp) return latest;
  if (*draft.exp <= epoch(now)) {
    return std::unexpected(invalid("jwks", "exp", "exp er passert, nøkkelen kan ikke brukes"));
  }
  return *draft.exp >= epoch(latest) ? latest : from_epoch(*draft.exp);
}

Result<ClientKey, Refusal> key_of(const KeyDraft& draft, const Keys& before, Instant now) {
  const auto expires = expiry(draft, now);
  if (!expires) return std::unexpected(expires.error());
  const auto kid = KeyId::parse(draft.jwk.kid);
  if (!kid) return std::unexpected(invalid("jwks", "kid", "kid må fylles ut"));
  const ClientKey* old = find(before, kid->text());
  const bool same = old != nullptr && old->jwk.n == draft.jwk.n && old->jwk.e == draft.jwk.e;
  return ClientKey{*kid, draft.jwk, *expires, same ? old->created : now, now};
}

Result<ClientKey, Refusal> put_one(Services& services, const Caller& caller,
                                   std::string_view client, const KeyDraft& draft) {
  return commit<ClientKey>(
      services, caller, [&](store::Transaction& transaction) -> Result<ClientKey, Refusal> {
        const auto owner = client_of(transaction, caller, client);
        if (!owner) return std::unexpected(owner.error());
        Keys keys = transaction.keys_of(owner->id);
        auto key = key_of(draft, keys, services.now());
        if (!key) return key;
        const auto same = [&](const ClientKey& k) { return k.kid == key->kid; };
        if (const auto it = std::ranges::find_if(keys, same); it != keys.end()) {
          *it = *key;
        } else if (keys.size() >= kMostKeys) {
          return std::unexpected(invalid(
              "jwks", "keys", "Klienten har allerede 5 nøkler. Slett en før du legger til en ny"));
        } else {
          keys.push_back(*key);
        }
        transaction.put_keys(owner->id, keys);
        return key;
      });
}

}  // namespace

Result<Keys, Refusal> key_set(const std::vector<KeyDraft>& drafts, const Keys& before,
                              Instant now) {
  Keys keys;
  for (const KeyDraft& draft : drafts) {
    auto key = key_of(draft, before, now);
    if (!key) return std::unexpected(key.error());
    keys.push_back(*std::move(key));
  }
  return keys;
}

Result<Keys, Refusal> get_keys(Services& services, Permit<Operation::get_keys> permit,
                               std::string_view client) {
  return look<Keys>(services, [&](store::Reader& reader) -> Result<Keys, Refusal> {
    const auto owner = client_of(reader, permit.caller(), client);
    if (!owner) return std::unexpected(owner.error());
    Keys keys = reader.keys_of(owner->id);
    // The official portal looks for these words to show an empty list instead of an error.
    if (keys.empty()) {
      return std::unexpected(
          not_found("jwks", "Client " + owner->id.text() + " does not have any jwks"));
    }
    return keys;
  });
}

Result<Keys, Refusal> replace_keys(Services& services, Permit<Operation::replace_keys> permit,
                                   std::string_view client, const std::vector<KeyDraft>& drafts) {
  return commit<Keys>(services, permit.caller(),
                      [&](store::Transaction& transaction) -> Result<Keys, Refusal> {
                        const auto owner = client_of(transaction, permit.caller(), client);
                        if (!owner) return std::unexpected(owner.error());
                        auto keys = key_set(drafts, transaction.keys_of(owner->id), services.now());
                        if (keys) transaction.put_keys(owner->id, *keys);
                        return keys;
                      });
}

Result<Done, Refusal> delete_keys(Services& services, Permit<Operation::delete_keys> permit,
                                  std::string_view client) {
  return commit<Done>(services, permit.caller(),
                      [&](store::Transaction& transaction) -> Result<Done, Refusal> {
                        const auto owner = client_of(transaction, permit.caller(), client);
                        if (!owner) return std::unexpected(owner.error());
                        if (!transaction.keys_of(owner->id).empty())
                          transaction.put_keys(owner->id, {});
                        return Done{};
                      });
}

Result<ClientKey, Refusal> get_key(Services& services, Permit<Operation::get_key> permit,
                                   std::string_view client, std::string_view kid) {
  return look<ClientKey>(services, [&](store::Reader& reader) -> Result<ClientKey, Refusal> {
    const auto owner = client_of(reader, permit.caller(), client);
    if (!owner) return std::unexpected(owner.error());
    const Keys keys = reader.keys_of(owner->id);
    const ClientKey* key = find(keys, kid);
    if (key == nullptr) return std::unexpected(unknown_key());
    return *key;
  });
}

Result<ClientKey, Refusal> put_key(Services& services, Permit<Operation::put_key> permit,
                                   std::string_view client, std::string_view kid,
                                   const KeyDraft& draft) {
  if (!KeyId::parse(kid)) {
    return std::unexpected(
        invalid("jwks", "kid", "kid må ha 1 til 255 tegn: bokstaver a-z, sifre og . _ -"));
  }
  if (!draft.jwk.kid.empty() && draft.jwk.kid != kid) {
    return std::unexpected(
        invalid("jwks", "kid", "kid i meldingen er en annen enn kid i adressen"));
  }
  KeyDraft named = draft;
  named.jwk.kid = kid;
  return put_one(services, permit.caller(), client, named);
}

Result<Done, Refusal> delete_key(Services& services, Permit<Operation::delete_key> permit,
                                 std::string_view client, std::string_view kid) {
  return commit<Done>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Result<Done, Refusal> {
        const auto owner = client_of(transaction, permit.caller(), client);
        if (!owner) return std::unexpected(owner.error());
        Keys keys = transaction.keys_of(owner->id);
        const auto gone =
            std::erase_if(keys, [&](const ClientKey& k) { return k.kid.text() == kid; });
        if (gone == 0) return std::unexpected(unknown_key());
        transaction.put_keys(owner->id, keys);
        return Done{};
      });
}

Result<ClientKey, Refusal> add_key(Services& services, Permit<Operation::add_key> permit,
                                   std::string_view client, const KeyDraft& draft) {
  return put_one(services, permit.caller(), client, draft);
}

Result<ClientKey, Refusal> renew_key(Services& services, Permit<Operation::put_key> permit,
                                     std::string_view client, std::string_view kid) {
  return commit<ClientKey>(services, permit.caller(),
                           [&](store::Transaction& transaction) -> Result<ClientKey, Refusal> {
                             const auto owner = client_of(transaction, permit.caller(), client);
                             if (!owner) return std::unexpected(owner.error());
                             Keys keys = transaction.keys_of(owner->id);
                             const auto it = std::ranges::find_if(
                                 keys, [&](const ClientKey& k) { return k.kid.text() == kid; });
                             if (it == keys.end()) return std::unexpected(unknown_key());
                             it->last_updated = services.now();
                             it->expires = it->last_updated + kLongestLife;
                             const ClientKey renewed = *it;
                             transaction.put_keys(owner->id, keys);
                             return renewed;
                           });
}

}  // namespace portvakt::selfservice
