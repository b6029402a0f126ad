#include "selfservice/access_requests.hpp"

#include "selfservice/access.hpp"
#include "selfservice/access_history.hpp"
#include "selfservice/scopes.hpp"
#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <array>

namespace portvakt::selfservice {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using State = AccessRequestState;

constexpr std::string_view kScope = "fjellrev:vannmaaling.write";

class AccessRequests : public TestWorld {
 protected:
  AccessRequests() { put(plain_scope(kScope)); }

  Result<NamedAccessRequest, Refusal> ask(std::string_view scope = kScope) {
    return ask_as(consumer, scope);
  }
  Result<NamedAccessRequest, Refusal> ask_as(const Caller& who, std::string_view scope) {
    return request_access(services, permit<Operation::request_access>(who),
                          {std::string(scope), "Vi varsler om flom"});
  }
  Result<NamedAccessRequest, Refusal> answer(const Uuid& id, State state, const Caller& who,
                                             std::string text = "Velkommen") {
    return answer_access_request(services, permit<Operation::answer_access_request>(who), id.text(),
                                 {state, std::move(text)});
  }
  Result<NamedAccessRequest, Refusal> answer(const Uuid& id, State state) {
    return answer(id, state, owner);
  }
  Result<NamedAccessRequest, Refusal> withdraw(const Uuid& id, const Caller& who) {
    return withdraw_access_request(services, permit<Operation::withdraw_access_request>(who),
                                   id.text());
  }
  Result<NamedAccessRequest, Refusal> get(const Uuid& id, const Caller& who) {
    return get_access_request(services, permit<Operation::get_access_request>(who), id.text());
  }
  std::optional<AccessState> access(std::string_view scope = kScope) {
    std::optional<AccessState> state;
    store.read([&](store::Reader& reader) {
      if (const auto held = reader.access(name(scope), kConsumer)) state = held->state;
    });
    return state;
  }
  bool in_force() { return registry.granted(registry.scope(kScope)->index, kConsumer); }
  std::vector<std::string> actions() {
    const auto events =
        must(access_history(services, permit<Operation::read_access_history>(owner), kScope, {}));
    std::vector<std::string> words;
    for (const AccessEvent& event : events.items) words.emplace_back(word(event.action));
    return words;
  }
  void deactivate() {
    must(delete_scope(services, permit<Operation::delete_scope>(owner), kScope));
  }

  Caller owner = with_everything(kOwner);
  Caller consumer = with_everything(kConsumer);
  Caller stranger = with_everything(kUnrelated);
};

TEST_F(AccessRequests, AreMadeAndApprovedWithTheAccessAtOnce) {
  const auto asked = ask();
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->request.state, State::requested);
  EXPECT_EQ(asked->request.reason, "Vi varsler om flom");
  EXPECT_EQ(asked->consumer_name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(asked->owner_name, "RASK FJELLREV ETAT");
  EXPECT_EQ(access(), AccessState::requested);
  EXPECT_FALSE(in_force());

  clock.advance(seconds{5});
  const auto approved = answer(asked->request.id, State::approved);
  ASSERT_TRUE(approved);
  EXPECT_EQ(approved->request.state, State::approved);
  EXPECT_EQ(approved->request.answer, "Velkommen");
  EXPECT_EQ(approved->request.created, asked->request.created);
  EXPECT_EQ(approved->request.last_updated, clock.now());
  EXPECT_EQ(access(), AccessState::approved);
  EXPECT_TRUE(in_force());
}

TEST_F(AccessRequests, TellWhatHappenedAndOneSidesClientsToThatSideOnly) {
  consumer.client_id = "konsument";
  owner.client_id = "tilbyder";
  const Uuid id = ask()->request.id;
  clock.advance(seconds{5});
  must(answer(id, State::denied));
  for (const Caller& who : {consumer, owner, the_operator(kOwner)}) {
    const auto history = get(id, who)->history;
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].state, State::requested);
    EXPECT_EQ(history[0].text, "Vi varsler om flom");
    EXPECT_EQ(history[0].actor.org, kConsumer);
    EXPECT_EQ(history[0].actor.client_id,
              who.org == kConsumer || who.is_operator() ? "konsument" : "");
    EXPECT_EQ(history[1].state, State::denied);
    EXPECT_EQ(history[1].text, "Velkommen");
    EXPECT_EQ(history[1].actor.org, kOwner);
    EXPECT_EQ(history[1].actor.client_id, who.org == kOwner ? "tilbyder" : "");
    EXPECT_EQ(history[1].at, clock.now());
  }
}

