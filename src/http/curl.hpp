// What every use of libcurl here shares. Private to http/.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

namespace portvakt::http {

struct CurlEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlEnd>;
using List = std::unique_ptr<curl_slist, CurlEnd>;

/// libcurl is initialised once per process, before the first handle.
Handle new_handle();

/// Certificates are judged by this PEM bundle instead of the system's; empty: by the system's.
void trust(CURL* curl, const std::string& ca_file);

/// For error texts: neither the query nor a user's password belongs there.
std::string without_secrets(std::string_view url);

}  // namespace portvakt::http
