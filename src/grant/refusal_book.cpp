#include "grant/refusal_book.hpp"

#include "grant/hint.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::grant {

RefusalBook::Page& RefusalBook::Shelf::page_of(const std::string& client_id, std::size_t most) {
  if (const auto known = by_client.find(client_id); known != by_client.end()) {
    pages.splice(pages.begin(), pages, known->second);
    return pages.front();
  }
  if (pages.size() >= most) {
    by_client.erase(pages.back().client_id);
    pages.pop_back();
  }
  pages.push_front({client_id, {}});
  by_client.emplace(client_id, pages.begin());
  return pages.front();
}

std::deque<RefusedRequest> RefusalBook::Shelf::requests_of(std::string_view client_id) const {
  const auto known = by_client.find(client_id);
  return known == by_client.end() ? std::deque<RefusedRequest>{} : known->second->requests;
}

void RefusalBook::enter(const Refusal& refusal, std::string_view trace) {
  if (refusal.client_id.empty() || public_row(refusal.denial.reason).status >= 500) return;
  RefusedRequest request{.at = clock_.now(),
                         .reason = refusal.denial.reason,
                         .rule = refusal.rule,
                         .hint = hint(refusal),
                         .trace = std::string(trace),
                         .grant_key = refusal.grant_key};
  const std::scoped_lock lock(mutex_);
  Shelf& shelf = refusal.grant_key.empty() ? without_key_ : with_key_;
  auto& requests = shelf.page_of(refusal.client_id, limits_.clients).requests;
  // The same grant again is the same entry: whoever got hold of an old one cannot fill the list
  // with it. Without a key there is no grant to tell from another, so a rule has one entry.
  const auto same = std::ranges::find_if(requests, [&](const RefusedRequest& earlier) {
    return earlier.grant_key == request.grant_key && earlier.rule == request.rule &&
           earlier.reason == request.reason;
  });
  if (same != requests.end()) {
    request.count += same->count;
    requests.erase(same);
  }
  requests.push_front(std::move(request));
  if (requests.size() > limits_.grants) requests.pop_back();
}

ClientRefusals RefusalBook::of(std::string_view client_id) const {
  const std::scoped_lock lock(mutex_);
  return {with_key_.requests_of(client_id), without_key_.requests_of(client_id)};
}

}  // namespace portvakt::grant
