// Reads the vector files of C2SP/wycheproof (Apache-2.0, testvectors_v1 at commit dac1dd4). They
// lie outside the repository: in ../shared/vectors/wycheproof, or where the environment variable
// PORTVAKT_VECTORS says.
#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace portvakt::conformance {

std::string vector_folder();
/// A file of the folder; nothing when the folder is absent. Throws when the folder is there and the
/// file is not.
std::optional<boost::json::object> vectors(std::string_view file);

/// What the tests of one file came to; a file that is silently empty cannot pass for a good one.
struct Tally {
  int groups = 0;
  int tests = 0;
  int valid = 0;       ///< as the file says
  int acceptable = 0;  ///< as the file says
  int accepted = 0;    ///< by us
  bool operator==(const Tally&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Tally& tally);

}  // namespace portvakt::conformance
