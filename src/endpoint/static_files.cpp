#include "endpoint/static_files.hpp"

#include "endpoint/content_coding.hpp"
#include "endpoint/document.hpp"

#include <algorithm>
#include <string>

namespace portvakt::endpoint {
namespace {

struct Type {
  std::string_view extension, content_type;
};
constexpr Type kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".yaml", "application/yaml"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

/// Browsers are told not to guess, so what is not known here is offered for download.
std::string_view content_type(std::string_view name) {
  for (const Type& type : kTypes) {
    if (name.ends_with(type.extension)) return type.content_type;
  }
  return "application/octet-stream";
}

const PackedFile& form(const StaticFile& file, Coding coding) {
  if (coding == Coding::gzip) return *file.gzip;
  if (coding == Coding::brotli) return *file.brotli;
  return *file.plain;
}

}  // namespace

StaticFiles::StaticFiles(std::span<const PackedFile> packed, std::string_view folder) {
  for (const PackedFile& file : packed) {
    if (!file.name.starts_with(folder)) continue;
    std::string_view name = file.name.substr(folder.size());
    const PackedFile* StaticFile::* which = &StaticFile::plain;
    if (name.ends_with(".gz")) which = &StaticFile::gzip;
    if (name.ends_with(".br")) which = &StaticFile::brotli;
    if (which != &StaticFile::plain) name.remove_suffix(3);
    files_[name].*which = &file;
  }
  std::erase_if(files_, [](const auto& entry) { return entry.second.plain == nullptr; });
}

const StaticFile* StaticFiles::find(std::string_view name) const {
  const auto it = files_.find(name);
  return it == files_.end() ? nullptr : &it->second;
}

http::Response serve(const StaticFile& file, std::string_view cache_control,
                     const http::Request& request) {
  const Offered offered{.gzip = file.gzip != nullptr, .brotli = file.brotli != nullptr};
  const Coding coding = preferred_coding(request.header("accept-encoding"), offered);
  const PackedFile& sent = form(file, coding);
  http::Response answer;
  answer.headers = {{"ETag", std::string(sent.etag)},
                    {"Cache-Control", std::string(cache_control)}};
  if (offered.gzip || offered.brotli) answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (names(request.header("if-none-match"), sent.etag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.emplace_back("Content-Type", content_type(file.plain->name));
  if (coding != Coding::identity) answer.headers.emplace_back("Content-Encoding", name(coding));
  answer.fixed_body = sent.bytes;
  return answer;
}

}  // namespace portvakt::endpoint
