#ifndef SHORTLIST_H
#define SHORTLIST_H
struct shortlist_text {
  const char* bytes;
  bool ends;
};
#endif
