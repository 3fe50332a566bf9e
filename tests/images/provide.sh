#!/usr/bin/env bash
# Makes a Docker daemon and the images that the tests need available, as far as that is possible here, and prints the environment
# that the tests need for it. What is there already is used. Ends with 1, and the reason, where it is not possible.
#   environment=$(tests/images/provide.sh) && eval "$environment"
set -euo pipefail
cd "$(dirname "$0")"
exec 3>&1 >&2

sorry() { echo "No containers: $*" && exit 1; }
answers() { docker version --format '{{.Server.APIVersion}}' 2>/dev/null; }
is_debian_root() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null && grep -q '^ID=debian' /etc/os-release; }

start_daemon() {
  [[ -z ${DOCKER_HOST:-} ]] || sorry "nothing answers at DOCKER_HOST=$DOCKER_HOST."
  is_debian_root || sorry "no Docker daemon answers, and only root on Debian can install one."
  if ! command -v dockerd >/dev/null; then
    echo "Installing Docker"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables; } >/dev/null 2>&1 ||
      sorry "Docker cannot be installed."
  fi
  echo "Starting dockerd"
  local log=/var/log/traceability-dockerd.log daemon
  setsid dockerd >"$log" 2>&1 </dev/null 3>&- &
  daemon=$!
  for ((i = 0; i < 300; i++)); do
    answers >/dev/null && return
    kill -0 "$daemon" 2>/dev/null || sorry "dockerd does not run here: $(tail -n 1 "$log")"
    sleep 0.1
  done
  sorry "dockerd does not answer: $(tail -n 1 "$log")"
}

# provide <image> <name of its stand-in>
provide() {
  local ours
  ours=$(docker image inspect --format '{{with .Config.Labels}}{{index . "traceability.content"}}{{end}}' "$1" 2>/dev/null) || ours=none
  if [[ $ours == none ]]; then
    timeout 600 docker pull --quiet "$1" && return
    is_debian_root || sorry "$1 cannot be fetched, and only root on Debian can build a stand-in."
  fi
  # An image from a registry has no such label.
  [[ -z $ours ]] || ./build.sh "$2" || sorry "the stand-in for $1 cannot be built."
}

answers >/dev/null || start_daemon
provide mongo:8 mongo
provide rabbitmq:4-management rabbitmq

# Testcontainers speaks 1.44 unless it is told otherwise.
version=$(answers)
if [[ $(printf '%s\n' "$version" 1.44 | sort --version-sort | head -n 1) != 1.44 ]]; then
  echo "export DOCKER_API_VERSION=$version" >&3
fi
# It takes a container for one whose daemon is outside, which is not so when the daemon has our name.
if [[ -e /.dockerenv && $(docker info --format '{{.Name}}') == "$(hostname)" ]]; then
  echo "export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1" >&3
fi
