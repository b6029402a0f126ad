#include "selfservice/signing_key_desk.hpp"

#include "base/text.hpp"
#include "selfservice/members.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {
namespace {

using Keys = std::vector<SigningKeyRecord>;
using Changed = Result<ToldSigningKey, Refusal>;

ToldSigningKey told(const SigningKeyRecord& key, const Keys& all, const SigningKeyRules& rules,
                    Instant now) {
  ToldSigningKey told{key, is_published(key, rules, now), std::nullopt};
  if (key.state == SigningKeyState::pending) told.ripe = ripe_at(key, all, rules);
  return told;
}

Refusal refused_change(SigningKeyRefusal refusal, std::string_view kid, const Keys& keys,
                       const SigningKeyRules& rules) {
  switch (refusal) {
    case SigningKeyRefusal::unknown_key:
      return not_found("signingKey", "Signeringsnøkkelen " + printable(kid, 100) + " finnes ikke");
    case SigningKeyRefusal::already_active:
      return conflict("signingKey", "state", "Nøkkelen signerer allerede");
    case SigningKeyRefusal::already_retired:
      return conflict("signingKey", "state",
                      "Nøkkelen er tatt ut av bruk og kan aldri signere igjen");
    case SigningKeyRefusal::too_young: {
      const auto key =
          std::ranges::find(keys, kid, [](const SigningKeyRecord& k) { return k.kid.text(); });
      const Instant ripe = key == keys.end() ? Instant{} : ripe_at(*key, keys, rules);
      return conflict("signingKey", "state",
                      "Nøkkelen kan signere fra " + rfc3339(std::chrono::ceil<seconds>(ripe)) +
                          ": før det kan mottakere av token mangle den");
    }
    case SigningKeyRefusal::last_active:
      return conflict("signingKey", "state",
                      "Nøkkelen er den som signerer; aktiver en annen, så tas den ut av bruk");
  }
  std::unreachable();
}

std::optional<Refusal> too_many(const Keys& keys) {
  const auto pending = std::ranges::count(keys, SigningKeyState::pending, &SigningKeyRecord::state);
  if (static_cast<std::size_t>(pending) < kMostPendingKeys) return std::nullopt;
  return conflict("signingKey", "",
                  "Det finnes allerede " + std::to_string(pending) + " nøkler som venter");
}

}  // namespace

std::vector<ToldSigningKey> list_signing_keys(Services& services,
                                              Permit<Operation::list_signing_keys>,
                                              const SigningKeyDesk& desk) {
  Keys keys;
  services.store.read([&](store::Reader& reader) { keys = reader.signing_keys(); });
  std::vector<ToldSigningKey> list;
  for (const SigningKeyRecord& key : keys) {
    list.push_back(told(key, keys, desk.rules, services.now()));
  }
  return list;
}

Changed make_signing_key(Services& services, Permit<Operation::make_signing_key> permit,
                         const SigningKeyDesk& desk) {
  std::optional<Refusal> full;
  services.store.read([&](store::Reader& reader) { full = too_many(reader.signing_keys()); });
  if (full) return std::unexpected(*std::move(full));
  // Takes its time, so it happens before anybody is kept from writing.
  const SigningKeyRecord key = desk.make(services.now());
  return commit<ToldSigningKey>(services, permit.caller(),
                                [&](store::Transaction& transaction) -> Changed {
                                  Keys keys = transaction.signing_keys();
                                  if (auto refusal = too_many(keys))
                                    return std::unexpected(*std::move(refusal));
                                  transaction.put(key);
                                  keys.push_back(key);
                                  return told(key, keys, desk.rules, services.now());
                                });
}

Result<SigningKeyState, Refusal> read_signing_key_state(std::string_view body,
                                                        const Policy& policy) {
  const auto object = read_body(body, "signingKey");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "signingKey");
  const auto state = signing_key_state(members.text("state").value_or(""));
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!state || *state == SigningKeyState::pending) {
    members.object_to("state", "state må være active eller retired");
  }
  if (members.findings().empty()) return *state;
  return std::unexpected(invalid(std::move(members.findings())));
}

Changed change_signing_key(Services& services, Permit<Operation::change_signing_key> permit,
                           const SigningKeyDesk& desk, std::string_view kid,
                           SigningKeyState wanted) {
  const auto parsed = KeyId::parse(kid);
  if (!parsed) {
    return std::unexpected(refused_change(SigningKeyRefusal::unknown_key, kid, {}, desk.rules));
  }
  return commit<ToldSigningKey>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Changed {
        const Instant now = services.now();
        const auto changed =
            wanted == SigningKeyState::active
                ? activate_signing_key(transaction, *parsed, desk.rules, Publishing::waited, now)
                : retire_signing_key(transaction, *parsed, now);
        const Keys keys = transaction.signing_keys();
        if (!changed) {
          return std::unexpected(refused_change(changed.error(), kid, keys, desk.rules));
        }
        return told(*changed, keys, desk.rules, now);
      });
}

}  // namespace portvakt::selfservice
