# Programs for the tests of clients: Node.js with the programs that check the OpenAPI document, Python with pandas,
# Chromium and LibreOffice. Sourced by tests/run.

need_client_tools() {
  need_program node nodejs npm
  need_program npm npm
  need_program python3 python3
  need_program chromium chromium
  need_program soffice libreoffice-calc-nogui
  if ! /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
    apt_install python3-pandas || fail 'The tests need pandas.' "Install it for /usr/bin/python3, then run this again."
  fi
  step 'Restoring programs of Node.js'
  (cd "$root/tests/GeneratedClients" && logged "$results/node.log" npm ci) \
    || fail 'npm ci failed.' "Full output: $results/node.log"
  step_done
}

# need_program NAME PACKAGE...
need_program() {
  if command -v "$1" >/dev/null; then return; fi
  apt_install "${@:2}" || fail "The tests need $1." "Install it so that it is on the PATH, then run this again."
}
