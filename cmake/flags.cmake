# Warnings, hardening and sanitizers, in one place for every target.
add_compile_options(
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wswitch -Wthread-safety
  # Designated initializers exist to leave members out.
  -Wno-missing-designated-field-initializers
  -Werror -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
# Asio: no deprecated interfaces and no header-only error-category duplication surprises.
add_compile_definitions(BOOST_ASIO_NO_DEPRECATED BOOST_ALLOW_DEPRECATED_HEADERS)
add_link_options(-fuse-ld=lld-19)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-O2 -g1 -fstack-protector-strong -fcf-protection -ftrivial-auto-var-init=zero -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  add_link_options(-pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack)
  set(CMAKE_CXX_FLAGS_RELEASE "")
endif()

if(PORTVAKT_SANITIZE)
  add_compile_options(-fsanitize=${PORTVAKT_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PORTVAKT_SANITIZE})
endif()
if(PORTVAKT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
