// Notification points. Unlike what is sent to them they are somebody's decision, so they stand in
// the record of changes.
#include "store/described.hpp"
#include "store/rows.hpp"
#include "store/selects.hpp"
#include "store/sql_transaction.hpp"

namespace portvakt::store {

std::optional<NotificationPoint> SqlTransaction::notification_point(const Uuid& id) {
  return first<NotificationPointRow>(connection_, kNotificationPoint + "where id = :id", id.text());
}

std::vector<NotificationPoint> SqlTransaction::notification_points(OrgNumber org) {
  return all<NotificationPointRow>(connection_,
                                   kNotificationPoint + "where org = :org order by created, id",
                                   Number{org.value()});
}

std::optional<NotificationPoint> SqlTransaction::calendar(const std::string& digest) {
  return first<NotificationPointRow>(
      connection_, kNotificationPoint + "where address = :digest and channel = 'CALENDAR'", digest);
}

void SqlTransaction::put(const NotificationPoint& point) {
  const auto before = notification_point(point.id);
  execute_row(connection_,
              "insert into notification_point(id, org, channel, address, language, events, created,"
              " last_updated) values (:id, :org, :channel, :address, :language, :events, :created,"
              " :last_updated) on conflict (id) do update set org = excluded.org,"
              " channel = excluded.channel, address = excluded.address,"
              " language = excluded.language, events = excluded.events,"
              " created = excluded.created, last_updated = excluded.last_updated",
              NotificationPointRow(point));
  record_change(Entity::notification_point, point.id.text(), before ? described(*before) : "",
                described(point));
}

void SqlTransaction::drop(const NotificationPoint& point) {
  execute(connection_, "delete from notification_point where id = :id", point.id.text());
  execute(connection_, "delete from notice where point = :point", point.id.text());
  record_change(Entity::notification_point, point.id.text(), described(point), "");
}

}  // namespace portvakt::store
