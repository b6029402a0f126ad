#include "pki/revocation.hpp"

#include "base/base64.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jose/keys.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

// Addresses learned from certificates: each costs a fetch a round, so there is an end to them.
constexpr std::size_t kMostSources = 64;
constexpr std::size_t kMostIssuers = 64;

bool is_url(std::string_view source) {
  return source.starts_with("http://") || source.starts_with("https://");
}

/// Host and port, as an address must share with a configured one; empty for what is not a plain
/// http or https address.
std::string authority(const std::string& url) {
  const auto parts = boost::urls::parse_uri(url);
  if (!parts || parts->has_userinfo() || parts->host().empty()) return {};
  const std::string scheme = lower(std::string_view(parts->scheme()));
  if (scheme != "http" && scheme != "https") return {};
  const std::string usual = scheme == "http" ? "80" : "443";
  const std::string port(parts->port());
  return fmt::format("{}:{}", lower(std::string_view(parts->host())), port.empty() ? usual : port);
}

bool is_one_of(const std::string& source, std::span<const std::string> addresses) {
  return std::ranges::find(addresses, source) != addresses.end();
}

}  // namespace

Revocation::Revocation(const TrustStore& trust, RevocationSources sources, FetchList fetch)
    : cache_(std::move(sources.cache)), fetch_(std::move(fetch)) {
  for (const std::string& source : sources.lists) {
    if (is_url(source)) hosts_.insert(authority(source));
    want(source);
  }
  for (const auto* certificates : {&trust.roots(), &trust.intermediates()}) {
    for (const Certificate& certificate : *certificates) {
      issuers_.push_back(share(certificate));
      for (const std::string& address : distribution_points(*certificate)) {
        hosts_.insert(authority(address));
        want(address);
      }
    }
  }
  hosts_.erase("");
}

void Revocation::want(const std::string& source) { held_.try_emplace(source); }

bool Revocation::is_allowed(const std::string& url) const {
  return hosts_.contains(authority(url));
}

bool Revocation::learn(const X509& certificate, const Certificate& issuer) {
  bool fresh = false;
  const auto addresses = distribution_points(certificate);
  const std::scoped_lock lock(mutex_);
  for (const std::string& address : addresses) {
    if (held_.contains(address) || held_.size() >= kMostSources || !is_allowed(address)) continue;
    want(address);
    fresh = true;
  }
  const auto same = [&](const Certificate& known) {
    return X509_cmp(known.get(), issuer.get()) == 0;
  };
  if (issuers_.size() < kMostIssuers && std::ranges::none_of(issuers_, same))
    issuers_.push_back(share(issuer));
  return fresh;
}

Revocation::Lists Revocation::lists() const {
  const std::scoped_lock lock(mutex_);
  Lists here;
  for (const auto& [source, held] : held_) {
    if (held.list) here.emplace_back(source, held.list);
  }
  return here;
}

std::vector<std::string> Revocation::sources() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> all;
  all.reserve(held_.size());
  for (const auto& [source, held] : held_) all.push_back(source);
  return all;
}

RevocationVerdict Revocation::verdict(const X509& certificate, Instant now) const {
  using enum RevocationVerdict::State;
  const auto addresses = distribution_points(certificate);
  RevocationVerdict verdict{unknown, Instant::max()};
  for (const auto& [source, list] : lists()) {
    if (!list->is_of(*X509_get_issuer_name(&certificate))) continue;
    // Also a list past its next update: what was revoked stays so.
    if (list->holds(certificate)) return {revoked, Instant::max()};
    const bool covers = !list->partial() || is_one_of(source, addresses);
    if (!covers || list->next_update() <= now) continue;
    verdict.until =
        verdict.state == good ? std::max(verdict.until, list->next_update()) : list->next_update();
    verdict.state = good;
  }
  return verdict;
}

RevocationHealth Revocation::health(Instant now) const {
  const std::scoped_lock lock(mutex_);
  RevocationHealth health;
  for (const auto& [source, held] : held_) {
    ++health.wanted;
    if (held.list && held.list->next_update() > now) ++health.current;
  }
  return health;
}

fs::path Revocation::cache_file(const std::string& url) const {
  return cache_ / (base64url(jose::sha256(url)) + ".crl");
}

Result<void, std::string> Revocation::take(const std::string& source, const std::string& text) {
  std::vector<Certificate> issuers;
  {
    const std::scoped_lock lock(mutex_);
    for (const Certificate& issuer : issuers_) issuers.push_back(share(issuer));
  }
  auto list = RevocationList::read(text, issuers);
  if (!list) return std::unexpected(list.error());
  const std::scoped_lock lock(mutex_);
  auto& held = held_[source].list;
  // An older list, played back by whoever sits between, would bring revoked certificates back.
  if (held && list->this_update() < held->this_update())
    return std::unexpected("it is older than the one that is here");
  const bool same = held && list->this_update() == held->this_update() &&
                    list->size() == held->size() && list->next_update() == held->next_update();
  held = std::make_shared<const RevocationList>(*std::move(list));
  if (!same) ++generation_;
  return {};
}

Result<void, std::string> Revocation::read_file_of(const std::string& source,
                                                   const fs::path& file) {
  const auto text = read_file(file, kLargestRevocationList);
  if (!text) return std::unexpected(text.error());
  return take(source, *text);
}

Result<void, std::string> Revocation::fetch(const std::string& source) {
  const auto text = fetch_(source);
  if (!text) return std::unexpected(text.error());
  auto taken = take(source, *text);
  if (!taken || cache_.empty()) return taken;
  return write_file_atomically(cache_file(source), *text, kReadableByAll);
}

/// Once an episode, so that a server which is away for days does not fill the log.
void Revocation::report(const std::string& source, const Result<void, std::string>& outcome) {
  bool was_failing = false;
  {
    const std::scoped_lock lock(mutex_);
    was_failing = std::exchange(held_[source].failing, !outcome.has_value());
  }
  if (!outcome && !was_failing)
    log::warn("crl_unavailable", {{"url.full", source}, {"error.message", outcome.error()}});
  if (outcome && was_failing) log::info("crl_recovered", {{"url.full", source}});
}

bool Revocation::is_held(const std::string& source) const {
  const std::scoped_lock lock(mutex_);
  const auto it = held_.find(source);
  return it != held_.end() && it->second.list != nullptr;
}

void Revocation::read_local() {
  for (const std::string& source : sources()) {
    if (!is_url(source)) {
      report(source, read_file_of(source, source));
    } else if (!cache_.empty() && !is_held(source) && fs::exists(cache_file(source))) {
      // a broken copy is no news: the original is fetched next
      if (const auto read = read_file_of(source, cache_file(source)); !read)
        log::debug("crl_cache_unusable", {{"error.message", read.error()}});
    }
  }
}

void Revocation::refresh() {
  read_local();
  for (const std::string& source : sources()) {
    if (stopping_) return;
    if (is_url(source)) report(source, fetch(source));
  }
}

}  // namespace portvakt::pki