struct NotAskable {
  const char* name;
  void (*spoil)(Scope&);
  Kind kind;
  const char* says;
};
constexpr const char* kNoSuchScope = "Det finnes ikke noe aktivt, offentlig scope med dette navnet";
const NotAskable kNotAskable[] = {
    {"Inactive", [](Scope& s) { s.active = false; }, Kind::invalid, kNoSuchScope},
    {"Private", [](Scope& s) { s.visibility = Visibility::private_; }, Kind::invalid, kNoSuchScope},
    {"Internal", [](Scope& s) { s.visibility = Visibility::internal; }, Kind::invalid,
     kNoSuchScope},
    {"OpenForAll", [](Scope& s) { s.accessible_for_all = true; }, Kind::invalid,
     "trenger ingen tilgang"},
    {"TheConsumersOwn", [](Scope& s) { s.owner = kConsumer; }, Kind::invalid,
     "organisasjonens eget"},
    {"TheConsumersOwnAndPrivate",
     [](Scope& s) { s.owner = kConsumer, s.visibility = Visibility::private_; }, Kind::invalid,
     "organisasjonens eget"},
};

class AccessRequestsRefuse : public AccessRequests,
                             public testing::WithParamInterface<NotAskable> {};

TEST_P(AccessRequestsRefuse, AScopeThatCannotBeAskedFor) {
  Scope scope = plain_scope(kScope);
  GetParam().spoil(scope);
  put(scope);
  const auto revision = store.revision();
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, GetParam().kind);
  EXPECT_EQ(refused.error().findings.at(0).field, "scope");
  EXPECT_THAT(refused.error().findings.at(0).message, HasSubstr(GetParam().says));
  EXPECT_EQ(store.revision(), revision);
}
INSTANTIATE_TEST_SUITE_P(When, AccessRequestsRefuse, testing::ValuesIn(kNotAskable),
                         [](const auto& info) { return info.param.name; });

TEST_F(AccessRequests, ForAScopeThatIsNoneAreRefusedInTheWordsForAPrivateOne) {
  for (const char* scope : {"fjellrev:nowhere", "nocolon", "", "fjellrev:a b"}) {
    const auto refused = ask(scope);
    ASSERT_FALSE(refused) << scope;
    EXPECT_EQ(refused.error().kind, Kind::invalid);
    EXPECT_EQ(refused.error().findings.at(0).message, kNoSuchScope);
  }
}

TEST_F(AccessRequests, AreNotNeededWhereThereIsAccess) {
  const auto refused = ask("fjellrev:vannmaaling.read");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_THAT(refused.error().findings.at(0).message, HasSubstr("allerede tilgang"));
}

TEST_F(AccessRequests, AreOpenOnceForAScopeAndAnOrganisation) {
  must(ask());
  const auto again = ask();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::conflict);
  EXPECT_THAT(again.error().findings.at(0).message, HasSubstr("åpen forespørsel"));
  EXPECT_TRUE(ask_as(with_everything(kSupplier), kScope)) << "another organisation asks for itself";
}

TEST_F(AccessRequests, OfAnOrganisationAreOpenAHundredAtATime) {
  std::optional<Uuid> first;
  for (std::int64_t i = 0; i < kMostOpenRequests; ++i) {
    const std::string scope = "fjellrev:s" + std::to_string(i);
    put(plain_scope(scope));
    const auto asked = ask(scope);
    ASSERT_TRUE(asked) << i;
    if (!first) first = asked->request.id;
  }
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_THAT(refused.error().findings.at(0).message, HasSubstr("100 åpne"));
  EXPECT_TRUE(ask_as(with_everything(kSupplier), kScope)) << "others have their own hundred";
  must(withdraw(*first, consumer));
  EXPECT_TRUE(ask());
}

