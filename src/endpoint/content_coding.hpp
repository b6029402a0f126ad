// Which compressed form of an answer a client takes (RFC 9110 section 12.5.3).
#pragma once

#include <string_view>

namespace portvakt::endpoint {

enum class Coding { identity, gzip, brotli };

struct Offered {
  bool gzip = false, brotli = false;
};

/// The form with the highest weight; of equals the smallest. What is sent as it is always remains,
/// also for a client that refuses even that.
Coding preferred_coding(std::string_view accept_encoding, Offered offered);

/// As Content-Encoding names it; empty for what is sent as it is.
std::string_view name(Coding coding);

}  // namespace portvakt::endpoint
