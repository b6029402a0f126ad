// Who carries notices: what this folder asks of the world, so that it knows neither SMTP nor HTTP
// nor keys.
#pragma once

#include <functional>
#include <string>

namespace portvakt::notification {

/// How one attempt ended.
struct Arrival {
  enum class Outcome { arrived, try_again, never };
  Outcome outcome = Outcome::arrived;
  std::string fault;  ///< a sentence that the point's organisation may read
};

struct Letter {
  std::string to, subject, body;
  std::string id;  ///< of the notice
};

/// A courier that is absent is a channel that this server does not have. They may block.
struct Couriers {
  std::function<Arrival(const Letter&)> mail;
  /// To a URL, the claims of a security event token (RFC 8417), which it signs.
  std::function<Arrival(const std::string& url, const std::string& claims)> webhook;
};

}  // namespace portvakt::notification
