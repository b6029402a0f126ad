// One grant in, one token or one denial out: verify, decide, record, sign, in that order. The only
// place where a decision has effects.
#pragma once

#include "base/metrics.hpp"
#include "base/random.hpp"
#include "delegation/sources.hpp"
#include "grant/jwt_bearer.hpp"
#include "grant/signing_keys.hpp"
#include "grant/signing_queue.hpp"
#include "registry/registry.hpp"
#include "store/ledger.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace portvakt::grant {

struct TokenRequest {
  std::string assertion;
  std::string trace;
  std::string remote;
};

struct IssuedToken {
  std::string access_token;
  std::int64_t expires_in;  ///< lifetime - 1, as the real service counts
  std::string scope;
  std::string client_id;
  std::string consumer;
  std::string jti;
  std::string client_amr;
};

/// Who this server is when it calls somebody else's API with a token of its own.
struct OwnClient {
  std::string client_id;
  OrgNumber org;
  std::string scope;
};

/// Whose certificates this server believes.
struct Trusted {
  const pki::CertificateCheck& business;
  const pki::CertificateCheck* seals = nullptr;  ///< of foreign organisations; null: nobody's
};

class TokenService {
 public:
  TokenService(const registry::Registry& registry, const Trusted& trusted,
               const delegation::Sources& delegations, const details::Types& details,
               store::Ledger& ledger, const SigningKeys& keys, SigningQueue& queue,
               const Policy& policy, const Clock& clock, Random& random, Metrics& metrics);
  ~TokenService();

  boost::asio::awaitable<Result<IssuedToken, Refusal>> issue(TokenRequest request);
  /// A token without a grant, for the server itself; recorded and signed as every other. Nothing
  /// that comes over the wire leads here.
  boost::asio::awaitable<Result<IssuedToken, Refusal>> issue_own(OwnClient own);

 private:
  struct Stages;
  struct Signature;
  struct Recorded;
  boost::asio::awaitable<Result<Approval, Refusal>> judge(const TokenRequest& request, Instant now);
  boost::asio::awaitable<void> ask_registers(Judgement& judgement);
  boost::asio::awaitable<Result<IssuedToken, Refusal>> issue_approved(TokenRequest request,
                                                                      Approval approval,
                                                                      Instant now);
  boost::asio::awaitable<Recorded> record_and_sign(store::LedgerRow row, Signature signature);

  const registry::Registry& registry_;
  const Trusted trusted_;
  const delegation::Sources& delegations_;
  const details::Types& details_;
  store::Ledger& ledger_;
  const SigningKeys& keys_;
  SigningQueue& queue_;
  const Policy& policy_;
  const Clock& clock_;
  Random& random_;
  VerificationKeys verification_keys_;
  std::unique_ptr<Stages> stages_;
};

}  // namespace portvakt::grant
