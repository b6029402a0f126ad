// The authorities an operator trusts for business certificates, and the search for a path to one of
// them (RFC 5280 section 6). Immutable after loading; safe from any thread.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "pki/certificate_fault.hpp"
#include "pki/x509_read.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace portvakt::pki {

using Path = std::vector<Certificate>;  ///< from the leaf to the root

class TrustStore {
 public:
  /// PEM files, and folders of them (`.pem`, `.crt`, `.cer`). What signed itself is a root,
  /// everything else an intermediate. The error is a sentence that names the file.
  static Result<TrustStore, std::string> load(std::span<const std::string> places);

  bool empty() const { return roots_.empty(); }
  const std::vector<Certificate>& roots() const { return roots_; }
  const std::vector<Certificate>& intermediates() const { return intermediates_; }

  /// A path from `leaf` to a root over our own intermediates and those presented, every certificate
  /// valid at `now` and signed with at least 112 bits of strength: no SHA-1, no RSA below 2048.
  Result<Path, CertificateFault> path(const Certificate& leaf,
                                      std::span<const Certificate> presented, Instant now) const;

 private:
  Result<void, std::string> add_file(const std::filesystem::path& file);
  Result<void, std::string> add_folder(const std::filesystem::path& folder);

  std::vector<Certificate> roots_, intermediates_;
};

}  // namespace portvakt::pki
