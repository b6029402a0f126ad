// One certificate revocation list (RFC 5280 section 5), checked when it is read and then constant.
// For this folder only.
#pragma once

#include "base/result.hpp"
#include "pki/x509_read.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::pki {

class RevocationList {
 public:
  /// DER or PEM, signed by one of `issuers`. Delta lists, indirect lists and lists for only some
  /// reasons or kinds of certificate are refused: they do not tell what we ask. The error is a
  /// sentence.
  static Result<RevocationList, std::string> read(std::string_view text,
                                                  std::span<const Certificate> issuers);

  bool is_of(const X509_NAME& issuer) const;
  bool holds(const X509& certificate) const;
  bool partial() const { return partial_; }  ///< covers only certificates that name its address
  Instant this_update() const { return this_update_; }
  Instant next_update() const { return next_update_; }
  std::size_t size() const { return serials_.size(); }

 private:
  using Name = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;
  Name issuer_;
  Instant this_update_, next_update_;
  bool partial_ = false;
  std::vector<std::string> serials_;  // sorted
};

}  // namespace portvakt::pki
