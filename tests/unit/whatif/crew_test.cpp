// Crews: every step taken once, by however many threads there are.

#include "whatif/crew.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace shortlist::whatif;

constexpr int steps = 1000;

int taken_by(std::size_t size) {
  std::atomic<int> next = 0;
  std::atomic<int> taken = 0;
  Crew crew(size, [&](std::size_t) {
    if (next++ >= steps) return false;
    ++taken;
    return true;
  });
  while (!crew.wait(std::chrono::milliseconds(1))) {
  }
  crew.rethrow();
  return taken;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_crew, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(every_step_is_taken_once) {
  for (const std::size_t size : {1U, 2U, 16U}) BOOST_TEST(taken_by(size) == steps);
}

BOOST_AUTO_TEST_CASE(a_crew_is_no_larger_than_its_work) {
  BOOST_TEST(crew_size(8, 3) == 3U);
  BOOST_TEST(crew_size(2, 3) == 2U);
  BOOST_TEST(crew_size(2, 0) == 1U);
  BOOST_TEST(crew_size(100'000, 100'000) == 256U);
}

// A limit below what is in use already: no thread can be started, nor a sanitizer run.
#ifndef SHORTLIST_SANITIZED
// In a process of its own with room for `bytes` more: whether the steps were all taken.
bool with_room(rlim_t bytes, std::size_t size) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_AS, &limit);
    _exit(taken_by(size) == steps ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

BOOST_AUTO_TEST_CASE(without_a_thread_the_caller_takes_the_steps) {
  BOOST_TEST(with_room(1U << 20U, 64));
}
#endif

BOOST_AUTO_TEST_CASE(what_a_step_throws_is_thrown_on) {
  Crew crew(2, [](std::size_t) -> bool { throw std::runtime_error("no"); });
  while (!crew.wait(std::chrono::milliseconds(1))) {
  }
  BOOST_CHECK_THROW(crew.rethrow(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(called_off_it_ends) {
  Crew crew(2, [](std::size_t) { return true; });
  BOOST_TEST(!crew.wait(std::chrono::milliseconds(1)));
  crew.call_off();
  while (!crew.wait(std::chrono::milliseconds(1))) {
  }
}

BOOST_AUTO_TEST_SUITE_END()
