// What each MP code means and what to do, for the people behind `error_uri`: one table, three
// languages.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace portvakt::endpoint {

enum class Language : std::size_t { nb, nn, en };
std::string_view tag(Language language);  ///< BCP 47

/// The first of an Accept-Language header's languages that we have (RFC 9110 section 12.5.4);
/// Bokmål when none is.
Language preferred_language(std::string_view accept_language);

struct HelpText {
  std::string_view meaning;
  std::string_view cure;
};
struct ErrorHelp {
  std::string_view code;
  std::array<HelpText, 3> texts;  ///< by Language
};

std::span<const ErrorHelp> error_help();
const ErrorHelp* find_error_help(std::string_view code);  ///< case-sensitive: `MP-110`

}  // namespace portvakt::endpoint
