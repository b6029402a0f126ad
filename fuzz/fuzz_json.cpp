// JSON from bytes, beside Boost.JSON: whatever the strict reader accepts Boost accepts too, with
// the same value, and that value can be written and read again.
#include "base/json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace {

namespace json = boost::json;

/// Equal, but for the last digits of a double: Boost 1.81 does not round exactly when it reads one.
bool same(const json::value& a, const json::value& b);

bool same_members(const json::object& a, const json::object& b) {
  if (a.size() != b.size()) return false;
  for (const auto& [name, value] : a) {
    const json::value* other = b.if_contains(name);
    if (other == nullptr || !same(value, *other)) return false;
  }
  return true;
}

bool same_elements(const json::array& a, const json::array& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

bool same(const json::value& a, const json::value& b) {
  if (a.is_object() && b.is_object()) return same_members(a.get_object(), b.get_object());
  if (a.is_array() && b.is_array()) return same_elements(a.get_array(), b.get_array());
  if (!a.is_double() || !b.is_double()) return a == b;
  const double difference = std::abs(a.get_double() - b.get_double());
  return difference <= std::abs(a.get_double()) * 1e-12 + std::numeric_limits<double>::min();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = portvakt::read_json(text);
  if (!value) return 0;
  json::error_code failed;
  const json::value plain = json::parse(text, failed);
  if (failed || json::serialize(plain) != json::serialize(*value)) std::abort();
  const std::string written = json::serialize(*value);
  const auto again = portvakt::read_json(written, {.bytes = written.size()});
  if (!again || !same(*again, *value)) std::abort();
  return 0;
}
