# Small programs and libraries from the distribution. Sourced.

# apt_install PACKAGE...: as root, or through sudo. Fails where neither is to be had.
apt_install() {
  local as_root=
  if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
  command -v apt-get >/dev/null && { [ -z "$as_root" ] || command -v sudo >/dev/null; } || return 1
  echo "Installing $* with apt-get${as_root:+; sudo may ask for your password}."
  $as_root apt-get -qq update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# Reads what the distribution has now, as root or through sudo.
apt_update() {
  if [ "$(id -u)" = 0 ]; then apt-get -qq update; else command -v sudo >/dev/null && sudo apt-get -qq update; fi
}

need_curl() {
  if command -v curl >/dev/null; then return; fi
  apt_install curl ca-certificates || fail 'curl is missing.' "Install curl with this system's package manager, then run this again."
}
