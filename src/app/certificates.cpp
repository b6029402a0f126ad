#include "app/certificates.hpp"

#include "base/files.hpp"
#include "base/log.hpp"
#include "http/client.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace portvakt::app {
namespace {

constexpr std::chrono::seconds kPatience{10};

/// As http::fetch is: no redirects, so that the hosts asked are the hosts configured.
Result<std::string, std::string> fetch_list(const std::string& url) {
  http::OutgoingRequest request;
  request.url = url;
  request.timeout = kPatience;
  request.max_response_bytes = pki::kLargestRevocationList;
  auto response = http::fetch(request);
  if (!response) return std::unexpected(response.error());
  if (response->status != 200)
    return std::unexpected(fmt::format("the answer has status {}", response->status));
  return std::move(response->body);
}

std::string section(pki::Holders holders) {
  return holders == pki::Holders::foreign ? "seals." : "certificates.";
}

pki::CertificateCheck opened(const CertificatesConfig& config, pki::Holders holders,
                             std::function<void()> refresh) {
  using enum pki::UnknownRevocation;
  auto check =
      pki::CertificateCheck::open({.holders = holders,
                                   .trust = config.trust,
                                   .policies = config.policies,
                                   .lists = config.crls,
                                   .cache = config.crl_cache,
                                   .unknown_revocation = config.hard_fail ? refused : accepted,
                                   .fetch = fetch_list,
                                   .on_new_address = std::move(refresh)});
  if (!check) throw std::runtime_error(section(holders) + check.error());
  return *std::move(check);
}

}  // namespace

Certificates::Certificates(const CertificatesConfig& config, pki::Holders holders)
    : config_(config), check_(opened(config, holders, [this] { refresh_soon(); })) {
  if (config.crl_cache.empty()) return;
  std::error_code failed;
  std::filesystem::create_directories(config.crl_cache, failed);
  if (failed)
    throw std::runtime_error(fmt::format("{}crl_cache: cannot make {}: {}", section(holders),
                                         config.crl_cache, failed.message()));
}

Certificates::~Certificates() { stop(); }

std::string Certificates::published_list() const {
  const std::scoped_lock lock(mutex_);
  return published_;
}

void Certificates::read_published() {
  if (config_.published_crl.empty()) return;
  auto list = read_file(config_.published_crl, pki::kLargestRevocationList);
  if (!list) return log::warn("crl_unavailable", {{"error.message", list.error()}});
  const std::scoped_lock lock(mutex_);
  published_ = *std::move(list);
}

void Certificates::start() {
  read_published();
  if (!check_.trusts_anybody()) return;
  check_.read_local_lists();
  thread_ = std::thread([this] { run(); });
}

void Certificates::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    due_ = false;
    lock.unlock();
    read_published();
    check_.refresh_lists();
    lock.lock();
    changed_.wait_for(lock, config_.crl_refresh, [this] { return due_ || stopping_; });
  }
}

void Certificates::refresh_soon() {
  const std::scoped_lock lock(mutex_);
  due_ = true;
  changed_.notify_one();
}

void Certificates::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  check_.stop_refreshing();
  if (thread_.joinable()) thread_.join();
}

}  // namespace portvakt::app
