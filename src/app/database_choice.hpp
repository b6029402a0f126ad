// Which database a command works on: `--database` or `--dir` beat `--config`, environment and the
// default. Opens it and lends the rules of self-service to the operator, under whose name every
// change is recorded.
#pragma once

#include "app/commands.hpp"
#include "app/config.hpp"
#include "registry/follower.hpp"
#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"
#include "selfservice/signing_keys.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <string>

namespace portvakt::app {

class DatabaseChoice {
 public:
  /// Adds the options; this object must live as long as the command.
  void add_options(CLI::App& command);

  /// Every problem of the configuration ends the command.
  Config config(const Surroundings& surroundings) const;

 private:
  std::string config_file_, database_, dir_;
};

enum class Opening { existing, or_new };

/// The operator at work on a database.
class Operator {
 public:
  /// Looking into a SQLite file that is not there ends the command rather than making one.
  Operator(const DatabaseChoice& choice, Surroundings& surroundings, Opening opening);

  const Config& config() const { return config_; }
  Surroundings& surroundings() { return surroundings_; }
  Instant now() const { return surroundings_.clock.now(); }

  void read(const std::function<void(store::Reader&)>& work) { store_.read(work); }
  void write(const std::function<bool(store::Transaction&)>& work) { store_.write(actor(), work); }
  selfservice::Services& services() { return services_; }
  /// Acting for that organisation, with the operator's rights.
  selfservice::Caller caller(OrgNumber org) const;
  Actor actor() const;

 private:
  Surroundings& surroundings_;
  Config config_;
  std::string trace_;
  store::Store store_;
  registry::Registry registry_;
  registry::Follower follower_;
  selfservice::StoredDirectory directory_;
  selfservice::Services services_;
};

/// Ends the command with a line for each problem.
[[noreturn]] void stop_with(const Problems& problems);
/// The value, or the end of the command with the findings as its sentence.
[[noreturn]] void fail(const selfservice::Refusal& refusal);
template <class T>
T done(Result<T, selfservice::Refusal> result) {
  if (!result) fail(result.error());
  return *std::move(result);
}

selfservice::SigningKeyRules signing_key_rules(const Config& config);
selfservice::SigningKeyShape signing_key_shape(const Config& config);
/// From `signing.passphrase_file`; ends the command when it cannot be read.
std::string signing_passphrase(const Config& config);

// Words of the command line as values; what is none ends the command with a sentence.
OrgNumber org_number(const std::string& text);
std::optional<OrgNumber> optional_org_number(const std::string& text);  ///< empty: nothing
Prefix prefix_name(const std::string& text);
ScopeName scope_name(const std::string& text);

}  // namespace portvakt::app
