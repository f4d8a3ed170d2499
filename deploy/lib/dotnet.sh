# The .NET SDK that global.json names, and the build. Sourced; $root is the repository.

sdk_version() {
  sed -n 's/.*"version" *: *"\([^"]*\)".*/\1/p' "$root/global.json"
}

# Puts a directory with a suitable SDK on the PATH: this repository's own, or one that is installed.
find_sdk() {
  local dir
  for dir in "$root/.dotnet" "$(dirname "$(command -v dotnet || echo none/none)")" /usr/share/dotnet /usr/lib/dotnet "${HOME:-/root}/.dotnet"; do
    if [ -x "$dir/dotnet" ] && has_suitable_sdk "$dir/dotnet"; then
      if [ "$dir" = "$root/.dotnet" ]; then export DOTNET_ROOT=$dir; fi
      PATH=$dir:$PATH
      export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
      return
    fi
  done
  return 1
}

# dotnet refuses to start without ICU, which has nothing to do with the version: this asks without it.
has_suitable_sdk() {
  (cd "$root" && DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$1" --version) >/dev/null 2>&1
}

# Finds the SDK, or offers to install it.
need_sdk() {
  local version package
  version=$(sdk_version)
  if ! find_sdk; then
    package=dotnet-sdk-$(printf '%s' "$version" | cut -d. -f1-2)
    if ! apt-cache show "$package" >/dev/null 2>&1; then package=; fi
    echo "The .NET SDK $version (see global.json) or a later one of its line is missing."
    if ! confirm "Install it${package:+ as the package $package}${package:-, with Microsoft\'s install script, into .dotnet/}?"; then
      fail 'Nothing was started.' "Run this again with --yes to have it installed, or install it yourself: https://dotnet.microsoft.com/download"
    fi
    if [ -z "$package" ] || ! apt_install "$package" || ! find_sdk; then install_sdk_by_script "$version"; fi
  fi
  need_sdk_libraries
}

install_sdk_by_script() {
  local script=$root/.dotnet/dotnet-install.sh channel
  channel=$(printf '%s' "$1" | cut -d. -f1-2)
  need_curl
  mkdir -p "$root/.dotnet"
  step "Installing the .NET SDK $channel into .dotnet/"
  if ! curl -fsSL --retry 2 https://dot.net/v1/dotnet-install.sh -o "$script" \
    || ! logged "$root/.dotnet/install.log" bash "$script" --channel "$channel" --install-dir "$root/.dotnet" --no-path || ! find_sdk; then
    fail 'The .NET SDK could not be installed.' "Look into .dotnet/install.log if it exists and try again, or install the SDK yourself: https://dotnet.microsoft.com/download"
  fi
  step_done
}

# A distribution's SDK package brings its libraries; Microsoft's script does not.
need_sdk_libraries() {
  if (cd "$root" && dotnet --version) >/dev/null 2>&1; then return; fi
  apt_install ca-certificates libstdc++6 tzdata zlib1g "$(newest_package libicu)" "$(newest_package libssl)" && dotnet --version >/dev/null 2>&1 \
    || fail 'The .NET SDK does not start, most likely for want of the ICU library.' \
      "Install libicu and libssl with this system's package manager; 'dotnet --version' has to work. Then run this again."
}

# The newest package named $1 and a version, such as libicu72 or libssl3t64.
newest_package() {
  apt-cache pkgnames "$1" | grep -E "^$1[0-9]+(t64)?$" | sort -V | tail -n 1
}

# Builds solution or filter $1, unless no source is newer than what an earlier build left.
build_services() {
  local done_at=$root/artifacts/services-built log=$data/logs/build.log
  if [ -e "$done_at" ] && [ -z "$(cd "$root" && find services shared ./*.props ./*.json ./*.sln deploy/services.slnf -newer "$done_at" | head -n 1)" ]; then return; fi
  rm -f "$done_at"
  : >"$log"
  if ! (cd "$root" && logged "$log" dotnet build deploy/services.slnf -c Release -p:RestoreLockedMode=true --disable-build-servers); then
    log_tail build
    fail 'The services could not be built.' "The messages above say why (network, disk, or a change in the source). Then: deploy/up"
  fi
  touch "$done_at"
}
