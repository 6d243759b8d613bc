#!/usr/bin/env bash
# The same from a shell: the command, and jq over its JSON. usage: rank.sh COMMAND RULES PROFILE
set -euo pipefail
shortlist=$1 rules=$2 profile=$3

"$shortlist" rank "$profile" --rules "$rules" --format json | jq -r '
  (.ranking[] | "\(.rank). \(.name), \(.score * 100 | round) points"),
  (.excluded[] | "excluded: \(.name), \(.score * 100 | round) points"),
  "fingerprint \(.rule_base.fingerprint[:8])"'

"$shortlist" whatif weights "$profile" --rules "$rules" --format json | jq -r '
  .criteria[] | "\(.need_id): first from \(.low * 100 | round) to \(.high * 100 | round)"'

# What is wrong with a profile goes to stderr; check has it as JSON.
printf 'schema = 1\n[need.prize]\nat_most = 1\n' >mine.toml
"$shortlist" rank mine.toml --rules "$rules" 2>&1 || (($? == 3))
