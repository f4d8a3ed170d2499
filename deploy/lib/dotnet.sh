# The .NET SDK that global.json names, and the build. Sourced; $root is the repository.

sdk_version() {
  sed -n 's/.*"version" *: *"\([^"]*\)".*/\1/p' "$root/global.json"
}

# Puts a directory with a suitable SDK on the PATH: the one in this repository, or an installed one.
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

# dotnet refuses to start without ICU, which does not matter for the version, so this check runs without ICU.
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
    echo "The .NET SDK $version (see global.json) or a later SDK of the same release line is missing."
    if ! confirm "Install it${package:+ as the package $package}${package:-, with Microsoft\'s install script, into .dotnet/}?"; then
      fail 'Nothing was started.' \
        "Run this again with --yes to install it, or install the SDK yourself: https://dotnet.microsoft.com/download"
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
    fail 'The .NET SDK could not be installed.' \
      "Look into .dotnet/install.log if it exists and try again, or install the SDK yourself: https://dotnet.microsoft.com/download"
  fi
  step_done
}

# A distribution's SDK package installs the libraries that it needs; Microsoft's script does not.
need_sdk_libraries() {
  if (cd "$root" && dotnet --version) >/dev/null 2>&1; then return; fi
  apt_install ca-certificates libstdc++6 tzdata zlib1g "$(newest_package libicu)" "$(newest_package libssl)" && dotnet --version >/dev/null 2>&1 \
    || fail 'The .NET SDK does not start, most likely because the ICU library is missing.' \
      "Install libicu and libssl with this system's package manager; 'dotnet --version' has to work. Then run this again."
}

# Prints the newest package whose name is $1 and a version, such as libicu72 or libssl3t64.
newest_package() {
  apt-cache pkgnames "$1" | grep -E "^$1[0-9]+(t64)?$" | sort -V | tail -n 1
}

# Builds the services if a source is newer than the last build.
build_services() {
  local done_at=$root/artifacts/services-built log=$data/logs/build.log
  if [ -e "$done_at" ] && [ -z "$(cd "$root" && find services shared ./*.props ./*.json ./*.sln deploy/services.slnf -newer "$done_at" | head -n 1)" ]; then
    return
  fi
  rm -f "$done_at"
  : >"$log"
  if ! (cd "$root" && logged "$log" dotnet build deploy/services.slnf -c Release -p:RestoreLockedMode=true --disable-build-servers); then
    log_tail build
    fail 'The services could not be built.' \
      "The messages above show the reason (network, disk, or a change in the source). Then: deploy/up"
  fi
  touch "$done_at"
}
