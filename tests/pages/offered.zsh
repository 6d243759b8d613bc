# Prints what zsh offers for a line: types it into a zsh of its own, presses tab, and notes the
# matches that are added.
# usage: zsh -f tests/pages/offered.zsh FOLDER LINE
zmodload zsh/zpty
offers=$(mktemp)
trap 'rm -f $offers' EXIT
zpty inner "OFFERS=$offers zsh -f -i"
zpty -w inner "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u"
# A compadd that fills an array offers nothing.
zpty -w inner 'compadd() {
  [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] && { builtin compadd "$@"; return }
  local -a offered before
  zparseopts -E -a before P: p:
  builtin compadd -A offered "$@"
  local folder=${before[(r)-p]:+${before[$((${before[(i)-p]} + 1))]}} each
  for each in $offered; do print -r -- "$IPREFIX$folder$each" >>$OFFERS; done
  builtin compadd "$@"
}
offer() { zle complete-word; print all >>$OFFERS.all }
zle -N offer
bindkey "^I" offer
print ready'
zpty -r inner answer '*ready*ready*'
zpty -w -n inner "$2"$'\t'
for ((i = 0; i < 200; ++i)); do
  [[ -e $offers.all ]] && break
  sleep 0.05
done
rm -f $offers.all
cat $offers
zpty -d inner
