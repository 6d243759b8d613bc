# The comments of the headers as Doxygen reads them: a line of // is documentation of what follows,
# one behind a member of that member, the first of a file of the file. What Doxygen would take for a
# command is escaped, but in code, which stands four spaces in.
function plain(text) {
  if (text ~ /^     /) return text
  gsub(/\\/, "\\\\\\\\", text)
  gsub(/[@<>#&%"]/, "\\\\&", text)
  return text
}

/^#pragma once/ || /^#ifndef SHORTLIST_H/ { print; head = 1; next }

/^ *\/\// {
  at = index($0, "//")
  mark = at == behind ? "///<" : "///"
  if (head) print "/// \\file"
  head = 0
  print substr($0, 1, at - 1) mark plain(substr($0, at + 2))
  next
}

/[;,{}(] +\/\/ / {
  behind = match($0, / +\/\/ /) ? index($0, "// ") : 0
  print substr($0, 1, behind - 1) "///<" plain(substr($0, behind + 2))
  next
}

{ behind = 0; print }
