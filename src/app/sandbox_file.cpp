#include "app/sandbox_file.hpp"

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;

Result<json::object, std::string> read(const fs::path& directory) {
  const fs::path file = directory / "sandbox.json";
  const auto text = read_file(file);
  if (!text) {
    return std::unexpected(fmt::format("{}; start one with portvakt sandbox --dir {}", text.error(),
                                       directory.string()));
  }
  auto value = read_json(*text, {.bytes = 1024 * 1024, .depth = 8, .members = 64});
  if (!value || !value->is_object()) {
    return std::unexpected(fmt::format("{} is no JSON object", file.string()));
  }
  return std::move(value->get_object());
}

std::string text_member(const json::object& object, std::string_view name) {
  return std::string(string_member(object, name).value_or(""));
}

/// A client without a key signs with the first certificate of its organisation.
void find_certificate(SandboxClient& client, const json::object& sandbox, std::string_view orgno,
                      const fs::path& directory) {
  const json::value* certificates = member(sandbox, "certificates");
  if (certificates == nullptr || !certificates->is_array()) return;
  for (const json::value& entry : certificates->get_array()) {
    if (!entry.is_object() || text_member(entry.get_object(), "orgno") != orgno) continue;
    client.cert_file = directory / text_member(entry.get_object(), "cert_file");
    client.key_file = directory / text_member(entry.get_object(), "key_file");
    return;
  }
}

SandboxClient client_of(const json::object& sandbox, const json::object& entry,
                        const fs::path& directory) {
  SandboxClient client{.issuer = text_member(sandbox, "issuer"),
                       .token_endpoint = text_member(sandbox, "token_endpoint"),
                       .client_id = text_member(entry, "client_id"),
                       .kid = text_member(entry, "kid"),
                       .key_file = {},
                       .cert_file = {},
                       .scopes = {}};
  if (const std::string file = text_member(entry, "key_file"); !file.empty()) {
    client.key_file = directory / file;
  } else {
    find_certificate(client, sandbox, text_member(entry, "orgno"), directory);
  }
  if (const json::value* scopes = member(entry, "scopes");
      scopes != nullptr && scopes->is_array()) {
    for (const json::value& scope : scopes->get_array()) {
      if (scope.is_string()) client.scopes.emplace_back(scope.get_string());
    }
  }
  return client;
}

}  // namespace

Result<std::string, std::string> sandbox_issuer(const fs::path& directory) {
  const auto sandbox = read(directory);
  if (!sandbox) return std::unexpected(sandbox.error());
  return text_member(*sandbox, "issuer");
}

Result<SandboxClient, std::string> sandbox_client(const fs::path& directory,
                                                  const std::string& role) {
  const auto sandbox = read(directory);
  if (!sandbox) return std::unexpected(sandbox.error());
  std::vector<std::string> roles;
  const json::value* clients = member(*sandbox, "clients");
  if (clients != nullptr && clients->is_array()) {
    for (const json::value& entry : clients->get_array()) {
      if (!entry.is_object()) continue;
      roles.push_back(text_member(entry.get_object(), "role"));
      if (roles.back() == role) return client_of(*sandbox, entry.get_object(), directory);
    }
  }
  return std::unexpected(fmt::format("the sandbox has no client of role {}; it has {}",
                                     printable(role, 60), join(roles, ", ")));
}

}  // namespace portvakt::app
