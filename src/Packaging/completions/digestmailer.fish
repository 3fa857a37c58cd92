# The program itself knows its commands and options, and prints those that fit the line up to the cursor.
function __digestmailer_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    set -l line (string join ' ' -- $words)
    digestmailer "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c digestmailer -a '(__digestmailer_complete)'
