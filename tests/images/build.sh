#!/usr/bin/env bash
# Builds stand-ins for container images, under the names of those, where no image registry is within reach. See README.md.
# Needs root on Debian (debootstrap), a Docker daemon and the .NET SDK. What exists and has not changed is not built again.
#   tests/images/build.sh [rabbitmq] [mongo] [aspnet] [sdk]      without arguments: rabbitmq and mongo, which the tests need
set -euo pipefail
cd "$(dirname "$0")"

label=traceability.content
base=traceability/debian
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The classic builder asks no registry for anything.
export DOCKER_BUILDKIT=0

# content <file or folder>...: a fingerprint of what an image is made of
content() { find "$@" -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16; }

# built <image> <content>: whether that is there already
built() { [[ $(docker image inspect --format "{{with .Config.Labels}}{{index . \"$label\"}}{{end}}" "$1" 2>/dev/null) == "$2" ]]; }

# image <name> <content> <folder>: builds the folder
image() {
  echo "Building $1"
  # apt in there has to reach the mirror by the ways that it has here.
  docker build --quiet --network host --build-arg http_proxy --build-arg https_proxy --label "$label=$2" --tag "$1" "$3" >/dev/null 2>"$work/build.log" || { cat "$work/build.log" >&2; return 1; }
}

# The Debian that the others are made of, from the mirror that this machine's own apt uses.
debian() {
  local content mirror
  content=$(content debian)
  built "$base" "$content" && return
  mirror=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian|Debian|//p' | head -n 1)
  [[ -n $mirror ]] || { echo "No Debian mirror among apt's sources." >&2; return 1; }
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap; } >/dev/null
  echo "Building $base"
  mkdir -p "$work/root/etc/dpkg/dpkg.cfg.d" "$work/root/etc/apt/apt.conf.d" "$work/root/usr/sbin"
  cp debian/dpkg.cfg "$work/root/etc/dpkg/dpkg.cfg.d/stand-in"
  cp debian/apt.conf "$work/root/etc/apt/apt.conf.d/stand-in.conf"
  debootstrap --variant=minbase forky "$work/root" "$mirror" sid >"$work/debootstrap.log" || { tail "$work/debootstrap.log" >&2; return 1; }
  # Nothing that is installed is started while an image is built.
  install -m 755 /dev/stdin "$work/root/usr/sbin/policy-rc.d" <<<$'#!/bin/sh\nexit 101'
  tar --directory "$work/root" --exclude './var/cache/apt/*' --exclude './var/lib/apt/lists/*' --exclude './usr/share/doc/*' \
    --exclude './usr/share/man/*' --exclude './usr/share/locale/*' --create . |
    docker import --change "LABEL $label=$content" - "$base" >/dev/null
  rm -rf "$work/root"
}

# dotnet_into <folder> <part of the installed .NET>...
dotnet_into() {
  local into=$1 root part
  root=$(dirname "$(readlink -f "$(command -v dotnet)")")
  shift
  for part in dotnet host "$@"; do
    mkdir -p "$into/$(dirname "$part")"
    cp -a "$root/$part" "$into/$(dirname "$part")/"
  done
}

rabbitmq() {
  local content
  content=$(content debian rabbitmq)
  built rabbitmq:4-management "$content" && return
  debian
  image rabbitmq:4-management "$content" rabbitmq
}

mongo() {
  local content
  content=$(content debian mongo)
  built mongo:8 "$content" && return
  debian
  mkdir "$work/mongo"
  cp mongo/Dockerfile mongo/postgresql.conf mongo/start.sh "$work/mongo/"
  dotnet_into "$work/mongo/dotnet" shared/Microsoft.NETCore.App
  dotnet publish mongo/Gateway --configuration Release --output "$work/mongo/gateway" --verbosity quiet --nologo
  image mongo:8 "$content" "$work/mongo"
}

# net <name> <part of the installed .NET>...
net() {
  local name=mcr.microsoft.com/dotnet/$1:10.0 content
  content=$(content debian dotnet)-$(dotnet --version)
  built "$name" "$content" && return
  debian
  mkdir "$work/$1"
  cp dotnet/Dockerfile "$work/$1/"
  dotnet_into "$work/$1/dotnet" "${@:2}"
  image "$name" "$content" "$work/$1"
}

aspnet() { net aspnet shared/Microsoft.NETCore.App shared/Microsoft.AspNetCore.App; }

sdk() { net sdk shared/Microsoft.NETCore.App shared/Microsoft.AspNetCore.App packs sdk sdk-manifests templates; }

(($#)) || set -- rabbitmq mongo
for name in "$@"; do
  case $name in
    rabbitmq | mongo | aspnet | sdk) "$name" ;;
    *) echo "No stand-in is called $name." >&2 && exit 2 ;;
  esac
done
