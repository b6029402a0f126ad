#include "jose/jws.hpp"

#include "base/base64.hpp"

#include <utility>

namespace portvakt::jose {

std::string_view sentence(JwsFault fault) {
  switch (fault) {
    case JwsFault::not_three_parts:
      return "a compact JWS has three parts with a dot between them";
    case JwsFault::not_base64url:
      return "a part is not base64url without padding";
    case JwsFault::empty_part:
      return "the header or the signature is empty";
  }
  std::unreachable();
}

Result<CompactJws, JwsFault> split_compact(std::string_view text) {
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::unexpected(JwsFault::not_three_parts);
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
    return std::unexpected(JwsFault::not_three_parts);
  }
  // an unsecured JWS (RFC 7515 appendix A.5) ends here; an empty payload is lawful
  if (first == 0 || second + 1 == text.size()) return std::unexpected(JwsFault::empty_part);
  auto header = from_base64url(text.substr(0, first));
  auto payload = from_base64url(text.substr(first + 1, second - first - 1));
  auto signature = from_base64url(text.substr(second + 1));
  if (!header || !payload || !signature) return std::unexpected(JwsFault::not_base64url);
  return CompactJws{text.substr(0, second), *std::move(header), *std::move(payload),
                    *std::move(signature)};
}

}  // namespace portvakt::jose
