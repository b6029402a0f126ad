// Small questions about text that several folders ask. Knows nothing of OAuth.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt {

std::string hex(std::span<const std::byte> bytes);  ///< lower case
bool is_hex(std::string_view text);                 ///< lower-case digits only, at least one

bool iequals(std::string_view a, std::string_view b);  ///< ASCII
std::string lower(std::string_view text);              ///< ASCII
std::string_view trimmed(std::string_view text);       ///< without blanks and tabs at both ends

bool is_utf8(std::string_view text);
/// UTF-8 without control characters (line breaks and tabs are allowed where `multiline`).
enum class Lines { one, many };
bool is_plain_text(std::string_view text, Lines lines = Lines::one);
std::size_t characters(std::string_view utf8);  ///< code points, for limits that people count
/// The longest start of at most `octets` that ends between characters; never an empty one of text
/// that is not UTF-8, so that whoever cuts it into pieces comes to an end.
std::string_view start_of(std::string_view utf8, std::size_t octets);

/// Parts between runs of blank, tab, CR and LF; no empty parts.
std::vector<std::string_view> split_white(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// RFC 3986 percent-decoding; `+` is a blank where `form`. Nothing for a broken escape, NUL or text
/// that is not UTF-8.
enum class Plus { is_plus, is_blank };
std::optional<std::string> percent_decoded(std::string_view text, Plus plus);
std::string percent_encoded(std::string_view text);  ///< all but RFC 3986 unreserved characters

/// For logs and error texts: control characters escaped, at most `limit` bytes and an ellipsis
/// where cut.
std::string printable(std::string_view text, std::size_t limit = 200);

/// The candidate closest to `word` by edit distance, when close enough to be what was meant.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

std::string rfc3339(Instant at);  ///< `2026-03-02T08:30:00Z`, with milliseconds where there are any

/// Compares secrets in time that depends on their lengths only.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace portvakt
