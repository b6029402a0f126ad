// Whole files in and out: bounded reads, and writes that are either all there or not at all. The
// error of each is a sentence for the operator: which file, what went wrong. Safe from any thread.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace portvakt {

/// Only for the owner: what holds a private key or a secret.
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kReadableByAll = 0644;

/// The whole file; refuses directories and what is longer than `largest`.
Result<std::string, std::string> read_file(const std::filesystem::path& path,
                                           std::size_t largest = 1024 * 1024);

/// A secret on one line, as secret mounts deliver it: without the line break at its end, and never
/// empty.
Result<std::string, std::string> read_secret(const std::filesystem::path& path);

/// Replaces the file: after a crash it holds the old content or the new, and the new is on disk on
/// return.
Result<void, std::string> write_file_atomically(const std::filesystem::path& path,
                                                std::string_view content, mode_t mode);

/// The same for what can be made again: on disk whenever the system gets to it. The end of this
/// process harms nothing; a machine that loses its power just then may hold an empty file.
Result<void, std::string> write_file_lightly(const std::filesystem::path& path,
                                             std::string_view content, mode_t mode);

/// As write_file_atomically for a file that must not exist yet, whoever else is writing at the same
/// moment.
Result<void, std::string> write_new_file(const std::filesystem::path& path,
                                         std::string_view content, mode_t mode);

}  // namespace portvakt
