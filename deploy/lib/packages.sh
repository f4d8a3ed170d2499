# Small programs and libraries from the distribution. Sourced.

# Sets as_root to the prefix that runs a command as root: nothing, or sudo. Fails if neither works.
find_root() {
  as_root=
  if [ "$(id -u)" != 0 ]; then command -v sudo >/dev/null && as_root=sudo; fi
}

# apt_install PACKAGE...: as root or through sudo. Fails if neither works.
apt_install() {
  local as_root
  command -v apt-get >/dev/null && find_root || return 1
  echo "Installing $* with apt-get${as_root:+; sudo may ask for your password}."
  apt_update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# Updates the package lists, as root or through sudo.
apt_update() {
  local as_root
  find_root && $as_root apt-get -qq update
}

need_curl() {
  if command -v curl >/dev/null; then return; fi
  apt_install curl ca-certificates \
    || fail 'curl is missing.' "Install curl with this system's package manager, then run this again."
}
