// Reads `sandbox.json`, which a sandbox writes for the tools around it. The format is fixed
// (docs/sandbox.md).
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace portvakt::app {

struct SandboxClient {
  std::string issuer, token_endpoint;
  std::string client_id, kid;
  std::filesystem::path key_file;
  std::filesystem::path cert_file;  ///< of a client that signs with a certificate; else empty
  std::vector<std::string> scopes;
};

/// The issuer of the sandbox in `directory`.
Result<std::string, std::string> sandbox_issuer(const std::filesystem::path& directory);
/// The client of that role; the error names the roles there are.
Result<SandboxClient, std::string> sandbox_client(const std::filesystem::path& directory,
                                                  const std::string& role);

}  // namespace portvakt::app
