#include "grant/signing_keys.hpp"

#include "base/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace portvakt::grant {

jose::Algorithm algorithm_of(const SigningKeyRecord& record) {
  if (record.jwk.alg) return *record.jwk.alg;
  return record.jwk.type == jose::KeyType::rsa ? jose::Algorithm::rs256 : jose::Algorithm::es256;
}

const PublishedKeys::Key* PublishedKeys::find(std::string_view kid) const {
  const auto it = std::ranges::find(keys, kid, &Key::kid);
  return it == keys.end() ? nullptr : &*it;
}

SigningKeys::SigningKeys(std::string passphrase, seconds keep_after, Clock& clock)
    : passphrase_(std::move(passphrase)), keep_after_(keep_after), clock_(clock) {
  published_ = publish();
}

void SigningKeys::replace(const std::vector<SigningKeyRecord>& records) {
  std::shared_ptr<const ActiveKey> active;
  const auto record = std::ranges::find(records, SigningKeyState::active, &SigningKeyRecord::state);
  if (record != records.end()) {
    auto key = jose::SigningKey::from_pem(record->private_pem, passphrase_);
    if (!key) {
      throw std::runtime_error(
          fmt::format("signing key {} cannot be read: {}", record->kid.text(), key.error()));
    }
    const jose::Algorithm alg = algorithm_of(*record);
    const std::string header = boost::json::serialize(
        boost::json::object{{"kid", record->kid.text()}, {"alg", jose::word(alg)}});
    active = std::make_shared<const ActiveKey>(record->kid.text(), alg, *std::move(key),
                                               base64url(std::string_view(header)));
  }
  const std::scoped_lock lock(mutex_);
  records_ = records;
  active_ = std::move(active);
  published_ = publish();
}

std::shared_ptr<const ActiveKey> SigningKeys::active() const {
  const std::scoped_lock lock(mutex_);
  return active_;
}

std::shared_ptr<const PublishedKeys> SigningKeys::published() const {
  const std::scoped_lock lock(mutex_);
  const std::optional<Instant> changes = published_->changes;
  if (changes && *changes <= clock_.now()) published_ = publish();
  return published_;
}

std::shared_ptr<const PublishedKeys> SigningKeys::publish() const {
  auto published = std::make_shared<PublishedKeys>();
  boost::json::array keys;
  for (const SigningKeyRecord& record : records_) {
    if (record.retired) {
      const Instant leaves = *record.retired + keep_after_;
      if (leaves <= clock_.now()) continue;
      published->changes = std::min(leaves, published->changes.value_or(leaves));
    }
    jose::PublicJwk jwk = record.jwk;
    jwk.kid = record.kid.text();
    jwk.use = "sig";
    jwk.alg = algorithm_of(record);
    published->keys.push_back({jwk.kid, *jwk.alg, jose::VerificationKey(jwk)});
    keys.push_back(jose::to_json(jwk));
  }
  auto text = std::make_shared<const std::string>(
      boost::json::serialize(boost::json::object{{"keys", std::move(keys)}}));
  published->etag = fmt::format("\"{}\"", base64url(jose::sha256(*text)).substr(0, 22));
  published->jwks = std::move(text);
  return published;
}

}  // namespace portvakt::grant
