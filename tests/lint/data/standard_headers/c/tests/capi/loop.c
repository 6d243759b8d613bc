static uint32_t first(const char* text) { return strlen(text) ? text[0] : 0; }
