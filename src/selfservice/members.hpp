// Takes a request body apart, member by member, and remembers everything that was wrong with it, so
// that one answer names all of it. JSON null means absent (docs/protocol.md, common conventions).
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "selfservice/refusal.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// A JSON object in at most 64 KiB, or why not.
Result<json::object, Refusal> read_body(std::string_view body, std::string_view object_name);

class Members {
 public:
  /// `body` must outlive this. `path` stands before each member's name in findings (`keys[1].`).
  Members(const json::object& body, std::string_view object_name, std::string path = {});

  std::optional<std::string> text(std::string_view name);
  std::optional<std::int64_t> whole(std::string_view name);
  std::optional<bool> flag(std::string_view name);
  std::optional<std::vector<std::string>> texts(std::string_view name);
  const json::value* any(std::string_view name);  ///< of any type

  void pass_over(std::initializer_list<std::string_view> names);  ///< known, and ignored
  void refuse_unknown();  ///< a finding for each member that nobody asked for

  void object_to(std::string_view field, std::string message);  ///< adds a finding
  Findings& findings() { return findings_; }

 private:
  const json::object& body_;
  std::string object_name_, path_;
  std::vector<std::string> asked_;
  Findings findings_;
};

}  // namespace portvakt::selfservice
