#include "http/client.hpp"

#include "base/text.hpp"
#include "http/curl.hpp"
#include "http/framing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <span>
#include <string_view>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace portvakt::http {
namespace {

constexpr std::size_t kMostHeaderBytes = 64 * 1024;

/// What comes back, and how much of it may.
struct Intake {
  IncomingResponse response;
  std::size_t body_limit = 0;
  std::size_t header_bytes = 0;
  bool too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* target) {
  auto& intake = *static_cast<Intake*>(target);
  if (size > intake.body_limit - intake.response.body.size()) {
    intake.too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  intake.response.body.append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* target) {
  auto& intake = *static_cast<Intake*>(target);
  intake.header_bytes += size;
  if (intake.header_bytes > kMostHeaderBytes) {
    intake.too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  std::string_view line(data, size);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) intake.response.headers.clear();  // after a 100 comes another head
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    intake.response.headers.emplace_back(lower(line.substr(0, colon)),
                                         trimmed(line.substr(colon + 1)));
  }
  return size;
}

std::string shown(const OutgoingRequest& request) {
  return fmt::format("{} {}", request.method, without_secrets(request.url));
}

/// One value that libcurl would put on the wire as it is: line breaks there would be further
/// fields.
bool is_safe_field(const std::pair<std::string, std::string>& field) {
  return is_token(field.first) &&
         field.second.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
}

List header_list(const OutgoingRequest& request) {
  curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no waiting for 100 Continue
  for (const auto& [name, value] : request.headers) {
    const std::string line = value.empty() ? name + ";" : fmt::format("{}: {}", name, value);
    list = curl_slist_append(list, line.c_str());
  }
  return List(list);
}

void set_method(CURL* curl, const OutgoingRequest& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    return;
  }
  if (!request.body.empty() || request.method == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_transport(CURL* curl, const OutgoingRequest& request) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "portvakt");
  trust(curl, request.ca_file);
}

/// Asked for the address that is really about to be called, whatever a name led to before.
struct Guard {
  std::span<const Network> allowed;
  bool refused = false;
};

curl_socket_t open_allowed(void* target, curlsocktype, curl_sockaddr* where) {
  auto& guard = *static_cast<Guard*>(target);
  namespace ip = boost::asio::ip;
  ip::address address;
  if (where->family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &where->addr, sizeof in);
    address = ip::address_v4(ntohl(in.sin_addr.s_addr));
  } else if (where->family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &where->addr, sizeof in);
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    address = ip::address_v6(bytes);
  }
  if (!may_be_called(address, guard.allowed)) {
    guard.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(where->family, where->socktype | SOCK_CLOEXEC, where->protocol);
}

/// A proxy would be called in place of the address that is judged, and a connection that was opened
/// for the operator's own URL was not judged at all.
void set_guard(CURL* curl, Guard& guard) {
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_allowed);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &guard);
}

Result<IncomingResponse, std::string> perform(const Handle& curl, const OutgoingRequest& request) {
  if (!is_token(request.method) || !std::ranges::all_of(request.headers, is_safe_field)) {
    return std::unexpected(shown(request) + ": the method or a header field cannot be sent");
  }
  const List headers = header_list(request);
  Intake intake;
  intake.body_limit = request.max_response_bytes;
  std::array<char, CURL_ERROR_SIZE> detail{};
  set_transport(curl.get(), request);
  set_method(curl.get(), request);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &intake);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &intake);
  Guard guard;
  if (request.strangers) {
    guard.allowed = *request.strangers;
    set_guard(curl.get(), guard);
  }

  const CURLcode outcome = curl_easy_perform(curl.get());
  if (intake.too_large) {
    return std::unexpected(fmt::format("{}: the answer is larger than {} bytes", shown(request),
                                       request.max_response_bytes));
  }
  if (outcome != CURLE_OK && guard.refused) {
    return std::unexpected(shown(request) + ": the address lies in a network that is not called");
  }
  if (outcome != CURLE_OK) {
    const std::string_view reason = detail[0] != '\0' ? detail.data() : curl_easy_strerror(outcome);
    return std::unexpected(fmt::format("{}: {}", shown(request), reason));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  intake.response.status = static_cast<int>(status);
  return std::move(intake.response);
}

}  // namespace

Result<IncomingResponse, std::string> fetch(const OutgoingRequest& request) {
  return perform(new_handle(), request);
}

/// A handle keeps its connections until it ends, also when it is reset.
struct KeptConnections::Idle {
  std::mutex mutex;
  std::vector<Handle> handles;  // guarded by mutex

  Handle take() {
    const std::scoped_lock lock(mutex);
    if (handles.empty()) return new_handle();
    Handle handle = std::move(handles.back());
    handles.pop_back();
    return handle;
  }
  void give_back(Handle handle) {
    curl_easy_reset(handle.get());
    const std::scoped_lock lock(mutex);
    handles.push_back(std::move(handle));
  }
};

KeptConnections::KeptConnections() : idle_(std::make_unique<Idle>()) {}
KeptConnections::~KeptConnections() = default;

Result<IncomingResponse, std::string> KeptConnections::fetch(const OutgoingRequest& request) {
  Handle handle = idle_->take();
  auto response = perform(handle, request);
  idle_->give_back(std::move(handle));
  return response;
}

}  // namespace portvakt::http
