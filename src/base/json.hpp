// The one JSON reader for everything strangers send: strict RFC 8259 with no duplicate members, no
// NUL, bounded depth and size. Boost.JSON alone would keep the last of two equal members in silence
// and read 1e400 as infinity.
#pragma once

#include "base/result.hpp"

#include <boost/json/fwd.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace portvakt {

namespace json = boost::json;

struct JsonLimits {
  std::size_t bytes = 64 * 1024;
  std::size_t depth = 8;     ///< a scalar has depth 0, `{}` and `[]` have 1
  std::size_t members = 64;  ///< per object
};

/// Why a text was refused; `reason` is a fixed sentence that repeats nothing of the text.
struct JsonFault {
  std::string_view reason;
};

Result<json::value, JsonFault> read_json(std::string_view text, const JsonLimits& limits = {});

/// A member's value, or nullptr when it is absent or null ("claims with JSON null = absent").
const json::value* member(const json::object& object, std::string_view name);
/// A string member; nothing when it is absent, null or of another type.
std::optional<std::string_view> string_member(const json::object& object, std::string_view name);

}  // namespace portvakt
