#include "selfservice/signing_keys.hpp"

#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::selfservice {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

class SigningKeys : public TestWorld {
 protected:
  SigningKeyRecord fresh() {
    return make_signing_key({.algorithm = jose::Algorithm::es256}, "secret", clock.now());
  }
  KeyId pending() {
    const SigningKeyRecord key = fresh();
    change([&](store::Transaction& t) { t.put(key); });
    return key.kid;
  }
  /// A key that signs, as after a server's first start.
  KeyId active() {
    const SigningKeyRecord key = fresh();
    change([&](store::Transaction& t) {
      EXPECT_TRUE(ensure_active_signing_key(t, key, clock.now()));
    });
    return key.kid;
  }
  template <class Work>
  void change(Work work) {
    store.write({.org = {}, .client_id = "operator:test", .trace = "t"},
                [&](store::Transaction& t) {
                  work(t);
                  return true;
                });
  }
  Result<SigningKeyRecord, SigningKeyRefusal> activate(const KeyId& kid,
                                                       Publishing publishing = Publishing::waited) {
    std::optional<Result<SigningKeyRecord, SigningKeyRefusal>> result;
    change([&](store::Transaction& t) {
      result.emplace(activate_signing_key(t, kid, rules, publishing, clock.now()));
    });
    return *std::move(result);
  }
  Result<SigningKeyRecord, SigningKeyRefusal> retire(const KeyId& kid) {
    std::optional<Result<SigningKeyRecord, SigningKeyRefusal>> result;
    change([&](store::Transaction& t) { result.emplace(retire_signing_key(t, kid, clock.now())); });
    return *std::move(result);
  }
  Rotation rotate() {
    Rotation rotation;
    const SigningKeyRecord key = fresh();
    change(
        [&](store::Transaction& t) { rotation = rotate_signing_keys(t, key, rules, clock.now()); });
    return rotation;
  }
  std::vector<SigningKeyRecord> all() {
    std::vector<SigningKeyRecord> keys;
    store.read([&](store::Reader& reader) { keys = reader.signing_keys(); });
    return keys;
  }
  SigningKeyState state(const KeyId& kid) {
    for (const auto& key : all()) {
      if (key.kid == kid) return key.state;
    }
    throw std::logic_error("no such key");
  }
  SigningKeyRules rules;
};

TEST_F(SigningKeys, AreMadePendingUnderTheirThumbprintAndThePassphrase) {
  const SigningKeyRecord key = make_signing_key({}, "secret", clock.now());
  EXPECT_EQ(key.state, SigningKeyState::pending);
  EXPECT_EQ(key.kid.text(), jose::thumbprint(key.jwk));
  EXPECT_EQ(key.jwk.kid, key.kid.text());
  EXPECT_EQ(key.jwk.alg, jose::Algorithm::rs256);
  EXPECT_EQ(key.jwk.n.size(), 256U);
  EXPECT_TRUE(jose::SigningKey::from_pem(key.private_pem, "secret"));
  EXPECT_FALSE(jose::SigningKey::from_pem(key.private_pem, "wrong"));
}

TEST_F(SigningKeys, TheFirstOfAllNeedNotWait) {
  const KeyId first = pending();
  ASSERT_TRUE(activate(first));
  EXPECT_EQ(state(first), SigningKeyState::active);
}

//= jwks.pending
TEST_F(SigningKeys, ALaterOneWaitsUntilRelyingPartiesKnowIt) {
  const KeyId old = active(), next = pending();
  EXPECT_EQ(activate(next).error(), SigningKeyRefusal::too_young);
  clock.advance(rules.publish_before - seconds{1});
  EXPECT_EQ(activate(next).error(), SigningKeyRefusal::too_young);
  clock.advance(seconds{1});
  ASSERT_TRUE(activate(next));
  EXPECT_EQ(state(next), SigningKeyState::active);
  EXPECT_EQ(state(old), SigningKeyState::retired);
}

TEST_F(SigningKeys, WaitingCanBeCutShort) {
  const KeyId old = active(), next = pending();
  ASSERT_TRUE(activate(next, Publishing::cut_short));
  EXPECT_EQ(state(old), SigningKeyState::retired);
}

