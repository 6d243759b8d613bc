# Parts of which only headers are needed, for a compiler whose C library is not the machine's: beside
# theirs in /usr/include stand those of the machine's, so that they get a folder of their own.
set(web_headers "${PROJECT_BINARY_DIR}/headers")
file(MAKE_DIRECTORY "${web_headers}")
foreach(header IN ITEMS Eigen fast_float fmt hwy nlohmann toml++ xxhash.h)
  find_file(
    SHORTLIST_HEADER_${header} "${header}"
    PATHS /usr/include /usr/local/include
    PATH_SUFFIXES eigen3
    NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  file(CREATE_LINK "${SHORTLIST_HEADER_${header}}" "${web_headers}/${header}" SYMBOLIC)
endforeach()
foreach(part IN ITEMS FAST_FLOAT FMT HWY TOMLPLUSPLUS XXHASH)
  set(${part}_INCLUDE_DIR "${web_headers}")
endforeach()
foreach(part IN ITEMS Eigen3::Eigen nlohmann_json::nlohmann_json)
  add_library(${part} INTERFACE IMPORTED)
  target_include_directories(${part} SYSTEM INTERFACE "${web_headers}")
endforeach()
