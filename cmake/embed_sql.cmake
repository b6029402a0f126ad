# portvakt_embed_migrations(TARGET FOLDER): FOLDER/NNNN_name.sql, in order, as the table that store/migrations.hpp declares.
function(portvakt_embed_migrations target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    get_filename_component(stem ${file} NAME_WE)
    if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
      message(FATAL_ERROR "${file}: migrations are named NNNN_name.sql")
    endif()
    set(name ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
    file(READ ${file} sql)
    string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(MIGRATION_ROWS "${rows}")
  set(generated ${CMAKE_BINARY_DIR}/generated/migrations.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
#include "store/migrations.hpp"

namespace portvakt::store {
namespace {

constexpr Migration kMigrations[] = {
@MIGRATION_ROWS@};

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

}  // namespace portvakt::store
]])
  target_sources(${target} PRIVATE ${generated})
endfunction()
