// Values that cannot be wrong: text becomes one of these at the edge or not at all, and nothing
// inside checks again.
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace portvakt {

/// Which value a text failed to be; the edge turns it into words.
enum class Invalid {
  org_number,
  prefix,
  subscope,
  scope_name,
  client_id,
  key_id,
  on_behalf_of,
  uri,
  uuid,
  system_id,
  external_ref
};

/// docs/protocol.md, organisation notation.
inline constexpr std::string_view kIso6523Authority = "iso6523-actorid-upis";

/// Nine digits whose last is a mod-11 check digit (weights 3 2 7 6 5 4 3 2), as Norway's entity
/// register issues them. Kept in four bytes: the registry holds millions.
class OrgNumber {
 public:
  static Result<OrgNumber, Invalid> parse(std::string_view text);
  /// For numbers that were an OrgNumber before (SQL).
  static Result<OrgNumber, Invalid> from_value(std::uint32_t value);

  std::string digits() const;
  std::string iso6523() const {
    return "0192:" + digits();
  }  ///< docs/protocol.md, organisation notation
  std::uint32_t value() const { return value_; }
  /// Numbers that start with 2 or 3 are synthetic units of the test population.
  bool synthetic() const { return value_ / 100'000'000 == 2 || value_ / 100'000'000 == 3; }
  auto operator<=>(const OrgNumber&) const = default;

 private:
  explicit OrgNumber(std::uint32_t value) : value_(value) {}
  std::uint32_t value_;
};

/// Shared by the text types below: a value that only its own parse can make.
class NamedText {
 public:
  const std::string& text() const { return text_; }
  auto operator<=>(const NamedText&) const = default;

 protected:
  explicit NamedText(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// What an API owner's scopes begin with: lower-case letters, digits, `-`, `_`, `.`; 1 to 64
/// characters; no colon.
class Prefix : public NamedText {
 public:
  static Result<Prefix, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

/// `prefix:subscope`; the prefix ends at the first colon, the rest may hold `:` `/` `.` `-` `_`. At
/// most 255 characters, all of them allowed in an RFC 6749 scope token.
class ScopeName : public NamedText {
 public:
  static Result<ScopeName, Invalid> parse(std::string_view text);
  static Result<ScopeName, Invalid> of(const Prefix& prefix, std::string_view subscope);
  std::string_view prefix() const { return std::string_view(text_).substr(0, text_.find(':')); }
  std::string_view subscope() const { return std::string_view(text_).substr(text_.find(':') + 1); }

 private:
  using NamedText::NamedText;
};

/// 1 to 255 characters of letters, digits, `.` `_` `-`. The server makes a UUID when nobody chose
/// one.
class ClientId : public NamedText {
 public:
  static Result<ClientId, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

/// A key's `kid`: 1 to 255 characters of letters, digits, `.` `_` `-`; used as a map key only.
class KeyId : public NamedText {
 public:
  static Result<KeyId, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

/// The value a client's owner gave to one of its customers (`onbehalfof`): 1 to 255 characters of
/// letters, digits, `.` `_` `-`.
class OnBehalfOfId : public NamedText {
 public:
  static Result<OnBehalfOfId, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

/// RFC 9562, of any version; kept in lower case, so that equal ones are equal texts.
class Uuid : public NamedText {
 public:
  static Result<Uuid, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

/// A vendor's system in a register of system users: `<vendor's orgno>_<name>`, the name of letters,
/// digits, `.` `_` `-`; at most 255 characters.
class SystemId : public NamedText {
 public:
  static Result<SystemId, Invalid> parse(std::string_view text);
  OrgNumber vendor() const { return vendor_; }

 private:
  SystemId(std::string text, OrgNumber vendor) : NamedText(std::move(text)), vendor_(vendor) {}
  OrgNumber vendor_;
};

/// What tells a customer's system users of one system apart: 1 to 255 characters of plain text.
class ExternalRef : public NamedText {
 public:
  static Result<ExternalRef, Invalid> parse(std::string_view text);
  /// Of a system user that nobody gave one (docs/protocol.md §1.11).
  static ExternalRef of_owner(OrgNumber owner) { return ExternalRef{owner.digits()}; }

 private:
  using NamedText::NamedText;
};

/// An absolute URI (RFC 3986) of at most 2048 characters.
class Uri : public NamedText {
 public:
  static Result<Uri, Invalid> parse(std::string_view text);

 private:
  using NamedText::NamedText;
};

}  // namespace portvakt

template <>
struct std::hash<portvakt::OrgNumber> {
  std::size_t operator()(portvakt::OrgNumber n) const noexcept {
    return std::hash<std::uint32_t>{}(n.value());
  }
};
