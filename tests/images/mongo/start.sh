#!/usr/bin/env bash
# Starts the engine, then the gateway, and stops both when either ends. With --prepare: makes an empty store and ends.
set -euo pipefail

export PATH=/usr/lib/postgresql/18/bin:$PATH
data=/data/db
here=$(dirname "$0")

prepare() {
  initdb --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  cat "$here/postgresql.conf" >> "$data/postgresql.conf"
  pg_ctl --pgdata="$data" --wait --log=/tmp/prepare.log start >/dev/null || { cat /tmp/prepare.log >&2; exit 1; }
  # The second before any index: it brings the kind of index that the store uses. Indexes are built at once, never later.
  psql --quiet --username=postgres --set=ON_ERROR_STOP=1 \
    --command='create extension documentdb cascade' --command='create extension documentdb_extended_rum' \
    --command="select cron.unschedule(jobid) from cron.job where command like '%build_index_concurrently%'" >/dev/null 2>&1
  pg_ctl --pgdata="$data" --wait --mode=fast stop >/dev/null
}

# A volume that was mounted empty.
[[ -s $data/PG_VERSION ]] || prepare
[[ ${1:-} != --prepare ]] || exit 0

# What a killed container left; nobody else uses this folder.
rm -f "$data/postmaster.pid"
postgres -D "$data" &
engine=$!
gateway=
trap 'kill -TERM $gateway 2>/dev/null || true; kill -INT $engine 2>/dev/null || true' TERM INT
until pg_isready --quiet; do
  kill -0 $engine
  sleep 0.05
done
/usr/local/lib/dotnet/dotnet "$here/gateway/Traceability.MongoGateway.dll" &
gateway=$!
wait -n || true
kill -TERM $gateway 2>/dev/null || true
kill -INT $engine 2>/dev/null || true
wait
