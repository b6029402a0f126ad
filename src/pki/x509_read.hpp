// What the rules for business certificates read out of an X509: values, without judging them. For
// this folder only.
#pragma once

#include "base/clock.hpp"
#include "jose/x509.hpp"

#include <optional>
#include <string>
#include <vector>

namespace portvakt::pki {

using jose::Certificate;
using jose::Freed;

Certificate share(const Certificate& certificate);  ///< another owner of the same object

/// Nothing for what is no time: OpenSSL parses certificates without looking at their times.
std::optional<Instant> instant(const ASN1_TIME* time);
/// Where `now` lies between notBefore and notAfter, both included (RFC 5280 section 4.1.2.5).
enum class Validity { early, current, over };  ///< over also when a time cannot be read
Validity validity(const X509& certificate, Instant now);
/// The end of its last second; long ago when that cannot be read.
Instant valid_until(const X509& certificate);

std::string octets(const ASN1_INTEGER& serial);    ///< sign and magnitude; equal for equal numbers
std::string serial_text(const X509& certificate);  ///< lower-case hexadecimal
std::string name_text(const X509_NAME& name);      ///< RFC 2253, in ASCII

/// The values of an attribute (an OpenSSL NID) as UTF-8, in order; without what is no plain text,
/// such as one with a NUL inside.
std::vector<std::string> attribute_texts(const X509_NAME& name, int attribute);

std::vector<std::string> policies(const X509& certificate);  ///< dotted
/// The addresses in cRLDistributionPoints that are http or https, a few at most.
std::vector<std::string> distribution_points(const X509& certificate);

std::string dotted(const ASN1_OBJECT& oid);

}  // namespace portvakt::pki
