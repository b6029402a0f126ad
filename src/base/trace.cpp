#include "base/trace.hpp"

#include "base/text.hpp"

namespace portvakt {

std::string trace_id_of(std::string_view traceparent, Random& random) {
  constexpr std::string_view kNoTrace = "00000000000000000000000000000000";
  constexpr std::string_view kNoParent = "0000000000000000";
  // version "-" trace-id "-" parent-id "-" flags; a later version may append more after another
  // dash
  const auto parts = split(traceparent, '-');
  const bool shaped = parts.size() >= 4 && parts[0].size() == 2 && parts[1].size() == 32 &&
                      parts[2].size() == 16 && parts[3].size() == 2 && is_hex(parts[0]) &&
                      is_hex(parts[1]) && is_hex(parts[2]) && is_hex(parts[3]);
  const bool known = shaped && parts[0] != "ff" && (parts[0] != "00" || parts.size() == 4);
  if (known && parts[1] != kNoTrace && parts[2] != kNoParent) return std::string(parts[1]);
  return random_hex(random, 16);
}

}  // namespace portvakt
