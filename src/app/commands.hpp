// The command line's commands: each adds itself to the tree with its options, their sentences and
// examples. What a command touches outside of the database comes in through Surroundings, so that
// tests bring their own.
#pragma once

#include "app/environment.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"

#include <iosfwd>
#include <stdexcept>
#include <string>

namespace CLI {
class App;
}

namespace portvakt::app {

/// Exit codes, the same for every command. 0 is success.
constexpr int kFailed = 1;  ///< what was asked for did not work out: refused, invalid, not there
constexpr int kUsage = 2;  ///< wrong usage, or a configuration, key or database that cannot be read

/// Ends a command; `what()` is the line for standard error and says how to mend it.
class Failure : public std::runtime_error {
 public:
  Failure(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

struct Surroundings {
  Clock& clock;
  Random& random;
  Environment environment;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  std::string user;       ///< of the operating system; who changes are recorded under
  bool terminal = false;  ///< whether a person looks at `out`
};

void add_serve(CLI::App& root);
void add_sandbox(CLI::App& root);
void add_config(CLI::App& root, Surroundings& surroundings);
void add_org(CLI::App& root, Surroundings& surroundings);
void add_prefix(CLI::App& root, Surroundings& surroundings);
void add_scope(CLI::App& root, Surroundings& surroundings);
void add_access(CLI::App& root, Surroundings& surroundings);
void add_access_request(CLI::App& root, Surroundings& surroundings);
void add_delegation(CLI::App& root, Surroundings& surroundings);
void add_system_user(CLI::App& root, Surroundings& surroundings);
void add_client(CLI::App& root, Surroundings& surroundings);
void add_key(CLI::App& root, Surroundings& surroundings);
void add_pki(CLI::App& root, Surroundings& surroundings);
void add_ledger(CLI::App& root, Surroundings& surroundings);
void add_statistics(CLI::App& root, Surroundings& surroundings);
void add_token(CLI::App& root, Surroundings& surroundings);
void add_verify(CLI::App& root, Surroundings& surroundings);
void add_explain(CLI::App& root, Surroundings& surroundings);
void add_routes(CLI::App& root, Surroundings& surroundings);
void add_completion(CLI::App& root, Surroundings& surroundings);

}  // namespace portvakt::app
