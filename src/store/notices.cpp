#include "store/notices.hpp"

#include "store/described.hpp"
#include "store/filter.hpp"
#include "store/rows.hpp"
#include "store/sql_notices.hpp"

#include <string>
#include <tuple>

namespace portvakt::store {
namespace {

const std::string kNotice =
    "select id, point, event, content, created, state, attempts, due, fault from notice ";
constexpr const char* kAddNotice =
    "insert into notice(id, point, event, content, created, state, attempts, due, fault)"
    " values (:id, :point, :event, :content, :created, :state, :attempts, :due, :fault)";
// An organisation hears once of a key, whatever it is to the client and however many points it has.
constexpr const char* kKeysToTell =
    "select k.org, k.client_id, k.name, k.kid, k.expires, coalesce(w.days, 0) from ("
    " select client.org, client_key.client_id, client.name, client_key.kid, client_key.expires"
    " from client_key join client on client.id = client_key.client_id"
    " where client_key.expires > :from and client_key.expires <= :to and client.active = 1"
    " and client.org in (select org from notification_point where ' ' || events || ' ' like"
    " '% KEY_EXPIRES %' and channel <> 'CALENDAR')"
    " union select client.supplier, client_key.client_id, client.name, client_key.kid,"
    " client_key.expires from client_key join client on client.id = client_key.client_id"
    " where client_key.expires > :from2 and client_key.expires <= :to2 and client.active = 1"
    " and client.supplier in (select org from notification_point where ' ' || events || ' ' like"
    " '% KEY_EXPIRES %' and channel <> 'CALENDAR')"
    ") k left join key_warning w on w.org = k.org and w.client_id = k.client_id and w.kid = k.kid"
    " and w.expires = k.expires order by k.org, k.expires, k.client_id, k.kid";
constexpr const char* kTell =
    "insert into key_warning(org, client_id, kid, expires, days)"
    " values (:org, :client_id, :kid, :expires, :days) on conflict (org, client_id, kid)"
    " do update set expires = excluded.expires, days = excluded.days";

struct NoticeRow {
  std::string id, point, event, content;
  Number created = 0;
  std::string state;
  Number attempts = 0, due = 0;
  std::string fault;

