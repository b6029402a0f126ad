#include "selfservice/key_expiries.hpp"

#include "base/time_text.hpp"

#include <utility>

namespace portvakt::selfservice {

Result<store::Part<ExpiringKey>, Refusal> list_key_expiries(
    Services& services, Permit<Operation::list_key_expiries> permit, std::string_view day,
    store::Slice slice) {
  constexpr std::size_t kDate = 10;
  const auto before = day.size() == kDate ? parse_time(day) : std::nullopt;
  if (!before) {
    return std::unexpected(
        invalid("query", "expiring_before", "expiring_before må være en dato, som 2026-03-02"));
  }
  const Caller& caller = permit.caller();
  const store::KeyExpirySearch search{
      .org = caller.org, .as_supplier = caller.holds(kDcrSupplier), .before = *before};
  store::Part<store::KeyExpiry> found;
  services.store.read([&](store::Reader& reader) { found = reader.key_expiries(search, slice); });
  const Instant now = services.clock.now();
  store::Part<ExpiringKey> keys{.items = {}, .total = found.total};
  for (store::KeyExpiry& key : found.items) {
    const bool expired = key.expires <= now;
    keys.items.push_back({std::move(key), expired});
  }
  return keys;
}

}  // namespace portvakt::selfservice
