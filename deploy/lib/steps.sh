# Messages of a script to its user: steps with their duration, and failures with what to do about them. Sourced.

step() {
  step_name=$1
  step_began=$SECONDS
  printf '%s ... ' "$1"
}

step_done() {
  printf '%s (%d s)\n' "${1:-done}" $((SECONDS - step_began))
  step_name=
}

# Ends a step that failed but has an alternative.
step_skipped() {
  printf 'no: %s\n' "$1"
  step_name=
}

# fail WHAT WHAT_TO_DO: prints both, which have to be in the user's words, and ends the script; its EXIT trap cleans up.
fail() {
  if [ -n "${step_name:-}" ]; then printf 'failed\n'; fi
  printf '\n%s\n%s\n' "$1" "$2" >&2
  exit 1
}

# Runs a command that may take long. Its output goes to file $1; a signal to this script ends the wait at once.
logged() {
  local log=$1 status=0
  shift
  "$@" >>"$log" 2>&1 </dev/null &
  logged_pid=$!
  wait "$logged_pid" || status=$?
  logged_pid=
  return $status
}

# For the EXIT trap: ends a command that still runs.
stop_logged() {
  if [ -n "${logged_pid:-}" ]; then kill "$logged_pid" 2>/dev/null || true; wait "$logged_pid" 2>/dev/null || true; fi
}

# confirm QUESTION: succeeds with --yes or if the user agrees; fails if there is no terminal.
confirm() {
  local answer
  if [ -n "${assume_yes:-}" ]; then return 0; fi
  if [ ! -t 0 ]; then return 1; fi
  read -r -p "$1 [Y/n] " answer
  case $answer in '' | [yY]*) return 0 ;; *) return 1 ;; esac
}