  NoticeRow() = default;
  explicit NoticeRow(const Notice& notice)
      : id(notice.id.text()),
        point(notice.point.text()),
        event(word(notice.event)),
        content(notice.content),
        created(epoch(notice.created)),
        state(word(notice.state)),
        attempts(notice.attempts),
        due(epoch(notice.due)),
        fault(notice.fault) {}
  Notice record() const {
    return {.id = stored_uuid(id),
            .point = stored_uuid(point),
            .event = stored_notification_event(event),
            .content = content,
            .created = from_epoch(created),
            .state = stored_notice_state(state),
            .attempts = attempts,
            .due = from_epoch(due),
            .fault = fault};
  }
  auto columns(this auto& self) {
    return std::tie(self.id, self.point, self.event, self.content, self.created, self.state,
                    self.attempts, self.due, self.fault);
  }
};

struct MarkRow {
  Number told = 0, keys_looked = 0;
  NotificationMark record() const { return {told, from_epoch(keys_looked)}; }
  auto columns(this auto& self) { return std::tie(self.told, self.keys_looked); }
};

struct RequestChangeRow {
  Number at = 0;
  std::string request, after;
  RequestChange record() const {
    return {from_epoch(at), stored_uuid(request),
            stored_access_request_state(described_text(after, "state"))};
  }
  auto columns(this auto& self) { return std::tie(self.at, self.request, self.after); }
};

struct KeyToTellRow {
  Number org = 0;
  std::string client_id, name, kid;
  Number expires = 0, days = 0;
  KeyToTell record() const {
    return {stored_org(org),
            {stored_client(client_id), name, stored_key_id(kid), from_epoch(expires)},
            days};
  }
  auto columns(this auto& self) {
    return std::tie(self.org, self.client_id, self.name, self.kid, self.expires, self.days);
  }
};

}  // namespace

NotificationMark SqlNotices::mark() {
  const auto mark =
      first<MarkRow>(connection_, "select revision, keys_looked from notification_mark");
  if (!mark) throw StoreError("the database has no mark of what was told");
  return *mark;
}

bool SqlNotices::told(Revision from, Revision to) {
  return execute(connection_, "update notification_mark set revision = :to where revision = :from",
                 Number{to}, Number{from}) == 1;
}

bool SqlNotices::looked_at_keys(Instant before, Instant now) {
  return execute(connection_,
                 "update notification_mark set keys_looked = :now where keys_looked = :before",
                 Number{epoch(now)}, Number{epoch(before)}) == 1;
}

std::vector<RequestChange> SqlNotices::request_changes(Revision after, Revision last) {
  return all<RequestChangeRow>(connection_,
                               "select at, entity_key, after from change where revision > :after"
                               " and revision <= :last and entity = 'access_request'"
                               " order by revision",
                               Number{after}, Number{last});
}

std::vector<KeyToTell> SqlNotices::keys_to_tell(Instant from, Instant to) {
  return all<KeyToTellRow>(connection_, kKeysToTell, Number{epoch(from)}, Number{epoch(to)},
                           Number{epoch(from)}, Number{epoch(to)});
}

void SqlNotices::tell(const KeyToTell& told) {
  execute(connection_, kTell, Number{told.org.value()}, told.key.client.text(), told.key.kid.text(),
          Number{epoch(told.key.expires)}, Number{told.told_days});
}

std::int64_t SqlNotices::expiring_keys(Instant from, Instant to) {
  return scalar<Number>(connection_,
                        "select count(*) from client_key join client on client.id ="
                        " client_key.client_id where client_key.expires > :from and"
                        " client_key.expires <= :to and client.active = 1",
                        Number{epoch(from)}, Number{epoch(to)})
      .value_or(0);
}

void SqlNotices::add(const Notice& notice) {
  execute_row(connection_, kAddNotice, NoticeRow(notice));
}

std::vector<Notice> SqlNotices::take_due(Instant now, Instant again, std::int64_t most) {
  const auto due = all<NoticeRow>(
      connection_, kNotice + "where state = 'WAITING' and due <= :now order by due, id limit :most",
      Number{epoch(now)}, Number{most});
  std::vector<Notice> taken;
  for (const Notice& notice : due) {
    const bool ours =
        execute(connection_,
                "update notice set due = :again where id = :id and due = :due"
                " and state = 'WAITING'",
                Number{epoch(again)}, notice.id.text(), Number{epoch(notice.due)}) == 1;
    if (ours) taken.push_back(notice);
  }
  return taken;
}

void SqlNotices::settle(const Notice& notice) {
  execute(connection_,
          "update notice set state = :state, attempts = :attempts, due = :due, fault = :fault"
          " where id = :id",
          std::string(word(notice.state)), Number{notice.attempts}, Number{epoch(notice.due)},
          notice.fault, notice.id.text());
}

bool SqlNotices::any_due(Instant now) {
  return scalar<Number>(connection_,
                        "select 1 from notice where state = 'WAITING' and due <= :now limit 1",
                        Number{epoch(now)})
      .has_value();
}

std::int64_t SqlNotices::waiting() {
  return scalar<Number>(connection_, "select count(*) from notice where state = 'WAITING'")
      .value_or(0);
}

bool SqlNotices::tested(const Uuid& point, Instant since) {
  return scalar<Number>(connection_,
                        "select count(*) from notice where point = :point and event = 'TEST'"
                        " and (state = 'WAITING' or created > :since)",
                        point.text(), Number{epoch(since)})
             .value_or(0) > 0;
}

Part<Notice> SqlNotices::notices(const Uuid& point, Slice slice) {
  Filter of_point;
  of_point.need("point = :point", point.text());
  return part<NoticeRow, Notice>(connection_, kNotice, "notice", "created desc, id", of_point,
                                 slice);
}

void SqlNotices::purge(Instant before) {
  execute(connection_, "delete from notice where created < :before", Number{epoch(before)});
  execute(connection_, "delete from key_warning where expires < :before", Number{epoch(before)});
}

}  // namespace portvakt::store