TEST_F(SigningKeys, ExactlyOneIsActiveAfterEveryActivation) {
  active();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(activate(pending(), Publishing::cut_short));
    const auto keys = all();
    EXPECT_EQ(std::ranges::count(keys, SigningKeyState::active, &SigningKeyRecord::state), 1);
  }
}

TEST_F(SigningKeys, RefuseWhatTheirStateDoesNotAllow) {
  const KeyId signs = active(), waits = pending(), gone = pending();
  ASSERT_TRUE(retire(gone));
  const KeyId unknown = must(KeyId::parse("nobody"));
  EXPECT_EQ(activate(signs).error(), SigningKeyRefusal::already_active);
  EXPECT_EQ(activate(gone).error(), SigningKeyRefusal::already_retired);
  EXPECT_EQ(activate(unknown).error(), SigningKeyRefusal::unknown_key);
  EXPECT_EQ(retire(signs).error(), SigningKeyRefusal::last_active);
  EXPECT_EQ(retire(gone).error(), SigningKeyRefusal::already_retired);
  EXPECT_EQ(retire(unknown).error(), SigningKeyRefusal::unknown_key);
  EXPECT_EQ(state(waits), SigningKeyState::pending);
}

TEST_F(SigningKeys, SayWhyInASentence) {
  active();
  const KeyId young = pending();
  EXPECT_THAT(sentence(SigningKeyRefusal::too_young, young, all(), rules),
              HasSubstr(young.text() + " may sign from 2026-03-03T08:30:00Z"));
  for (const auto refusal : {SigningKeyRefusal::unknown_key, SigningKeyRefusal::already_active,
                             SigningKeyRefusal::already_retired, SigningKeyRefusal::last_active}) {
    EXPECT_THAT(sentence(refusal, young, all(), rules), HasSubstr(young.text()));
  }
}

//= jwks.retired
TEST_F(SigningKeys, ArePublishedUntilTheirLastTokenHasEnded) {
  const KeyId old = active(), next = pending();
  ASSERT_TRUE(activate(next, Publishing::cut_short));
  const auto published = [&](const KeyId& kid) {
    for (const auto& key : all()) {
      if (key.kid == kid) return is_published(key, rules, clock.now());
    }
    return false;
  };
  EXPECT_TRUE(published(next));
  EXPECT_TRUE(published(old));
  clock.advance(rules.keep_after - seconds{1});
  EXPECT_TRUE(published(old));
  clock.advance(seconds{1});
  EXPECT_FALSE(published(old));
}

TEST_F(SigningKeys, RotateOnATimerOneStepAtATime) {
  const KeyId first = active();
  const Rotation made = rotate();
  ASSERT_TRUE(made.made);
  EXPECT_FALSE(made.activated);
  EXPECT_EQ(made.next_ripe, clock.now() + rules.publish_before);

  const Rotation early = rotate();
  EXPECT_FALSE(early.made || early.activated) << "nothing to do yet";
  EXPECT_EQ(early.waiting, made.made);

  clock.advance(rules.publish_before);
  const Rotation ripe = rotate();
  EXPECT_EQ(ripe.activated, made.made);
  ASSERT_TRUE(ripe.made);
  EXPECT_EQ(state(first), SigningKeyState::retired);
  EXPECT_EQ(state(*ripe.made), SigningKeyState::pending);
}

TEST_F(SigningKeys, RotationTakesTheOldestOfSeveralPending) {
  active();
  const KeyId older = pending();
  clock.advance(hours{1});
  const KeyId newer = pending();
  clock.advance(rules.publish_before);
  const Rotation rotation = rotate();
  EXPECT_EQ(rotation.activated, older);
  EXPECT_EQ(rotation.waiting, newer);
  EXPECT_FALSE(rotation.made);
}

TEST_F(SigningKeys, AServerStartsWithOneAndDoesNotReplaceIt) {
  const KeyId first = active();
  change([&](store::Transaction& t) {
    EXPECT_FALSE(ensure_active_signing_key(t, fresh(), clock.now()));
  });
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all().front().kid, first);
}

}  // namespace
}  // namespace portvakt::selfservice
