// Which certificate policies are accepted and what a token says of each in `client_amr`
// (docs/protocol.md §7.5). The operator writes the table; the issuers of Norway are a preset.
#pragma once

#include "base/result.hpp"
#include "pki/qc_statements.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::pki {

/// What a token says of a certificate with that policy.
enum class PolicyProfile {
  seid1,      ///< `virksomhetssertifikat`: the old national profile
  seid2,      ///< a seal: `QCForESeal` or `CForESeal`, as its QCStatements say
  any,        ///< as its QCStatements say, `virksomhetssertifikat` when they say nothing
  qualified,  ///< always `QCForESeal`
  advanced,   ///< always `CForESeal`
};

class PolicyTable {
 public:
  /// Rows `OID PROFILE`, where the OID may end in `*`, and names of presets: `norwegian`,
  /// `norwegian-test`. The profile is `seid1`, `seid2`, `any`, `QCForESeal` or `CForESeal`. The
  /// error is the rest of a sentence ("must …").
  static Result<PolicyTable, std::string> parse(std::span<const std::string> rows);

  /// `client_amr` by the first row that one of the policies fits; nothing when none is accepted.
  std::optional<std::string_view> client_amr(std::span<const std::string> policies,
                                             const QcStatements& statements) const;

 private:
  struct Row {
    std::string oid;  ///< with its `*`
    PolicyProfile profile;
  };
  std::vector<Row> rows_;
};

}  // namespace portvakt::pki
