#include "grant/token_service.hpp"

#include "base/stopwatch.hpp"
#include "grant/access_token.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <prometheus/histogram.h>

#include <utility>

namespace portvakt::grant {

namespace asio = boost::asio;

struct TokenService::Stages {
  explicit Stages(Metrics& metrics)
      : verify(stage(metrics, "verify")),
        ledger(stage(metrics, "ledger")),
        sign(stage(metrics, "sign")) {}
  static prometheus::Histogram& stage(Metrics& metrics, const std::string& name) {
    return metrics.seconds("token_stage_duration_seconds",
                           "Time spent in a stage of a token request", {{"stage", name}});
  }
  prometheus::Histogram& verify;
  prometheus::Histogram& ledger;
  prometheus::Histogram& sign;
};

namespace {

std::unexpected<Refusal> refuse(const Approval& approval, Reason reason, std::string_view rule,
                                Observation observation) {
  return std::unexpected(Refusal{Denial{reason}, rule, std::move(observation), approval.client_id});
}

store::LedgerRow ledger_row(const TokenRequest& request, const Approval& approval,
                            const TokenTimes& times, std::string jti, std::string signing_kid) {
  return {
      .at = times.issued,
      .trace = request.trace,
      .client_id = approval.client_id,
      .consumer = approval.consumer,
      .supplier = approval.supplier,
      .delegation_source = approval.delegation_source,
      .scopes = approval.scope,
      .kid = approval.kid,
      .client_amr = std::string(approval.client_amr),
      .grant_key = approval.replay_key,
      .token_jti = std::move(jti),
      .audience = audience_json(approval.audience),
      .grant_expires = approval.replay_until,
      .token_expires = times.expires,
      .signing_kid = std::move(signing_kid),
      .remote = request.remote,
  };
}

}  // namespace

TokenService::TokenService(const registry::Registry& registry, store::Ledger& ledger,
                           const SigningKeys& keys, SigningPool& pool, const Policy& policy,
                           const Clock& clock, Random& random, Metrics& metrics)
    : registry_(registry),
      ledger_(ledger),
      keys_(keys),
      pool_(pool),
      policy_(policy),
      clock_(clock),
      random_(random),
      stages_(std::make_unique<Stages>(metrics)) {}
TokenService::~TokenService() = default;

Result<Approval, Refusal> TokenService::judge(const TokenRequest& request, Instant now) {
  Opening opening{.assertion = request.assertion,
                  .registry = registry_,
                  .policy = policy_,
                  .now = now,
                  .keys = verification_keys_};
  auto approval = [&]() -> Result<Approval, Refusal> {
    const auto grant = VerifiedGrant::verify(opening);
    if (!grant) return std::unexpected(grant.error());
    return decide({.grant = *grant, .registry = registry_, .policy = policy_, .now = now});
  }();
  if (!approval && opening.client) approval.error().client_id = opening.client->id.text();
  return approval;
}

asio::awaitable<store::Entered> TokenService::enter(store::LedgerRow row) {
  const auto initiate = [this](auto handler, store::LedgerRow r) {
    ledger_.enter(std::move(r), [h = std::move(handler)](store::Entered entered) mutable {
      auto home = asio::get_associated_executor(h);
      asio::post(home, [done = std::move(h), entered]() mutable { std::move(done)(entered); });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(store::Entered)>(
      initiate, asio::use_awaitable, std::move(row));
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
asio::awaitable<Result<IssuedToken, Refusal>> TokenService::issue(TokenRequest request) {
  const Instant now = clock_.now();
  Stopwatch watch;
  auto approval = judge(request, now);
  stages_->verify.Observe(watch.elapsed_seconds());
  if (!approval) co_return std::unexpected(std::move(approval.error()));

  auto key = keys_.active();
  if (!key)
    co_return refuse(*approval, Reason::unavailable, "a signing key is active",
                     {"none", "one active key"});
  auto place = pool_.reserve();
  if (!place) {
    co_return refuse(*approval, Reason::unavailable, "the signing queue is short enough",
                     {"a full queue", "a wait within the limit"});
  }

  // Last, so that only a grant that would succeed is used up; one durable insert, so that of two
  // equal grants one wins.
  const TokenTimes times = token_times(*approval, now);
  std::string jti = random_token_id(random_);
  watch = Stopwatch();
  store::LedgerRow row = ledger_row(request, *approval, times, jti, key->kid);
  const store::Entered entered = co_await enter(std::move(row));
  stages_->ledger.Observe(watch.elapsed_seconds());
  if (entered == store::Entered::seen_before) {
    co_return refuse(*approval, Reason::replayed, "the grant has not been used before",
                     {approval->replay_key, "a jti that is new for every grant"});
  }
  if (entered == store::Entered::unavailable) {
    co_return refuse(*approval, Reason::unavailable, "the ledger can be written",
                     {"no answer", "a durable row"});
  }

  watch = Stopwatch();
  std::string claims = token_claims(*approval, policy_.issuer, jti, times);
  std::string token = co_await pool_.sign(*std::move(place), std::move(key), std::move(claims));
  stages_->sign.Observe(watch.elapsed_seconds());
  co_return IssuedToken{std::move(token),    approval->lifetime.count() - 1, approval->scope,
                        approval->client_id, approval->consumer.digits(),    std::move(jti)};
}

}  // namespace portvakt::grant