TEST_F(AccessRequests, AreAnsweredOnceAndSayHow) {
  const struct {
    State state;
    const char* says;
  } cases[] = {{State::approved, "allerede besvart: APPROVED 2026-03-02T08:30:00Z"},
               {State::denied, "allerede besvart: DENIED 2026-03-02T08:30:00Z"},
               {State::withdrawn, "trukket tilbake 2026-03-02T08:30:00Z"}};
  for (const auto& [state, says] : cases) {
    const std::string scope = "fjellrev:" + std::string(word(state));
    put(plain_scope(scope));
    const Uuid id = ask(scope)->request.id;
    must(state == State::withdrawn ? withdraw(id, consumer) : answer(id, state));
    const auto before = access(scope);
    for (const auto& late :
         {answer(id, State::approved), answer(id, State::denied), withdraw(id, consumer)}) {
      ASSERT_FALSE(late) << says;
      EXPECT_EQ(late.error().kind, Kind::conflict);
      EXPECT_THAT(late.error().findings.at(0).message, HasSubstr(says));
    }
    EXPECT_EQ(access(scope), before);
    EXPECT_EQ(get(id, consumer)->request.state, state);
  }
}

TEST_F(AccessRequests, MayBeMadeAgainAfterTheyAreClosed) {
  must(answer(ask()->request.id, State::denied));
  EXPECT_EQ(access(), AccessState::denied);
  const Uuid second = ask()->request.id;
  EXPECT_EQ(access(), AccessState::requested);
  must(withdraw(second, consumer));
  EXPECT_FALSE(access());
  const Uuid third = ask()->request.id;
  must(answer(third, State::approved));
  EXPECT_TRUE(in_force());
  EXPECT_EQ(get(second, consumer)->request.state, State::withdrawn);
  EXPECT_THAT(actions(), ElementsAre("approved", "requested", "withdrawn", "requested", "denied",
                                     "requested"));
}

TEST_F(AccessRequests, AreDeniedOnlyOnceTheScopeIsInactive) {
  const Uuid id = ask()->request.id;
  deactivate();
  const auto refused = answer(id, State::approved);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_THAT(refused.error().findings.at(0).message, HasSubstr("ikke lenger aktivt"));
  EXPECT_EQ(access(), AccessState::requested);
  EXPECT_TRUE(answer(id, State::denied));
}

TEST_F(AccessRequests, AreWithdrawnAlsoOnceTheScopeIsInactive) {
  const Uuid id = ask()->request.id;
  deactivate();
  EXPECT_TRUE(withdraw(id, consumer));
  EXPECT_FALSE(access());
}

TEST_F(AccessRequests, AreAnsweredByTheOwnerAndWithdrawnByWhoAsked) {
  const Uuid id = ask()->request.id;
  const Uuid unknown = must(Uuid::parse("00000000-0000-4000-8000-000000000001"));
  EXPECT_EQ(answer(id, State::approved, consumer).error().kind, Kind::forbidden);
  EXPECT_EQ(withdraw(id, owner).error().kind, Kind::forbidden);
  const auto foreign = answer(id, State::approved, stranger).error();
  EXPECT_EQ(foreign.kind, Kind::not_found);
  EXPECT_EQ(foreign.findings.at(0).message,
            answer(unknown, State::approved, stranger).error().findings.at(0).message);
  EXPECT_EQ(withdraw(id, stranger).error().kind, Kind::not_found);
  EXPECT_EQ(withdraw(unknown, consumer).error().kind, Kind::not_found);
  EXPECT_EQ(access(), AccessState::requested);
  EXPECT_TRUE(answer(id, State::approved, the_operator(kOwner)));
}

