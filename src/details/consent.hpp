// `urn:altinn:consent` (docs/protocol.md §6.3): a person or an organisation has consented that the
// token's consumer may use something of theirs. Altinn keeps the consents.
#pragma once

#include "altinn/platform.hpp"
#include "details/detail.hpp"

#include <memory>

namespace portvakt::details {

inline constexpr std::string_view kConsent = "urn:altinn:consent";

class ConsentType final : public Type {
 public:
  ConsentType(altinn::Platform& platform, const Clock& clock);
  std::string_view urn() const override { return kConsent; }
  Result<std::shared_ptr<const Detail>, Fault> read(const json::object& element) const override;

 private:
  const std::unique_ptr<altinn::Api> api_;
};

}  // namespace portvakt::details
