#include "report/markup.hpp"

namespace shortlist::reporting {

void append_markup(std::string_view text, std::string& out) {
  for (const char c : text)
    if (c == '&')
      out.append("&amp;");
    else if (c == '<')
      out.append("&lt;");
    else if (c == '>')
      out.append("&gt;");
    else if (c == '"')
      out.append("&quot;");
    else if (c == '\n' || c == '\t' || c == '\r')
      out.append(c == '\n' ? "&#10;" : c == '\t' ? "&#9;" : "&#13;");
    else
      out.push_back(c);
}

}  // namespace shortlist::reporting
