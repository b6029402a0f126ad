// How revocation lists come in, and how many there are: what those who wire the server need to
// know.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace portvakt::pki {

constexpr std::size_t kLargestRevocationList = std::size_t{16} * 1024 * 1024;

/// Fetches an http or https address, at most kLargestRevocationList octets of it. Blocking; the
/// error is a sentence.
using FetchList = std::function<Result<std::string, std::string>(const std::string& url)>;

/// How many lists are wanted, and how many of them are here and not past their next update.
struct RevocationHealth {
  std::size_t wanted = 0, current = 0;
};

}  // namespace portvakt::pki
