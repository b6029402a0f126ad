// We as a client of the login issuer: authorization code flow of OpenID Connect with PKCE (RFC
// 7636), state and nonce, bound to the browser that began. Blocks on the store and on the issuer;
// safe from any thread.
#pragma once

#include "base/random.hpp"
#include "jose/keys.hpp"
#include "login/issuer.hpp"
#include "login/reportees.hpp"
#include "login/sessions.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portvakt::login {

/// Why nobody is signed in, in words for an address.
enum class Failure {
  denied,       ///< the person or the issuer said no
  expired,      ///< no such attempt, of this browser, now
  nobody,       ///< the person represents no organisation that counts here
  weak,         ///< not the level that is asked for
  failed,       ///< the answer is not what it should be
  unavailable,  ///< the issuer is away, or too many are on their way
};
std::string_view word(Failure);

/// How we prove to be the client; with neither a secret nor a key PKCE alone has to do (a public
/// client).
struct ClientProof {
  std::string secret;                   ///< client_secret_basic
  std::optional<jose::SigningKey> key;  ///< private_key_jwt
  std::string kid;                      ///< of that key
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

class Client {
 public:
  struct Options {
    std::string client_id;
    ClientProof proof;
    std::string redirect_uri;
    std::string scope = "openid profile";
    std::string acr_values;  ///< empty: whatever the issuer thinks
    bool request_details = true;
    Resources resources;
    /// For whom people act who represent nobody; a test's.
    std::optional<OrgNumber> synthetic;
  };
  Client(Options options, Issuer& issuer, store::Store& store, const Clock& clock, Random& random)
      : options_(std::move(options)),
        issuer_(issuer),
        store_(store),
        clock_(clock),
        random_(random) {}

  struct Departure {
    std::string location;  ///< at the issuer
    std::string cookie;    ///< which the browser must show when it comes back
  };
  Result<Departure, Failure> begin(std::string_view return_to);

  struct Arrival {
    Person person;
    std::string return_to;
  };
  /// `parameters` are those of the redirect; `cookie` is what the browser shows.
  Result<Arrival, Failure> finish(const Parameters& parameters, std::string_view cookie);

  /// Where the issuer's own session ends (RP-Initiated Logout 1.0); empty: nowhere.
  std::string end_session(std::string_view then) const;

 private:
  std::string departure(const IssuerMetadata& metadata, std::string_view state,
                        std::string_view cookie) const;
  std::optional<LoginAttempt> taken(std::string_view state, std::string_view cookie);
  Result<std::string, Failure> exchange(const IssuerMetadata& metadata, std::string_view code,
                                        std::string_view cookie) const;
  std::string assertion() const;
  Result<Person, Failure> person(std::string_view id_token, std::string_view cookie) const;

  const Options options_;
  Issuer& issuer_;
  store::Store& store_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace portvakt::login
