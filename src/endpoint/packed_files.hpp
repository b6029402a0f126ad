// The files that were packed into this binary when it was built: the web application, if it was
// built then, and the pages about the API. cmake/pack_files.cmake makes the table.
#pragma once

#include <span>
#include <string_view>

namespace portvakt::endpoint {

struct PackedFile {
  std::string_view name;  ///< `app/assets/index-x1.js`; compressed forms end in `.br` and `.gz`
  std::string_view etag;  ///< quoted; every form has its own
  std::string_view bytes;
};

std::span<const PackedFile> packed_files();

}  // namespace portvakt::endpoint
