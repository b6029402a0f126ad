#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

namespace portvakt {
namespace {

enum Fault { too_deep = 1, too_many_members, duplicate_member, nul_character, infinite_number };

struct FaultCategory final : boost::system::error_category {
  const char* name() const noexcept override { return "portvakt.json"; }
  std::string message(int code) const override { return std::string(text(code)); }
  static std::string_view text(int code) {
    switch (code) {
      case too_deep:
        return "nested too deep";
      case too_many_members:
        return "an object has too many members";
      case duplicate_member:
        return "an object has the same member twice";
      case nul_character:
        return "a string holds a NUL character";
      case infinite_number:
        return "a number is out of range";
      default:
        return "not JSON";
    }
  }
};
const FaultCategory kCategory;

/// Builds the value as Boost's own handler does and refuses, on the way, what that one lets pass.
class StrictHandler {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  explicit StrictHandler(const JsonLimits& limits) : limits_(limits) {}

  json::value release() { return stack_.release(); }

  bool on_document_begin(json::error_code&) { return stack_.reset(), true; }
  bool on_document_end(json::error_code&) { return true; }

  bool on_object_begin(json::error_code& ec) {
    names_.emplace_back();
    return deeper(ec);
  }
  bool on_object_end(std::size_t count, json::error_code&) {
    names_.pop_back();
    --depth_;
    stack_.push_object(count);
    return true;
  }
  bool on_array_begin(json::error_code& ec) { return deeper(ec); }
  bool on_array_end(std::size_t count, json::error_code&) {
    --depth_;
    stack_.push_array(count);
    return true;
  }

  bool on_key_part(json::string_view part, std::size_t, json::error_code& ec) {
    key_.append(part);
    stack_.push_chars(part);
    return no_nul(part, ec);
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
    key_.append(part);
    stack_.push_key(part);
    auto& seen = names_.back();
    if (!no_nul(part, ec)) return false;
    if (seen.size() >= limits_.members) return fail(too_many_members, ec);
    if (!seen.insert(std::exchange(key_, {})).second) return fail(duplicate_member, ec);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code& ec) {
    stack_.push_chars(part);
    return no_nul(part, ec);
  }
  bool on_string(json::string_view part, std::size_t, json::error_code& ec) {
    stack_.push_string(part);
    return no_nul(part, ec);
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
    return stack_.push_int64(number), true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
    return stack_.push_uint64(number), true;
  }
  bool on_double(double number, json::string_view, json::error_code& ec) {
    if (!std::isfinite(number)) return fail(infinite_number, ec);
    return stack_.push_double(number), true;
  }
  bool on_bool(bool value, json::error_code&) { return stack_.push_bool(value), true; }
  bool on_null(json::error_code&) { return stack_.push_null(), true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  static bool fail(Fault fault, json::error_code& ec) {
    ec.assign(fault, kCategory);
    return false;
  }
  bool deeper(json::error_code& ec) { return ++depth_ <= limits_.depth || fail(too_deep, ec); }
  static bool no_nul(json::string_view part, json::error_code& ec) {
    return part.find('\0') == json::string_view::npos || fail(nul_character, ec);
  }

  const JsonLimits& limits_;
  json::value_stack stack_;
  std::vector<std::unordered_set<std::string>> names_;
  std::string key_;
  std::size_t depth_ = 0;
};

}  // namespace

Result<json::value, JsonFault> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return std::unexpected(JsonFault{"larger than allowed"});
  json::parse_options options;
  options.max_depth = limits.depth + 1;  // our handler speaks first, with a better word
  json::basic_parser<StrictHandler> parser(options, limits);
  json::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (ec && ec.category() == kCategory)
    return std::unexpected(JsonFault{FaultCategory::text(ec.value())});
  if (ec) return std::unexpected(JsonFault{"not JSON"});
  if (used != text.size()) return std::unexpected(JsonFault{"text after the JSON value"});
  return parser.handler().release();
}

const json::value* member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_null() ? nullptr : value;
}

std::optional<std::string_view> string_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

}  // namespace portvakt
