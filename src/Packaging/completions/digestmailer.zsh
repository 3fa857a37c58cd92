#compdef digestmailer
# The program itself knows its commands and options, and prints those that fit the line up to the cursor.
_digestmailer() {
  local line="${(j: :)words[2,CURRENT]}"
  local -a found
  found=(${(f)"$(digestmailer "[suggest:${#line}]" "$line" 2>/dev/null)"})
  compadd -a found || _files
}
_digestmailer "$@"
