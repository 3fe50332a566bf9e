#!/usr/bin/env bash
# Runs all tests on a machine that has the .NET SDK. What some of them need beside it is installed where that is possible;
# where it is not, they are reported as skipped, with the reason.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
for tool in curl python3; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
if ((${#missing[@]})) && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq "${missing[@]}"
fi

# MongoDB and RabbitMQ run in containers, unless the environment names servers that run already.
if [[ -z ${TRACEABILITY_MONGODB:-} || -z ${TRACEABILITY_RABBITMQ:-} ]]; then
  if environment=$(tests/images/provide.sh); then
    eval "$environment"
  else
    echo "Tests that need containers will be skipped."
  fi
fi

dotnet test --solution Traceability.sln "$@"