TEST_F(AccessRequests, AreReadByBothSidesWithTheirOwnScopeEach) {
  const Uuid id = ask()->request.id;
  EXPECT_TRUE(get(id, caller(kConsumer, {kDcrRead})));
  EXPECT_TRUE(get(id, caller(kOwner, {kScopesRead})));
  const Caller others[] = {caller(kConsumer, {kScopesRead}), caller(kOwner, {kDcrRead}), stranger};
  for (const Caller& other : others) EXPECT_EQ(get(id, other).error().kind, Kind::not_found);
  const auto bad_id =
      get_access_request(services, permit<Operation::get_access_request>(consumer), "no-uuid");
  EXPECT_EQ(bad_id.error().kind, Kind::not_found);
}

TEST_F(AccessRequests, AreClosedByAnOrdinaryGrantOrDenial) {
  const Uuid first = ask()->request.id;
  clock.advance(seconds{5});
  must(grant_access(services, permit<Operation::grant_access>(owner), kConsumer.digits(), kScope));
  EXPECT_EQ(get(first, consumer)->request.state, State::approved);
  EXPECT_EQ(get(first, consumer)->request.last_updated, clock.now());
  EXPECT_EQ(get(first, consumer)->history.size(), 2U);
  EXPECT_TRUE(in_force());

  const auto revoke = [&] {
    must(revoke_access(services, permit<Operation::revoke_access>(owner), kConsumer.digits(),
                       kScope));
  };
  revoke();
  EXPECT_EQ(get(first, consumer)->request.state, State::approved) << "what was, stays";
  const Uuid second = ask()->request.id;
  revoke();
  EXPECT_EQ(get(second, consumer)->request.state, State::denied);
  EXPECT_EQ(access(), AccessState::denied);
  EXPECT_THAT(actions(), ElementsAre("denied", "requested", "revoked", "approved", "requested"));
}

TEST_F(AccessRequests, AreListedToBothSidesAndNobodyElse) {
  put(plain_scope("fjellrev:b"));
  const Uuid first = ask()->request.id;
  clock.advance(seconds{1});
  const Uuid second = ask("fjellrev:b")->request.id;
  must(answer(second, State::denied));
  const auto ids = [](const Result<store::Part<NamedAccessRequest>, Refusal>& part) {
    std::vector<Uuid> found;
    for (const NamedAccessRequest& one : part->items) found.push_back(one.request.id);
    return found;
  };
  const auto sent = [&](const Caller& who, const AccessRequestFilter& filter,
                        store::Slice slice = {}) {
    return list_access_requests(services, permit<Operation::list_access_requests>(who), filter,
                                slice);
  };
  const auto received = [&](const Caller& who, const AccessRequestFilter& filter) {
    return list_received_access_requests(
        services, permit<Operation::list_received_access_requests>(who), filter, {});
  };
  EXPECT_THAT(ids(sent(consumer, {})), ElementsAre(second, first));
  EXPECT_THAT(ids(received(owner, {})), ElementsAre(second, first));
  EXPECT_THAT(ids(sent(consumer, {}, {.skip = 1, .take = 1})), ElementsAre(first));
  EXPECT_EQ(sent(consumer, {}, {.skip = 1, .take = 1})->total, 2);
  EXPECT_EQ(sent(consumer, {})->items.at(0).history.size(), 2U);
  EXPECT_THAT(ids(sent(consumer, {"REQUESTED", {}})), ElementsAre(first));
  EXPECT_THAT(ids(received(owner, {"DENIED", "fjellrev:b"})), ElementsAre(second));
  EXPECT_THAT(ids(received(owner, {"WITHDRAWN", {}})), ElementsAre());
  for (const auto& none : {sent(owner, {}), received(consumer, {}), sent(stranger, {}),
                           received(stranger, {{}, std::string(kScope)})}) {
    EXPECT_EQ(none->total, 0);
  }
  EXPECT_EQ(sent(consumer, {"open", {}}).error().findings.at(0).field, "state");
  EXPECT_EQ(sent(consumer, {{}, "nocolon"}).error().findings.at(0).field, "scope");
}

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_F(AccessRequests, TakeAReasonOfOneToAThousandCharacters) {
  const auto body = [](const std::string& reason) {
    return json::serialize(json::object{{"scope", kScope}, {"reason", reason}});
  };
  const std::string right[] = {"x", times(1000, "å"), times(1000, "🐟"),
                               "to\nlinjer\tog\r\n<b>'--"};
  for (const std::string& reason : right) {
    const auto draft = read_access_request_draft(services, body(reason));
    ASSERT_TRUE(draft) << reason;
    EXPECT_EQ(draft->reason, reason);
  }
  const std::string wrong[] = {"", " \n\t", times(1001, "å"), "bjelle\x07", "\x1b[2J"};
  for (const std::string& reason : wrong) {
    const auto draft = read_access_request_draft(services, body(reason));
    ASSERT_FALSE(draft) << reason;
    EXPECT_EQ(draft.error().findings.at(0).field, "reason");
  }
}

