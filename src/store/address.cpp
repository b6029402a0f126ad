#include "store/address.hpp"

#include "base/text.hpp"
#include "store/store.hpp"

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace portvakt::store {
namespace {

// A server that vanished must show within seconds: nobody waits for a token longer than that.
const std::map<std::string, std::string> kLimits = {
    {"connect_timeout", "3"},     {"tcp_user_timeout", "5000"}, {"keepalives_idle", "5"},
    {"keepalives_interval", "2"}, {"keepalives_count", "2"},    {"application_name", "portvakt"},
};

Address postgresql(const std::string& url) {
  char* complaint = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), &complaint), PQconninfoFree);
  PQfreemem(complaint);  // repeats parts of the URL, which may hold a password
  if (!options) throw UnusableStore("the database URL is not a PostgreSQL connection URI");

  std::map<std::string, std::string> given = kLimits;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) given[option->keyword] = option->val;
  }
  // All as parameters of a URI without blanks: SOCI takes any other form apart at them.
  std::string where = "postgresql://";
  char separator = '?';
  for (const auto& [keyword, value] : given) {
    where += std::exchange(separator, '&') + keyword + "=" + percent_encoded(value);
  }
  return {Engine::postgresql, where, "postgresql://" + given["host"] + "/" + given["dbname"]};
}

}  // namespace

Address Address::parse(const std::string& url) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return postgresql(url);
  if (!url.starts_with(kSqlite)) {
    throw UnusableStore("the database URL must begin with sqlite: or postgresql://");
  }
  const std::string path = url.substr(kSqlite.size());
  if (path.empty()) throw UnusableStore("the database URL sqlite: lacks a path");
  if (path == ":memory:") {
    throw UnusableStore("the database must be a file: connections cannot share one in memory");
  }
  if (path.find('\0') != std::string::npos) throw UnusableStore("the database path holds a NUL");
  return {Engine::sqlite, path, path};
}

}  // namespace portvakt::store
