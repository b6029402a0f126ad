// Outgoing e-mail over SMTP (RFC 5321), libcurl behind one function.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <chrono>
#include <string>

namespace portvakt::http {

struct MailServer {
  std::string url;                 ///< `smtp://host:587` or `smtps://host`
  bool starttls = true;            ///< with smtp: go on over TLS, or not at all
  std::string username, password;  ///< empty: not signed in
  std::string from;                ///< address
  std::string ca_file = {};        ///< trust this PEM bundle instead of the system's
  std::chrono::milliseconds timeout{10'000};
};
struct Mail {
  std::string to;       ///< address
  std::string subject;  ///< one line
  std::string text;     ///< plain text
  std::string id;       ///< left part of its Message-ID
  Instant date;
};
struct MailFault {
  std::string reason;      ///< a sentence with the server's host, without addresses and secrets
  bool permanent = false;  ///< the address or the mail itself is at fault, at any other time too
};

/// Blocking. What would end a field of the mail's head or an address early is refused before
/// anything is sent.
Result<void, MailFault> send(const MailServer& server, const Mail& mail);

}  // namespace portvakt::http
