// Packed files as answers: content type, the form that the client takes, ETag. Knows nothing of
// what they are for.
#pragma once

#include "endpoint/packed_files.hpp"
#include "http/message.hpp"

#include <map>
#include <span>
#include <string_view>

namespace portvakt::endpoint {

/// One file in the forms that there are of it.
struct StaticFile {
  const PackedFile* plain = nullptr;
  const PackedFile* gzip = nullptr;
  const PackedFile* brotli = nullptr;
};

class StaticFiles {
 public:
  /// Those of `folder` (`app/`), known by their names there; `packed` outlives this.
  StaticFiles(std::span<const PackedFile> packed, std::string_view folder);

  /// Nothing when there is none; compressed forms are no files of their own.
  const StaticFile* find(std::string_view name) const;

 private:
  std::map<std::string_view, StaticFile> files_;
};

/// 200 or, when If-None-Match names the form that would be sent, 304. The file's bytes are not
/// copied, so they outlive the answer.
http::Response serve(const StaticFile& file, std::string_view cache_control,
                     const http::Request& request);

}  // namespace portvakt::endpoint
