// The authorization rules of the JWT bearer grant (RFC 7523 section 3 with Maskinporten's own),
// asked of a verified grant: may this client have these scopes for this consumer? Pure: no clock,
// no SQL, no effects.
#pragma once

#include "delegation/source.hpp"
#include "details/types.hpp"
#include "grant/policy.hpp"
#include "grant/rule.hpp"
#include "grant/verified_grant.hpp"
#include "registry/registry.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace portvakt::grant {

/// A verified grant before its judge, with what the rules learned on the way.
struct Judgement {
  const VerifiedGrant& grant;
  const registry::Registry& registry;
  const details::Types& details;
  const Policy& policy;
  Instant now;
  // What registers said; absent where they were not asked.
  std::optional<delegation::Answer> delegation = std::nullopt;
  std::optional<details::Answer> detail_answer = std::nullopt;

  std::vector<std::shared_ptr<const registry::RegisteredScope>> scopes = {};
  std::optional<OrgNumber> consumer_org = std::nullopt;
  std::vector<std::string> audience = {};  ///< the token's `aud`
  std::shared_ptr<const details::Detail> detail = nullptr;
  std::string offence = {};  ///< what the last rule stumbled over, for its observation
};

/// What the token will say. `supplier` and `delegation_source` as docs/protocol.md, access token.
struct Approval {
  std::string client_id;
  Party consumer;
  std::optional<OrgNumber> supplier;
  std::string delegation_source;
  std::string scope;
  std::vector<std::string> audience;
  std::optional<std::string> pid;
  std::string authorization_details;  ///< JSON; empty: none
  std::string authorization_detail;   ///< its type and id, for the ledger
  std::string client_amr;
  std::string kid;          ///< empty for a certificate
  std::string certificate;  ///< empty for a key
  std::string replay_key;
  Instant replay_until;  ///< the grant cannot be accepted after this
  seconds lifetime;
};

std::span<const Rule<Judgement>> jwt_bearer_rules();
/// The rule that a register of delegations answers.
inline constexpr std::string_view kDelegationRule = "the consumer delegated every scope";
/// The rule that the register of an authorization detail answers.
inline constexpr std::string_view kDetailRule = "what authorization_details name is there";
/// The rule after all of these, which the ledger's insert answers.
inline constexpr std::string_view kReplayRule = "the grant has not been used before";

/// What a register must be asked before a decision, and which one. Nothing without `consumer_org`,
/// and nothing when a rule before the register's own says no: that costs no lookup.
struct Lookup {
  Uri source;
  delegation::Question question;
};
std::optional<Lookup> lookup_for(Judgement judgement);

/// The same for `authorization_details`, once the register of delegations has answered.
struct DetailLookup {
  std::shared_ptr<const details::Detail> detail;
  details::Asker asker;
};
std::optional<DetailLookup> detail_lookup_for(Judgement judgement);

Result<Approval, Refusal> decide(Judgement judgement);

}  // namespace portvakt::grant
