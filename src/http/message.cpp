#include "http/message.hpp"

namespace portvakt::http {

std::string_view name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      return "other";
  }
  std::unreachable();
}

std::string_view Request::header(std::string_view lower_name) const {
  for (const auto& [field, value] : headers) {
    if (field == lower_name) return value;
  }
  return {};
}

Response json_response(int status, std::string body) {
  Response answer;
  answer.status = status;
  answer.headers.emplace_back("Content-Type", "application/json");
  answer.body = std::move(body);
  return answer;
}

}  // namespace portvakt::http
