#!/usr/bin/env bash
# Requests per second and latencies of the sample service, `obor serve`, beside the same service in Python.
#
# usage: service.sh [--record] [rounds]      rounds: 3 unless told; --record writes the table into README.md
#        service.sh --soak MINUTES           keeps Obor's service busy, and fails where memory or threads grow
#
#   PY       a Python that has torch; FastAPI and uvicorn are installed under target/. Without it Obor runs alone
#   SECONDS_EACH  how long each case is asked in a round (5)
#
# Needs taskset, curl, and Go for the load generator, hey. The services run on one core, hey on the others.
set -euo pipefail
cd "$(dirname "$0")"

record=false rounds=3 soak=
while [ $# -gt 0 ]; do
  case $1 in
    --record) record=true ;;
    --soak) soak=${2:?minutes}; shift ;;
    [1-9]|[1-9][0-9]) rounds=$1 ;;
    *) sed -n '2,/^set /{/^#/p}' "$0" >&2; exit 2 ;;
  esac
  shift
done
seconds=${SECONDS_EACH:-5}
built=$PWD/target/service
mkdir -p "$built"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
core=$(($(nproc --all) - 1))
others=0-$((core - 1))
[ "$core" -gt 0 ] || { echo "service.sh: needs two cores, one for the service and one for the load" >&2; exit 1; }
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

for tool in taskset curl go; do
  command -v $tool > /dev/null || { echo "service.sh: there is no $tool on the PATH" >&2; exit 1; }
done
[ -x "$built/hey" ] || GOBIN=$built go install github.com/rakyll/hey@v0.1.5
../obor --build
jar=$(ls ../tutorials/target/quick/obor-tutorials-*.jar)
"$java" -jar "$jar" mnist --quiet --epochs 2 --output "$built/model" > /dev/null
weights=$built/model/mnist-logistic.safetensors
"$java" -jar "$jar" convert --force "$weights" "$built/weights.pth" > /dev/null
# A picture with as many digits in its numbers as pixels divided by 255 have.
awk 'BEGIN { printf "{\"pixels\":["; for (i = 0; i < 784; i++) printf "%s%.4f", i ? "," : "", i * 37 % 256 / 255; print "]}" }' \
  > "$built/picture.json"

services=(obor 'obor, one by one')
if [ -n "${PY:-}" ]; then
  [ -d "$built/python/fastapi" ] \
    || "$PY" -m pip install -q --target "$built/python" fastapi==0.165.0 'uvicorn[standard]==0.54.0' >&2
  services+=(python 'python, batched')
fi
[ -z "$soak" ] || services=(obor)

declare -A pids ports
stop() { for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done; }
trap stop EXIT
start() { # service, port
  local python=(env "PYTHONPATH=$built/python" "${PY:-}" peers/python/service.py "$built/weights.pth" "$2")
  local obor=("$java" -jar "$jar" serve --port "$2" --weights "$weights")
  case $1 in
    obor) set -- "$1" "$2" "${obor[@]}" ;;
    'obor, one by one') set -- "$1" "$2" "${obor[@]}" --batch 1 ;;
    python) set -- "$1" "$2" "${python[@]}" plain ;;
    'python, batched') set -- "$1" "$2" "${python[@]}" batched ;;
  esac
  taskset -c "$core" "${@:3}" > "$built/$1.log" 2>&1 &
  pids[$1]=$!
  ports[$1]=$2
  for _ in $(seq 150); do
    if curl -sf "http://127.0.0.1:$2/health" > /dev/null; then return; fi
    sleep 0.2
  done
  echo "service.sh: $1 does not start, see $built/$1.log" >&2
  exit 1
}

load() { # service, connections, seconds: hey's report in $built/report; all answers must be 200
  taskset -c "$others" "$built/hey" -z "${3}s" -c "$2" -m POST -T application/json -D "$built/picture.json" \
    "http://127.0.0.1:${ports[$1]}/predict" > "$built/report"
  if grep -q '^Error distribution' "$built/report" || grep -E '^ *\[[0-9]+\]' "$built/report" | grep -qv '\[200\]'; then
    echo "service.sh: $1 did not answer all requests:" >&2
    cat "$built/report" >&2
    exit 1
  fi
}
rate() { awk '/Requests\/sec:/ { print $2 }' "$built/report"; }
latency() { sed -nE "s/^ *$1%+ in ([0-9.]+) secs.*/\1/p" "$built/report" | awk '{ print $1 * 1000 }'; }
memory() { awk '/^VmRSS:/ { printf "%.0f", $2 / 1024 }' "/proc/${pids[$1]}/status"; }
threads() { awk '/^Threads:/ { print $2 }' "/proc/${pids[$1]}/status"; }
metric() { curl -s "http://127.0.0.1:${ports[obor]}/metrics" | awk -v name="$1" '$1 == name { print $2 }'; }

