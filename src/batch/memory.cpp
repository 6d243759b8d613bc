#include "batch/memory.hpp"

#include <algorithm>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace shortlist::batching {

Shares shares(std::uint64_t memory, std::size_t threads) {
  constexpr std::size_t largest_cache = std::size_t{32} << 20U;
  constexpr std::size_t read = std::size_t{8} << 20U;  // a file of 4 MiB, while it grows
  const auto all = static_cast<std::size_t>(memory);
  Shares shares;
  shares.line = all / 2;
  shares.source = read;
  const std::size_t rest = all - shares.line - shares.source;
  shares.cache = std::min((rest - shares.source) / 4 * 3 / threads, largest_cache);
  shares.ahead = rest - threads * shares.cache;
  return shares;
}

void Window::take(std::size_t number, std::size_t bytes) {
  std::unique_lock lock(mutex_);
  const auto may = [&] { return off_ || number == turn_ || used_ + bytes <= shares_.ahead; };
  if (!may()) {
    ++waiting_;
    room_.wait(lock, may);
    --waiting_;
  }
  if (off_) throw CalledOff{};
  used_ += bytes;
  count();
}

void Window::give(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ -= bytes;
  if (waiting_ > 0) room_.notify_all();
}

void Window::advance(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ -= bytes;
  ++turn_;
  if (waiting_ > 0) room_.notify_all();
}

void Window::call_off() {
  const std::lock_guard lock(mutex_);
  off_ = true;
  room_.notify_all();
}

void Window::cached(std::ptrdiff_t more) {
  const std::lock_guard lock(mutex_);
  cached_ += static_cast<std::size_t>(more);
  count();
}

std::size_t Window::most() const {
  const std::lock_guard lock(mutex_);
  return most_;
}

void Window::count() { most_ = std::max(most_, used_ + cached_ + shares_.source); }

// What a long line has taken goes back to the system, where the C library would keep it for the
// next of this thread, and others find none.
Claim::~Claim() {
  window_->give(held_ + text_);
#ifdef __GLIBC__
  constexpr std::size_t much = std::size_t{4} << 20U;
  if (most_held_ > much) malloc_trim(0);
#endif
}

void Claim::work(std::size_t bytes) {
  work_ = bytes;
  if (work_ + beside_ > most_) throw TooLarge{};
  hold(work_ + beside_);
}

void Claim::beside(std::size_t bytes) {
  if (bytes <= beside_) return;
  beside_ = bytes;
  if (work_ + beside_ > most_) throw TooLarge{};
  hold(work_ + beside_);
}

std::size_t Claim::keep() {
  hold(0);
  const std::size_t kept = text_;
  text_ = 0;
  return kept;
}

void Claim::restart(std::size_t work) {
  window_->give(text_);
  text_ = 0;
  beside_ = 0;
  work_ = work;
  hold(work);
}

void Claim::hold(std::size_t bytes) {
  if (bytes > held_) window_->take(number_, bytes - held_);
  if (bytes < held_) window_->give(held_ - bytes);
  held_ = bytes;
  most_held_ = std::max(most_held_, held_);
}

// A string that grows by itself doubles.
void Claim::widen(std::size_t size, std::string& text) {
  const std::size_t wide = size + std::max(size / 4, std::min(size, a_piece / 4)) + 64;
  window_->take(number_, wide);
  const std::size_t before = text_;
  text_ += wide;
  {
    std::string wider;
    wider.reserve(wide);
    wider.append(text);
    text.swap(wider);
  }
  window_->give(before);
  text_ -= before;
}

}  // namespace shortlist::batching
