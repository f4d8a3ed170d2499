# Files of NAME=value lines under $data: read as data, never executed, and replaced as a whole. Sourced.

# value_of FILE NAME PATTERN: prints the last value of NAME in FILE that matches the extended regular expression PATTERN
# as a whole. Fails if there is none: the file may be missing, empty or damaged.
value_of() {
  local found
  found=$(sed -n "s/^$2=//p" "$1" 2>/dev/null | grep -Exa -- "$3" | tail -n 1) && printf '%s\n' "$found"
}

# write_file FILE MODE: replaces FILE with standard input. An interruption leaves FILE complete, either old or new.
write_file() {
  local new=$1.new.$$
  if ! (umask 077; cat >"$new") || ! chmod "$2" "$new" || ! sync_file "$new" || ! mv -f "$new" "$1"; then
    rm -f "$new"
    fail "$1 could not be written." 'Is the disk full? Free some space, then run this again.'
  fi
}

sync_file() {
  sync "$1" 2>/dev/null || sync
}
