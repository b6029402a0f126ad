#include "grant/signing_queue.hpp"

#include "grant/grant_world.hpp"
#include "jose/jws.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace portvakt::grant {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

std::shared_ptr<const ActiveKey> active_key(jose::Algorithm alg = jose::Algorithm::rs256) {
  auto key = jose::SigningKey::from_jwk(client_key().private_jwk());
  return std::make_shared<ActiveKey>(
      ActiveKey{.kid = "k", .alg = alg, .key = *std::move(key), .encoded_header = "e30"});
}

class SigningQueueTest : public testing::Test {
 protected:
  SigningQueue queue_with(std::size_t at_once, milliseconds longest_wait = 1s) {
    return SigningQueue({.executor = io.get_executor(),
                         .at_once = at_once,
                         .longest_wait = longest_wait,
                         .busy = [this](bool busy) { told.push_back(busy); }});
  }
  void sign(SigningQueue& queue, const std::string& claims) {
    auto place = queue.reserve();
    ASSERT_TRUE(place);
    queue.sign(*std::move(place), active_key(), claims,
               [this](const std::exception_ptr& failure, const std::string& token) {
                 EXPECT_FALSE(failure);
                 tokens.push_back(token);
               });
  }

  boost::asio::io_context io;
  std::vector<bool> told;
  std::vector<std::string> tokens;
};

TEST_F(SigningQueueTest, SignsEveryJobOnItsExecutorInTheOrderTheyCame) {
  SigningQueue queue = queue_with(1);
  for (const char* claims : {"{\"n\":1}", "{\"n\":2}", "{\"n\":3}"}) sign(queue, claims);
  EXPECT_TRUE(tokens.empty());
  EXPECT_EQ(queue.waiting(), 3U);
  io.run();
  EXPECT_EQ(queue.waiting(), 0U);
  const jose::VerificationKey verifier(client_key().public_jwk());
  std::vector<std::string> payloads;
  for (const std::string& token : tokens) {
    const auto jws = jose::split_compact(token);
    ASSERT_TRUE(jws);
    EXPECT_TRUE(verifier.verifies(jose::Algorithm::rs256, jws->signing_input, jws->signature));
    payloads.push_back(jws->payload);
  }
  EXPECT_THAT(payloads, ElementsAre("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
}

TEST_F(SigningQueueTest, LetsOtherWorkOfItsExecutorInBetweenTwoTurns) {
  SigningQueue queue = queue_with(1);
  std::size_t signed_before = 1'000;
  for (int i = 0; i < 200; ++i) sign(queue, "{}");
  boost::asio::post(io, [&] { signed_before = tokens.size(); });
  io.run();
  EXPECT_EQ(tokens.size(), 200U);
  EXPECT_LT(signed_before, 200U);
}

TEST_F(SigningQueueTest, HasNoPlaceForWhomTheWaitWouldBeTooLong) {
  SigningQueue queue = queue_with(1, 1ms);  // a signature is thought to take 0.6 ms at first
  auto first = queue.reserve();
  auto second = queue.reserve();
  EXPECT_TRUE(first);
  EXPECT_TRUE(second);
  EXPECT_FALSE(queue.reserve());
  EXPECT_EQ(queue.waiting(), 2U);
  first.reset();
  EXPECT_TRUE(queue.reserve());
}

TEST_F(SigningQueueTest, TellsWhenItHasWorkEnoughAndWhenNoMore) {
  SigningQueue queue = queue_with(2);
  sign(queue, "{}");
  EXPECT_TRUE(told.empty());
  sign(queue, "{}");
  EXPECT_THAT(told, ElementsAre(true));
  sign(queue, "{}");
  EXPECT_THAT(told, ElementsAre(true));
  io.run();
  EXPECT_THAT(told, ElementsAre(true, false));
}

TEST_F(SigningQueueTest, HandsAFailureOverAndGoesOn) {
  SigningQueue queue = queue_with(1);
  std::exception_ptr seen;
  queue.sign(*queue.reserve(), active_key(jose::Algorithm::es256), "{}",
             [&](const std::exception_ptr& failure, const std::string&) { seen = failure; });
  sign(queue, "{}");
  io.run();
  EXPECT_TRUE(seen);
  EXPECT_EQ(tokens.size(), 1U);
}

TEST_F(SigningQueueTest, SignsSideBySideWhereItsExecutorHasThreads) {
  SigningQueue queue(
      {.executor = io.get_executor(), .at_once = 4, .longest_wait = 10s, .busy = [](bool) {}});
  std::atomic<int> done = 0;
  const auto key = active_key();
  for (int i = 0; i < 100; ++i) {
    queue.sign(*queue.reserve(), key, "{}",
               [&](const std::exception_ptr& failure, const std::string&) {
                 if (!failure) ++done;
               });
  }
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([this] { io.run(); });
  }
  EXPECT_EQ(done, 100);
  EXPECT_EQ(queue.waiting(), 0U);
}

}  // namespace
}  // namespace portvakt::grant
