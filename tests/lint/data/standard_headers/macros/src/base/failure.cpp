bool again() { return errno == EINTR; }