TEST_F(AccessRequests, SayEverythingThatIsWrongWithABody) {
  const auto fields = [](const auto& read) {
    std::vector<std::string> names;
    for (const Finding& finding : read.error().findings) names.push_back(finding.field);
    return names;
  };
  EXPECT_THAT(fields(read_access_request_draft(services, "{}")), ElementsAre("scope", "reason"));
  EXPECT_THAT(fields(read_access_request_draft(services, R"({"scope":1,"reason":[]})")),
              ElementsAre("scope", "reason"));
  EXPECT_THAT(fields(read_access_request_draft(services, "[]")), ElementsAre(""));
  EXPECT_THAT(fields(read_access_answer(services, R"({"answer":7})")),
              ElementsAre("state", "answer"));
  EXPECT_THAT(fields(read_access_answer(services, R"({"state":"WITHDRAWN"})")),
              ElementsAre("state"));
  services.policy.refuse_unknown_members = true;
  EXPECT_THAT(fields(read_access_answer(services, R"({"state":"DENIED","why":"x"})")),
              ElementsAre("why"));
}

TEST_F(AccessRequests, TakeAnAnswerOfUpToAThousandCharacters) {
  const auto read = [&](const std::string& text) {
    return read_access_answer(
        services, json::serialize(json::object{{"state", "APPROVED"}, {"answer", text}}));
  };
  EXPECT_EQ(read("")->text, "");
  EXPECT_EQ(read(times(1000, "ø"))->state, State::approved);
  EXPECT_FALSE(read(times(1001, "ø")));
  EXPECT_FALSE(read("\x1b[2J"));
  EXPECT_FALSE(access_answer(State::denied, times(1001, "ø")));
  EXPECT_EQ(access_answer(State::denied, "nei")->state, State::denied);
  EXPECT_EQ(read_access_answer(services, R"({"state":"DENIED"})")->state, State::denied);
}

TEST(AccessAction, IsWhatAChangeOfTheStateMeant) {
  using S = AccessState;
  const struct {
    std::optional<S> before, after;
    std::string_view action;
  } cases[] = {
      {{}, S::approved, "granted"},           {S::denied, S::approved, "granted"},
      {S::approved, S::denied, "revoked"},    {{}, S::requested, "requested"},
      {S::denied, S::requested, "requested"}, {S::requested, S::approved, "approved"},
      {S::requested, S::denied, "denied"},    {S::requested, {}, "withdrawn"},
  };
  for (const auto& [before, after, action] : cases) {
    EXPECT_EQ(word(action_of(before, after)), action);
  }
}

TEST_F(AccessRequests, HistoryIsTheOwnersAndNamesItsOwnClientsOnly) {
  consumer.client_id = "konsument";
  owner.client_id = "tilbyder";
  must(answer(ask()->request.id, State::approved));
  const auto events =
      must(access_history(services, permit<Operation::read_access_history>(owner), kScope, {}));
  ASSERT_EQ(events.total, 2);
  EXPECT_EQ(events.items.at(0).by.client_id, "tilbyder");
  EXPECT_EQ(events.items.at(0).consumer_name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(events.items.at(1).by.org, kConsumer);
  EXPECT_EQ(events.items.at(1).by.client_id, "");
  for (const Caller& who : {consumer, stranger}) {
    EXPECT_EQ(access_history(services, permit<Operation::read_access_history>(who), kScope, {})
                  .error()
                  .kind,
              Kind::forbidden);
  }
}

}  // namespace
}  // namespace portvakt::selfservice
