# The programs prometheus and promtool, for the tests of the alerts. Sourced by tests/run.

# Uses the installed programs, or unpacks the distribution's package: installing it would start a server.
need_prometheus() {
  local tools=$root/artifacts/tools/prometheus
  if ! command -v prometheus >/dev/null || ! command -v promtool >/dev/null; then
    if [ ! -x "$tools/usr/bin/promtool" ]; then unpack_prometheus "$tools"; fi
    export PATH=$PATH:$tools/usr/bin
  fi
}

unpack_prometheus() {
  local advice="Install it so that prometheus and promtool are on the PATH, then run this again."
  command -v apt-get >/dev/null || fail 'The tests need Prometheus.' "$advice"
  mkdir -p "$1"
  if ! download_prometheus "$1"; then
    apt_update || fail 'The tests need Prometheus.' "$advice"
    download_prometheus "$1" || fail 'The package prometheus could not be downloaded.' "$advice"
  fi
  dpkg -x "$1"/prometheus_*.deb "$1"
  rm -f "$1"/prometheus_*.deb
}

download_prometheus() {
  (cd "$1" && apt-get -qq download prometheus >/dev/null 2>&1)
}
