#include "conformance/wycheproof.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>

namespace portvakt::conformance {

std::string vector_folder() {
  const char* given = std::getenv("PORTVAKT_VECTORS");
  return given != nullptr ? given : PORTVAKT_SOURCE_DIR "/../shared/vectors/wycheproof";
}

std::optional<boost::json::object> vectors(std::string_view file) {
  if (!std::filesystem::is_directory(vector_folder())) return std::nullopt;
  const std::string path = vector_folder() + "/" + std::string(file);
  std::ifstream in(path);
  if (!in) throw std::runtime_error("no vectors at " + path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return boost::json::parse(text).as_object();
}

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
  return out << "groups " << tally.groups << ", tests " << tally.tests << ", valid " << tally.valid
             << ", acceptable " << tally.acceptable << ", accepted " << tally.accepted;
}

}  // namespace portvakt::conformance
