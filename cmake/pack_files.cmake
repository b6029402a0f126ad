# portvakt_pack_files(TARGET): files that are served as they are, as the table that endpoint/packed_files.hpp declares:
# app/… is web/dist, where the web application was built, and docs/… is what scripts/api_pages makes of
# api/openapi.yaml. Beside a file may stand its compressed forms, NAME.br and NAME.gz. Names and bytes change from one
# build of the application to the next, so CMake runs again when a file comes, goes or changes.
function(portvakt_pack_files target)
  set(pages ${CMAKE_BINARY_DIR}/generated/pages)
  set(document ${CMAKE_SOURCE_DIR}/api/openapi.yaml)
  file(GLOB maker CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scripts/api_pages/*)
  # Debian's Python by its path, as in every script here: another would not see Debian's python3-yaml.
  execute_process(COMMAND /usr/bin/python3 -B ${CMAKE_SOURCE_DIR}/scripts/api_pages/main.py ${document} ${pages}
    COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${maker} ${document})

  set(PACKED_BYTES "")
  set(PACKED_ROWS "")
  set(number 0)
  foreach(origin IN ITEMS app=${CMAKE_SOURCE_DIR}/web/dist docs=${pages})
    string(REGEX MATCH "^([a-z]+)=(.+)$" matched ${origin})
    set(prefix ${CMAKE_MATCH_1})
    set(folder ${CMAKE_MATCH_2})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
    list(SORT files)
    foreach(file IN LISTS files)
      if(NOT file MATCHES "^[A-Za-z0-9._/-]+$")
        message(FATAL_ERROR "${folder}/${file}: names of packed files are made of A-Z, a-z, 0-9, '.', '_', '-'")
      endif()
      file(SHA256 ${folder}/${file} digest)
      string(SUBSTRING ${digest} 0 32 tag)
      file(SIZE ${folder}/${file} size)
      string(APPEND PACKED_BYTES "PORTVAKT_PACK(portvakt_packed_${number}, \"${folder}/${file}\")\n")
      string(APPEND PACKED_ROWS
        "    {\"${prefix}/${file}\", R\"(\"${tag}\")\", {portvakt_packed_${number}, ${size}}},\n")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
      math(EXPR number "${number} + 1")
    endforeach()
  endforeach()

  set(page ${CMAKE_SOURCE_DIR}/web/dist/index.html)
  if(EXISTS ${page})
    file(STRINGS ${page} base REGEX "<base href=\"/app/\" */?>")
    if(NOT base)
      message(FATAL_ERROR "${page} has no <base href=\"/app/\">, which the server replaces by web.base_path")
    endif()
  else()
    message(STATUS "web/dist is not there: the binary gets no web application (scripts/build makes it)")
  endif()

  set(generated ${CMAKE_BINARY_DIR}/generated/packed_files.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [==[
#include "endpoint/packed_files.hpp"

// The bytes go from the file into read-only data, where nothing is loaded before it is asked for.
#define PORTVAKT_PACK(symbol, file)                                                   \
  asm(".section .rodata." #symbol ",\"a\",%progbits\n.balign 16\n.globl " #symbol     \
      "\n.hidden " #symbol "\n" #symbol ":\n.incbin \"" file "\"\n.byte 0\n.previous\n"); \
  extern "C" [[gnu::visibility("hidden")]] const char symbol[];

@PACKED_BYTES@
namespace portvakt::endpoint {

std::span<const PackedFile> packed_files() {
  static const PackedFile kFiles[] = {
@PACKED_ROWS@  };
  return kFiles;
}

}  // namespace portvakt::endpoint
]==])
  target_sources(${target} PRIVATE ${generated})
endfunction()
