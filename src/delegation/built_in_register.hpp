// The register that consumers keep here themselves, through the self-service API. Answers from
// memory at once: the change feed has brought every delegation there.
#pragma once

#include "delegation/source.hpp"
#include "registry/registry.hpp"

namespace portvakt::delegation {

class BuiltInRegister final : public DelegationSource {
 public:
  explicit BuiltInRegister(const registry::Registry& registry) : registry_(registry) {}
  boost::asio::awaitable<Answer> ask(Question question, Stopwatch) override;
  std::optional<Answer> at_hand(const Question& question) const override;

 private:
  bool holds(const Question& question, const ScopeName& scope) const;
  Answer answer(const Question& question) const;

  const registry::Registry& registry_;
};

}  // namespace portvakt::delegation
