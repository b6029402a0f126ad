// Text as it is searched: in lower case, which the database cannot be asked for, because engines
// differ in which letters they know.
#pragma once

#include "model/records.hpp"

#include <string>
#include <string_view>

namespace portvakt::store {

/// ASCII and the Latin letters from U+00C0 to U+017F, which hold those of Norwegian and the Sámi
/// languages; all else as it is.
std::string folded(std::string_view utf8);

/// Name and texts in every language.
std::string search_text(const Scope& scope);

/// A pattern for `like … escape '!'`: `text` anywhere, its own wildcards meaning themselves.
std::string anywhere(std::string_view text);

}  // namespace portvakt::store
