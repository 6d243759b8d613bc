#include <stdint.h>
#include <string.h>

uint32_t length(const char* text) { return (uint32_t)strlen(text); }
