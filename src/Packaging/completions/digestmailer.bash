# The program itself knows its commands and options, and prints those that fit the line up to the cursor.
_digestmailer() {
  local line=${COMP_LINE:0:COMP_POINT} word
  line=${line#*digestmailer}
  line=${line# }
  mapfile -t COMPREPLY < <(digestmailer "[suggest:${#line}]" "$line" 2>/dev/null)
  word=${line##* }
  mapfile -t COMPREPLY < <(compgen -W "${COMPREPLY[*]}" -- "$word")
}
complete -o default -F _digestmailer digestmailer
