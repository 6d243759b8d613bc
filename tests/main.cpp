// The main of every test executable; BOOST_TEST_MODULE comes from the build.
//
// A test case that starts a thread bears the label "threads", by which the preset tsan knows the
// cases that can have a race: it runs those alone. A case that starts one without the label fails.
#include <boost/test/unit_test.hpp>

#ifndef SHORTLIST_SANITIZED  // sanitizers have their own
#include <dlfcn.h>
#include <pthread.h>

namespace {

bool has_label(const boost::unit_test::test_unit& unit, const char* label) {
  using boost::unit_test::framework::get;
  return unit.has_label(label) ||
         (unit.p_parent_id != boost::unit_test::INV_TEST_UNIT_ID &&
          has_label(get(unit.p_parent_id, boost::unit_test::TUT_SUITE), label));
}

}  // namespace

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*start)(void*), void* argument) {
  namespace framework = boost::unit_test::framework;
  static const auto create =
      reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
  if (framework::test_in_progress() && !has_label(framework::current_test_unit(), "threads"))
    BOOST_ERROR("starts a thread, but does not bear boost::unit_test::label(\"threads\")");
  return create(thread, attributes, start, argument);
}
#endif
