#include "store/fault.hpp"

#include <sqlite3.h>

#include <utility>

namespace portvakt::store {

std::string_view sentence(Fault fault) {
  switch (fault) {
    case Fault::locked:
      return "the database is locked by another writer";
    case Fault::slow:
      return "the database took too long";
    case Fault::full:
      return "the database's disk is full";
    case Fault::away:
      return "the database does not answer";
    case Fault::refused:
      return "the database refused the connection: check user, password and database name";
    case Fault::forbidden:
      return "the database user lacks a right it needs";
    case Fault::crowded:
      return "the database accepts no more connections";
    case Fault::read_only:
      return "the database is read-only";
    case Fault::constraint:
      return "the database refused a row that contradicts another";
    case Fault::damaged:
      return "the database file is damaged";
    case Fault::not_a_database:
      return "the file is not a SQLite database";
    case Fault::no_schema:
      return "the database lacks our tables";
    case Fault::unwritable:
      return "the database cannot be read or written on its disk";
    case Fault::broken:
      return "the database failed in an unexpected way";
  }
  std::unreachable();
}

Fault sqlite_fault(int result_code) {
  switch (result_code & 0xff) {  // the primary code (sqlite.org/rescode.html)
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::locked;
    case SQLITE_FULL:
      return Fault::full;
    case SQLITE_READONLY:
      return Fault::read_only;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Fault::unwritable;
    case SQLITE_CONSTRAINT:
      return Fault::constraint;
    case SQLITE_CORRUPT:
      return Fault::damaged;
    case SQLITE_NOTADB:
      return Fault::not_a_database;
    case SQLITE_INTERRUPT:
      return Fault::slow;
    default:
      return Fault::broken;
  }
}

Fault postgres_fault(std::string_view sqlstate) {  // PostgreSQL manual, appendix A
  if (sqlstate.size() != 5) return Fault::broken;
  if (sqlstate == "53100" || sqlstate == "53200") return Fault::full;
  if (sqlstate == "53300") return Fault::crowded;
  if (sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "40001") return Fault::locked;
  if (sqlstate == "57014") return Fault::slow;
  if (sqlstate == "25006") return Fault::read_only;
  if (sqlstate == "42P01" || sqlstate == "3F000") return Fault::no_schema;
  const std::string_view kind = sqlstate.substr(0, 2);
  if (kind == "08" || sqlstate.starts_with("57P")) return Fault::away;
  if (sqlstate == "42501") return Fault::forbidden;
  if (kind == "28" || kind == "3D") return Fault::refused;
  if (kind == "23") return Fault::constraint;
  if (kind == "58") return Fault::unwritable;
  if (sqlstate == "XX001" || sqlstate == "XX002") return Fault::damaged;
  return Fault::broken;
}

}  // namespace portvakt::store
