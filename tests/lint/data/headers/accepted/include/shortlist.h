#ifndef SHORTLIST_H
#define SHORTLIST_H
#include <stddef.h>
struct shortlist_text {
  const char* bytes;
  size_t size;
};
#endif
