#pragma once
// How the command's memory is had from the system.

namespace shortlist::cli {

// To be called first. A rule base is some hundred thousand small objects that live as long as the
// process: their memory is asked for in one piece, and in large pages where the system gives them,
// so that it is not handed out in thousands of small ones, each of which stops the program. Nothing
// more is taken than is used, but for the rest of the last page.
void take_large_pages();

}  // namespace shortlist::cli
