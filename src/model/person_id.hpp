// Norwegian personal identifiers, as a syntax only: nothing is looked up and nothing is stored by
// this code.
#pragma once

#include <string_view>

namespace portvakt {

/// A fødselsnummer or D-number of 11 digits with both control digits right and a day and month that
/// can be, D-numbers (day + 40) and synthetic persons (month + 40, + 65 or + 80) included.
bool is_person_id(std::string_view text);

}  // namespace portvakt
