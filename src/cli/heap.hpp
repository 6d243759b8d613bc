#pragma once
// How the command's memory is had from the system.

namespace shortlist::cli {

// To be called before a rule base is loaded: it is some hundred thousand small objects that live as
// long as the process. Their memory is asked for in one piece, and in large pages where the system
// gives them, so that it is not handed out in thousands of small ones, each of which stops the
// program. Nothing more is taken than is used, but for two pages of 2 MiB.
void take_large_pages();

}  // namespace shortlist::cli