port=18080
for service in "${services[@]}"; do
  start "$service" $port
  port=$((port + 1))
done

if [ -n "$soak" ]; then
  load obor 64 20
  tensors=$(metric obor_tensors) threads=$(threads obor) memory=$(memory obor)
  printf 'minute\trequests/s\tp99 ms\tMiB\tthreads\ttensors\n0\t%s\t%s\t%s\t%s\t%s\n' "$(rate)" "$(latency 99)" "$memory" "$threads" "$tensors"
  for minute in $(seq "$soak"); do
    load obor 64 60
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$minute" "$(rate)" "$(latency 99)" "$(memory obor)" "$(threads obor)" "$(metric obor_tensors)"
  done
  [ "$(metric obor_tensors)" = "$tensors" ] || { echo "service.sh: tensors are left behind" >&2; exit 1; }
  [ "$(threads obor)" -le "$threads" ] || { echo "service.sh: threads are left behind" >&2; exit 1; }
  [ "$(memory obor)" -le $((memory + memory / 10)) ] || { echo "service.sh: memory grows" >&2; exit 1; }
  echo "service.sh: tensors, threads and memory stay as they are"
  exit
fi

results=$built/$(date -u +%Y-%m-%dT%H%M%SZ).tsv
declare -A before
for service in "${services[@]}"; do
  before[$service]=$(memory "$service")
  load "$service" 16 $((2 * seconds))
done
loads=
for round in $(seq "$rounds"); do
  now=$(cut -d ' ' -f 1 /proc/loadavg)
  loads+=${loads:+, }$now
  echo "round $round of $rounds, load $now" >&2
  for connections in 1 16 64; do
    for service in "${services[@]}"; do
      load "$service" "$connections" "$seconds"
      printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$round" "$service" "$connections" "$(rate)" "$(latency 50)" "$(latency 99)" >> "$results"
    done
  done
done

{
  echo "- date: $(date -u '+%Y-%m-%d %H:%M UTC')"
  echo "- machine: $(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo), one core for the service"
  echo "- Java: $("$java" -version 2>&1 | sed -n 's/.*(build \(.*\)).*/\1/p' | head -n 1)"
  [ -z "${PY:-}" ] || echo "- Python: $(PYTHONPATH=$built/python "$PY" -c 'import fastapi, platform, torch, uvicorn
print(platform.python_version() + ", torch " + torch.__version__ + ", FastAPI " + fastapi.__version__ + ", uvicorn " + uvicorn.__version__)')"
  echo "- load of the machine before each round: $loads"
  echo "- rounds: $rounds, interleaved, $seconds s each; the most requests per second and the least latencies count"
  for service in "${services[@]}"; do
    echo "- resident memory of $service, before and after: ${before[$service]} and $(memory "$service") MiB, $(threads "$service") threads"
  done
  echo
  awk -F '\t' '
    !($2 in known) { known[$2] = 1; order[++count] = $2 }
    { key = $2 "\t" $3
      if ($4 > rate[key]) rate[key] = $4
      if (!(key in p50) || $5 < p50[key]) p50[key] = $5
      if (!(key in p99) || $6 < p99[key]) p99[key] = $6 }
    END {
      print "| connections | service | requests/s | beside Python | p50, ms | p99, ms |"
      print "| ----------- | ------- | ---------- | ------------- | ------- | ------- |"
      split("1 16 64", connections, " ")
      for (c = 1; c <= 3; c++) for (s = 1; s <= count; s++) {
        key = order[s] "\t" connections[c]; python = rate["python\t" connections[c]]
        printf "| %s | %s | %.0f | %s | %.1f | %.1f |\n", connections[c], order[s], rate[key],
          python ? sprintf("%.2f", rate[key] / python) : "", p50[key], p99[key]
      }
    }' "$results"
} > "$built/table.md"
cat "$built/table.md"
if $record; then
  awk -v table="$built/table.md" '
    /^<!-- service -->/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1 }
    /^<!-- end of service -->/ { skip = 0 }
    !skip || /^<!-- end of service -->/ { if (!/^<!-- service -->/) print }' README.md > "$built/README.md"
  mv "$built/README.md" README.md
fi
