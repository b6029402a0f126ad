#include "grant/token_service.hpp"

#include "base/stopwatch.hpp"
#include "grant/access_token.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <prometheus/histogram.h>

#include <utility>

namespace portvakt::grant {

namespace asio = boost::asio;

struct TokenService::Stages {
  explicit Stages(Metrics& metrics)
      : verify(stage(metrics, "verify")),
        delegation(stage(metrics, "delegation")),
        details(stage(metrics, "details")),
        ledger(stage(metrics, "ledger")),
        sign(stage(metrics, "sign")) {}
  static prometheus::Histogram& stage(Metrics& metrics, const std::string& name) {
    return metrics.seconds("token_stage_duration_seconds",
                           "Time spent in a stage of a token request", {{"stage", name}});
  }
  prometheus::Histogram& verify;
  prometheus::Histogram& delegation;
  prometheus::Histogram& details;
  prometheus::Histogram& ledger;
  prometheus::Histogram& sign;
};

namespace {

std::unexpected<Refusal> refuse(const Approval& approval, Reason reason, std::string_view rule,
                                Observation observation) {
  return std::unexpected(Refusal{Denial{reason}, rule, std::move(observation), approval.client_id,
                                 approval.replay_key});
}

Refusal with_client(Refusal refusal, const Opening& opening) {
  if (opening.client) refusal.client_id = opening.client->id.text();
  return refusal;
}

/// For people: nine digits, or what the seal says.
std::string number_of(const Party& consumer) {
  const auto* org = std::get_if<OrgNumber>(&consumer);
  return org != nullptr ? org->digits() : identifier(consumer);
}

store::LedgerRow ledger_row(const TokenRequest& request, const Approval& approval,
                            const TokenTimes& times, std::string jti, std::string signing_kid) {
  const auto* org = std::get_if<OrgNumber>(&approval.consumer);
  return {
      .at = times.issued,
      .trace = request.trace,
      .client_id = approval.client_id,
      .consumer = org != nullptr ? std::optional(*org) : std::nullopt,
      .foreign_consumer = org != nullptr ? std::string() : identifier(approval.consumer),
      .supplier = approval.supplier,
      .delegation_source = approval.delegation_source,
      .scopes = approval.scope,
      .kid = approval.kid,
      .certificate = approval.certificate,
      .client_amr = approval.client_amr,
      .grant_key = approval.replay_key,
      .token_jti = std::move(jti),
      .audience = audience_json(approval.audience),
      .authorization_detail = approval.authorization_detail,
      .grant_expires = approval.replay_until,
      .token_expires = times.expires,
      .signing_kid = std::move(signing_kid),
      .remote = request.remote,
  };
}

}  // namespace

TokenService::TokenService(const registry::Registry& registry, const Trusted& trusted,
                           const delegation::Sources& delegations, const details::Types& details,
                           store::Ledger& ledger, const SigningKeys& keys, SigningQueue& queue,
                           const Policy& policy, const Clock& clock, Random& random,
                           Metrics& metrics)
    : registry_(registry),
      trusted_(trusted),
      delegations_(delegations),
      details_(details),
      ledger_(ledger),
      keys_(keys),
      queue_(queue),
      policy_(policy),
      clock_(clock),
      random_(random),
      stages_(std::make_unique<Stages>(metrics)) {}
TokenService::~TokenService() = default;

asio::awaitable<Result<Approval, Refusal>> TokenService::judge(const TokenRequest& request,
                                                               Instant now) {
  const Stopwatch watch;
  Opening opening{.assertion = request.assertion,
                  .registry = registry_,
                  .policy = policy_,
                  .now = now,
                  .keys = verification_keys_,
                  .certificates = trusted_.business,
                  .seals = trusted_.seals};
  const auto grant = VerifiedGrant::verify(opening);
  stages_->verify.Observe(watch.elapsed_seconds());
  if (!grant) co_return std::unexpected(with_client(grant.error(), opening));
  Judgement judgement{
      .grant = *grant, .registry = registry_, .details = details_, .policy = policy_, .now = now};
  const Claims& claims = grant->claims();
  if (claims.consumer_org || claims.authorization_details) co_await ask_registers(judgement);
  auto approval = decide(std::move(judgement));
  if (!approval) co_return std::unexpected(with_client(std::move(approval.error()), opening));
  co_return approval;
}

/// One after the other: the second is asked only when the first says yes. Awaited in place.
asio::awaitable<void> TokenService::ask_registers(Judgement& judgement) {
  const Stopwatch waiting;  // both have one time-out
  if (auto lookup = lookup_for(judgement)) {
    judgement.delegation =
        co_await delegations_.ask(std::move(lookup->source), std::move(lookup->question), waiting);
    stages_->delegation.Observe(waiting.elapsed_seconds());
  }
  if (auto lookup = detail_lookup_for(judgement)) {
    const Stopwatch watch;
    judgement.detail_answer =
        co_await details_.ask(std::move(lookup->detail), std::move(lookup->asker), waiting);
    stages_->details.Observe(watch.elapsed_seconds());
  }
}

/// What is to be signed once the ledger has the row.
struct TokenService::Signature {
  SigningQueue::Place place;
  std::shared_ptr<const ActiveKey> key;
  std::string claims;
};

struct TokenService::Recorded {
  store::Entered entered = store::Entered::unavailable;
  std::string token;  ///< empty unless it is the first use
};

/// The ledger's thread hands a recorded token straight on to the signing queue: a detour over the
/// connection's thread would cost two wake-ups.
asio::awaitable<TokenService::Recorded> TokenService::record_and_sign(store::LedgerRow row,
                                                                      Signature signature) {
  const auto initiate = [this](auto resume, store::LedgerRow r, Signature s) {
    const auto home = asio::get_associated_executor(resume);
    auto record = [this, home, resume = std::move(resume), s = std::move(s),
                   watch = Stopwatch()](store::Entered entered) mutable {
      stages_->ledger.Observe(watch.elapsed_seconds());
      if (entered != store::Entered::first_use) {
        asio::post(home, [resume = std::move(resume), entered]() mutable {
          std::move(resume)(nullptr, Recorded{entered, {}});
        });
        return;
      }
      queue_.sign(std::move(s.place), std::move(s.key), std::move(s.claims),
                  [this, home, resume = std::move(resume), signing = Stopwatch()](
                      const std::exception_ptr& failure, std::string token) mutable {
                    stages_->sign.Observe(signing.elapsed_seconds());
                    Recorded recorded{store::Entered::first_use, std::move(token)};
                    asio::dispatch(home, [resume = std::move(resume), failure,
                                          recorded = std::move(recorded)]() mutable {
                      std::move(resume)(failure, std::move(recorded));
                    });
                  });
    };
    ledger_.enter(std::move(r), std::move(record));
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>,
                                          void(std::exception_ptr, Recorded)>(
      initiate, asio::use_awaitable, std::move(row), std::move(signature));
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
asio::awaitable<Result<IssuedToken, Refusal>> TokenService::issue(TokenRequest request) {
  const Instant now = clock_.now();
  auto approval = co_await judge(request, now);
  if (!approval) co_return std::unexpected(std::move(approval.error()));
  co_return co_await issue_approved(std::move(request), *std::move(approval), now);
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
asio::awaitable<Result<IssuedToken, Refusal>> TokenService::issue_own(OwnClient own) {
  const Instant now = clock_.now();
  Approval approval{.client_id = std::move(own.client_id),
                    .consumer = own.org,
                    .supplier = std::nullopt,
                    .delegation_source = {},
                    .scope = std::move(own.scope),
                    .audience = {},
                    .pid = std::nullopt,
                    .authorization_details = {},
                    .authorization_detail = {},
                    .client_amr = "private_key_jwt",
                    .kid = {},
                    .certificate = {},
                    .replay_key = "own:" + random_token_id(random_),
                    .replay_until = now + policy_.default_lifetime,
                    .lifetime = policy_.default_lifetime};
  TokenRequest origin{.assertion = {}, .trace = random_hex(random_, 16), .remote = {}};
  co_return co_await issue_approved(std::move(origin), std::move(approval), now);
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
asio::awaitable<Result<IssuedToken, Refusal>> TokenService::issue_approved(TokenRequest request,
                                                                           Approval approval,
                                                                           Instant now) {
  auto key = keys_.active();
  if (!key)
    co_return refuse(approval, Reason::unavailable, "a signing key is active",
                     {"none", "one active key"});
  auto place = queue_.reserve();
  if (!place) {
    co_return refuse(approval, Reason::unavailable, "the signing queue is short enough",
                     {"a full queue", "a wait within the limit"});
  }

  // Last, so that only a grant that would succeed is used up; one durable insert, so that of two
  // equal grants one wins.
  const TokenTimes times = token_times(approval, now);
  std::string jti = random_token_id(random_);
  store::LedgerRow row = ledger_row(request, approval, times, jti, key->kid);
  Signature signature{*std::move(place), std::move(key),
                      token_claims(approval, policy_, jti, times)};
  Recorded recorded = co_await record_and_sign(std::move(row), std::move(signature));
  switch (recorded.entered) {
    case store::Entered::first_use:
      break;
    case store::Entered::seen_before:
      co_return refuse(approval, Reason::replayed, kReplayRule,
                       {approval.replay_key, "a jti that is new for every grant"});
    case store::Entered::unavailable:
      co_return refuse(approval, Reason::unavailable, "the ledger can be written",
                       {"no answer", "a durable row"});
  }
  co_return IssuedToken{std::move(recorded.token), approval.lifetime.count() - 1, approval.scope,
                        approval.client_id,        number_of(approval.consumer),  std::move(jti),
                        approval.client_amr};
}

}  // namespace portvakt::grant
