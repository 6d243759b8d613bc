# What makes a fault in the command or the library hard to exploit, as far as the compiler knows it:
# link shortlist_hardening. tests/hardening reads it out of the files that were linked.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

check_pie_supported()
add_library(shortlist_hardening INTERFACE)

# Canaries before return addresses; no allocation jumps over the guard page; indirect branches and
# returns go only where they may (x86; ARM).
set(CMAKE_REQUIRED_FLAGS -Werror)  # a flag of another machine is a warning to clang
foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
                      -mbranch-protection=standard)
  string(MAKE_C_IDENTIFIER "SHORTLIST_HAS${flag}" has)
  check_cxx_compiler_flag(${flag} ${has})
  if(${has})
    target_compile_options(shortlist_hardening INTERFACE ${flag})
  endif()
endforeach()
unset(CMAKE_REQUIRED_FLAGS)

# Calls of the C library that know the size of their target check it. They need optimisation, a
# sanitizer sees more without them, and a distribution may have asked for its own level.
string(TOUPPER "CMAKE_CXX_FLAGS_${CMAKE_BUILD_TYPE}" flags_of_build)
set(CMAKE_REQUIRED_FLAGS "${${flags_of_build}}")
check_cxx_source_compiles(
  "#if !defined(__OPTIMIZE__) || defined(_FORTIFY_SOURCE)
   #error
   #endif
   int main() {}"
  SHORTLIST_MAY_FORTIFY)
unset(CMAKE_REQUIRED_FLAGS)
if(SHORTLIST_MAY_FORTIFY AND NOT CMAKE_CXX_FLAGS MATCHES "fsanitize")
  target_compile_definitions(shortlist_hardening INTERFACE _FORTIFY_SOURCE=2)
endif()

# Tables of addresses are filled in and then read-only before the first line of ours runs, and no
# stack is executable. The last marks what -fcf-protection did: the start files of Debian's C library
# are not marked, so that a linker would not mark a whole that has them. Such a C library never turns
# it on; one that does has marked start files.
foreach(flag IN ITEMS relro now noexecstack ibt,-z,shstk)
  string(MAKE_C_IDENTIFIER "SHORTLIST_LINKS_${flag}" links)
  check_linker_flag(CXX "-Wl,-z,${flag}" ${links})
  if(${links} AND (NOT flag MATCHES ibt OR SHORTLIST_HAS_fcf_protection_full))
    target_link_options(shortlist_hardening INTERFACE "LINKER:-z,${flag}")
  endif()
endforeach()
