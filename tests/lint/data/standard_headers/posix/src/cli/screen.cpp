bool wide() { return isatty(STDOUT_FILENO) != 0; }
void put(const char* text) { ::write(2, text, 1); }
int shut() { return ::open("/dev/null", O_RDONLY); }
