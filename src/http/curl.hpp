// What every use of libcurl here shares. Private to http/.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace portvakt::http {

struct CurlEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlEnd>;
using List = std::unique_ptr<curl_slist, CurlEnd>;

/// libcurl is initialised once per process, before the first handle.
Handle new_handle();

}  // namespace portvakt::http
