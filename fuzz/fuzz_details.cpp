// Authorization details from bytes: what a grant's element may be, and what an outside register's
// answer may put into a token. The same bytes are tried as each of them.
#include "details/altinn_system_users.hpp"
#include "details/consent.hpp"
#include "details/consent_lookup.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace portvakt;

const OrgNumber kVendor = must(OrgNumber::parse("310999113"));
const OrgNumber kOwner = must(OrgNumber::parse("315000122"));

void require(bool holds) {
  if (!holds) std::abort();
}

struct NobodysUsers final : details::SystemUsers {
  boost::asio::awaitable<details::SystemUserAnswer> ask(details::SystemUserQuestion,
                                                        Stopwatch) override {
    co_return std::nullopt;
  }
};

/// Types that are never asked anything.
struct Served {
  asio::thread_pool pool{1};
  FixedClock clock{from_epoch(1'790'000'000)};
  altinn::Platform platform{{.url = {}, .pool = pool, .token = {}, .fetch = {}}};
  details::SystemUserType users{std::make_unique<NobodysUsers>()};
  details::ConsentType consents{platform, clock};
};

void read_element(const Served& served, const json::object& element) {
  const details::Type* types[] = {&served.users, &served.consents};
  for (const details::Type* type : types) {
    const auto detail = type->read(element);
    if (!detail) continue;
    require((*detail)->type() == type->urn() && element.size() <= 3);
    require((*detail)->shown().size() < 512);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Served served;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto element = read_json(text); element && element->is_object())
    read_element(served, element->get_object());

  const auto user = details::system_user_says(text, {"client", kVendor, kOwner, std::nullopt});
  if (user && *user) require(!(*user)->system_id.empty() && (*user)->system_id.size() <= 255);

  const details::ConsentQuestion question{must(Uuid::parse("9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e")),
                                          "urn:altinn:organization:identifier-no:315000122",
                                          kVendor};
  if (const auto claim = details::consent_claim(text, question)) {
    const auto again = read_json(*claim);
    require(again && again->is_object() && claim->size() <= details::kLargestClaim);
    require(string_member(again->get_object(), "type") == details::kConsent);
    require(string_member(again->get_object(), "from") == question.from);
  }
  (void)details::is_list_of_problems(text);
  return 0;
}
