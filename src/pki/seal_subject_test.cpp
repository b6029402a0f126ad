// docs/protocol.md §7.6: whose a seal is, and which seals count.
#include "pki/seal_subject.hpp"

#include "pki/certificate_world.hpp"
#include "pki/issuing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace portvakt::pki {
namespace {

using Subject = std::vector<std::pair<std::string, std::string>>;

std::optional<ForeignOrganisation> subject_in(const Subject& subject) {
  static const jose::Pkey key = new_ec_key();
  const Certificate certificate = issue_root({.subject = subject,
                                              .key = *key,
                                              .from = from_epoch(1'790'000'000),
                                              .to = from_epoch(1'890'000'000),
                                              .extensions = {}});
  return seal_subject(*certificate);
}

//= seal.subject
TEST(SealSubject, RepeatsWhatTheSealSays) {
  EXPECT_EQ(subject_in({{"C", "DE"},
                        {"O", "Grüner Fuchs GmbH"},
                        {"OU", "Zoll"},
                        {"2.5.4.97", "VATDE-123456789"},
                        {"CN", "Grüner Fuchs Siegel"}}),
            (ForeignOrganisation{.id = "VATDE-123456789",
                                 .common_name = "Grüner Fuchs Siegel",
                                 .name = "Grüner Fuchs GmbH",
                                 .unit = "Zoll",
                                 .country = "DE"}));
  EXPECT_EQ(subject_in({{"2.5.4.97", "NTRNO-312345609"}}),
            (ForeignOrganisation{.id = "NTRNO-312345609"}));
}

TEST(SealSubject, IsNobodyWithoutExactlyOneIdentifier) {
  EXPECT_EQ(subject_in({{"O", "Fuchs"}, {"serialNumber", "312345609"}}), std::nullopt);
  EXPECT_EQ(subject_in({{"2.5.4.97", "312345609"}}), std::nullopt);
  EXPECT_EQ(subject_in({{"2.5.4.97", "VATDE-1"}, {"2.5.4.97", "VATDE-2"}}), std::nullopt);
}

struct Form {
  const char* text;
  bool right;
};
const Form kForms[] = {
    {"VATDE-123456789", true},
    {"NTRNO-312345609", true},
    {"PSDSE-FINA-44059", true},
    {"EI:SE-5567971433", true},
    {"LEIXG-5493000IBP32UQZ0KL24", true},
    {"VATDE-", false},
    {"VATDE123456789", false},
    {"vatDE-123456789", false},
    {"VATd1-123456789", false},
    {"V:TDE-1", false},
    {"", false},
    {"123456-7", false},
};

TEST(OrganisationIdentifier, HasTheFormOfItsStandard) {
  for (const Form& form : kForms)
    EXPECT_EQ(is_organisation_identifier(form.text), form.right) << form.text;
  EXPECT_TRUE(is_organisation_identifier("VATDE-" + std::string(58, '1')));
  EXPECT_FALSE(is_organisation_identifier("VATDE-" + std::string(59, '1')));
}

TEST(SealAmr, IsOfSealsOnly) {
  EXPECT_EQ(seal_amr({.compliance = true, .eseal = true}), "QCForESeal");
  EXPECT_EQ(seal_amr({.compliance = false, .eseal = true}), "CForESeal");
  EXPECT_EQ(seal_amr({.compliance = true, .eseal = false}), std::nullopt);
}

const jose::SigningKey& key() {
  static const jose::SigningKey made = jose::SigningKey::generate();
  return made;
}

// The test authority's seals name their organisation as foreign ones do.
//= seal.trust
TEST(ACheckOfSeals, AcceptsSealsAndNothingElse) {
  CertificateWorld world(key(), from_epoch(1'790'000'000));
  CertificateOptions options = world.options();
  options.holders = Holders::foreign;
  options.policies.clear();
  const CertificateCheck check = world.open(options);
  const auto good = check.check(world.chain(TestKind::qseal), world.now);
  ASSERT_TRUE(good) << sentence(good.error());
  EXPECT_EQ((*good)->client_amr, "QCForESeal");
  EXPECT_EQ(std::get<ForeignOrganisation>((*good)->holder),
            (ForeignOrganisation{.id = "NTRNO-312345609",
                                 .common_name = "KLOK TIGER KOMMUNE",
                                 .name = "KLOK TIGER KOMMUNE",
                                 .country = "NO"}));
  EXPECT_EQ(check.check(world.chain(TestKind::seid2), world.now).value()->client_amr, "CForESeal");
  EXPECT_EQ(check.check(world.chain(TestKind::seid1), world.now).error(),
            CertificateFault::no_seal);
  EXPECT_EQ(check.check(world.chain(TestKind::untrusted), world.now).error(),
            CertificateFault::no_path);
}

}  // namespace
}  // namespace portvakt::pki
