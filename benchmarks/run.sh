#!/usr/bin/env bash
# The side-by-side run: the same work in Obor, C++, Python, the raw presets and DJL, interleaved, on pinned cores.
#
# usage: run.sh [--record] [rounds]      rounds: 3 unless told
#
# --record    keep the figures in results/ and put the tables into README.md
#
# Settings, all optional, from the environment:
#   PEERS             which systems, in order: obor cpp python presets presets-no-limits djl
#                     (obor-wheel and cpp-wheel add Obor and C++ on the LibTorch of the Python installation)
#   PY                a Python that has torch 2.10.0, and torchvision for ResNet-18; without it one is installed under target/
#   LIBTORCH_HEADERS  a folder with torch/torch.h and ATen/ for C++; without it the Python installation's
#   CORE, CORES       the core for one thread, and the cores for two (1 and 0,1)
#   JAVA_HOME         the JDK (else the one on the path)
#   BENCHMARK_WARMUP, BENCHMARK_REPEATS   seconds of warm-up and repeats of every case (2 and 10; for some others: README.md)
set -euo pipefail
cd "$(dirname "$0")"

record=false
rounds=3
for argument in "$@"; do
  case $argument in
    --record) record=true ;;
    [1-9]|[1-9][0-9]) rounds=$argument ;;
    *) sed -n '2,/^set /{/^#/p}' "$0" >&2; exit 2 ;;
  esac
done

here=$PWD
work=$here/target/side-by-side
built=$here/target/peers
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
peers=${PEERS:-obor cpp python presets presets-no-limits djl}
last=$(($(nproc --all) - 1))
core=${CORE:-$((last < 1 ? 0 : 1))}
cores=${CORES:-0,$core}
torch_version=2.10.0
torchvision_version=0.25.0
mkdir -p "$work" "$built"

# One thread in every library; what else steers them is dropped, so that each runs as it comes.
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
dropped=
for name in OPENBLAS_CORETYPE OPENBLAS_L2_SIZE MKL_CBWR MKL_ENABLE_INSTRUCTIONS MKL_DYNAMIC MKL_THREADING_LAYER \
    MKL_INTERFACE_LAYER ONEDNN_MAX_CPU_ISA DNNL_MAX_CPU_ISA ATEN_CPU_CAPABILITY OBOR_LIBTORCH JAVA_TOOL_OPTIONS; do
  if [ -n "${!name:-}" ]; then dropped+="${dropped:+, }$name=${!name}"; unset "$name"; fi
done

say() { echo "$*" >&2; }
missing() { say "$1 is left out: $2"; }

# --- what each system needs ---------------------------------------------------------------------------------------

java_peer() { # folder: the jars its pom names, and its program beside the shared stopwatch
  local folder=$built/$1
  if [ ! -d "$folder/lib" ] || [ "peers/$1/pom.xml" -nt "$folder/lib" ]; then
    rm -rf "$folder/lib"
    mvn -q -B -f "peers/$1/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/lib" >&2 || return 1
  fi
  mkdir -p "$folder/classes"
  "$javac" -nowarn -d "$folder/classes" -cp "$folder/lib/*" "peers/$1"/*.java \
    src/main/java/dev/obor/benchmarks/{Stopwatch,Work}.java
}

prepare_obor() {
  (cd .. && mvn -q -B -Dquick -Dmaven.test.skip=true -pl benchmarks -am package) >&2 || return 1
  obor_path=$here/target/quick/classes:$(cat target/quick/classpath)
  # The first use lays out the native folder.
  libtorch=$("$java" -cp "$obor_path" dev.obor.benchmarks.SideBySide folder) || return 1
}

python_has_torch() { [ "$("$1" -c 'import torch; print(torch.__version__.split("+")[0])' 2>&1)" = "$torch_version" ]; }

prepare_python() {
  if [ -n "${PY:-}" ]; then
    python_has_torch "$PY" && return
    missing python "PY=$PY has no torch $torch_version: '$PY -m pip install torch==$torch_version' puts it there"
    return 1
  fi
  PY=$built/python/bin/python
  if ! python_has_torch "$PY"; then
    say "installing torch $torch_version for the Python side under target/ (several GB; PY=... names one that is there)"
    if ! { python3 -m venv "$built/python" &&
      "$PY" -m pip install -q "torch==$torch_version" "torchvision==$torchvision_version" numpy; } >&2; then
      missing python "let PY name a Python (3.10 or later) that has torch $torch_version"
      return 1
    fi
  fi
}

python_torch() { "$PY" -c 'import os, torch; print(os.path.dirname(torch.__file__))'; }

prepare_cpp() {
  if ! command -v g++ > /dev/null; then missing C++ "there is no g++ on the path"; return 1; fi
  local headers=${LIBTORCH_HEADERS:-}
  if [ -z "$headers" ]; then
    prepare_python || { missing C++ "LIBTORCH_HEADERS has to name the headers of LibTorch $torch_version"; return 1; }
    headers=$(python_torch)/include
  fi
  if [ ! -f "$headers/torch/csrc/api/include/torch/torch.h" ]; then
    missing C++ "$headers has no torch/csrc/api/include/torch/torch.h: LIBTORCH_HEADERS has to name a wheel's torch/include"
    return 1
  fi
  mkdir -p "$built/cpp"
  if [ ! -x "$built/cpp/peer" ] || [ peers/cpp/peer.cpp -nt "$built/cpp/peer" ]; then
    say "compiling the C++ program"
    g++ -std=c++17 -O2 -DNDEBUG -isystem "$headers" -isystem "$headers/torch/csrc/api/include" peers/cpp/peer.cpp \
      -o "$built/cpp/peer" -L"$libtorch" -ltorch -ltorch_cpu -lc10 -Wl,--allow-shlib-undefined -pthread >&2
  fi
}

prepare() {
  case $1 in
    obor) ;;
    obor-wheel) prepare_python ;;
    cpp) prepare_cpp ;;
    cpp-wheel) prepare_cpp && prepare_python ;;
    python) prepare_python ;;
    presets|presets-no-limits) java_peer presets ;;
    djl) java_peer djl ;;
    *) say "unknown system '$1'"; exit 2 ;;
  esac
}

# --- how each system is run: operations | operators | optimizers | models | threads | first-tensor ------------------------------------------

run_obor() { if [ "$1" = first-tensor ]; then "${pin[@]}" "$java" -cp "$obor_path" dev.obor.benchmarks.FirstTensor
  else "${pin[@]}" "$java" -cp "$obor_path" dev.obor.benchmarks.SideBySide "$1"; fi; }
# C++ runs on the very libraries that Obor runs on, BLAS included.
run_cpp() { LD_LIBRARY_PATH=${2:-$libtorch} MKL_THREADING_LAYER=GNU MKL_INTERFACE_LAYER=LP64 \
  "${pin[@]}" "$built/cpp/peer" "$1"; }
run_presets() { "${pin[@]}" "$java" "-Dorg.bytedeco.javacpp.cachedir=$built/presets/cache" "${@:2}" \
  -cp "$built/presets/lib/*:$built/presets/classes" PresetsPeer "$1"; }

run() { # system, what
  case $1 in
    obor) run_obor "$2" ;;
    obor-wheel) OBOR_LIBTORCH=$(python_torch)/lib BENCHMARK_PEER='obor, wheel' run_obor "$2" ;;
    cpp) run_cpp "$2" ;;
    cpp-wheel) BENCHMARK_PEER='cpp, wheel' run_cpp "$2" "$(python_torch)/lib" ;;
    python) "${pin[@]}" "$PY" peers/python/peer.py "$2" ;;
    presets) run_presets "$2" ;;
    presets-no-limits) run_presets "$2" -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 ;;
    djl) DJL_CACHE_DIR=$built/djl/cache OPT_OUT_TRACKING=true "${pin[@]}" "$java" -Dai.djl.offline=true \
      -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
      -cp "$built/djl/lib/*:$built/djl/classes" DjlPeer "$2" ;;
  esac
}

label() { case $1 in presets-no-limits) echo 'presets, no limits' ;; *-wheel) echo "${1%-wheel}, wheel" ;; *) echo "$1" ;; esac; }

# --- the run ------------------------------------------------------------------------------------------------------

fact() { printf '# %s\t%s\n' "$1" "$2" >> "$results"; }

failed=false
attempt() { # system, what: its output goes to $work/output
  if run "$1" "$2" > "$work/output" 2> "$work/$1.log"; then return; fi
  failed=true
  say "$1 $2 failed, see $work/$1.log: $(grep -m 1 -E 'Exception|Error|error' "$work/$1.log" || tail -n 1 "$work/$1.log")"
  return 1
}

measure() { # round, system, what
  attempt "$2" "$3" || return 0
  awk -F '\t' -v OFS='\t' -v round="$1" '$1 == "RESULT" { print round, $2, $3, $5, $4 }' "$work/output" >> "$results"
  if [ "$1" = 1 ]; then
    awk -F '\t' '$1 == "INFO" { print "# " $2 ", " $3 "\t" $4 }' "$work/output" >> "$results"
  fi
}

microseconds() { echo "${EPOCHREALTIME/[.,]/}"; }

start_up() { # round, system, case: three starts, in nanoseconds from before the process to its first tensor
  local start end ready
  for _ in 1 2 3; do
    start=$(microseconds)
    attempt "$2" first-tensor || return 0
    end=$(microseconds)
    ready=$(awk -F '\t' '$1 == "READY" { print $2 }' "$work/output")
    printf '%s\t%s\t%s\tns\t%s\n' "$1" "$(label "$2")" "$3" $((ready - start * 1000)) >> "$results"
    printf '%s\t%s\t%s and exit\tns\t%s\n' "$1" "$(label "$2")" "$3" $(((end - start) * 1000)) >> "$results"
  done
}

if ! command -v taskset > /dev/null; then say "taskset is needed to pin the programs (package util-linux)"; exit 1; fi
prepare_obor
ready=()
for peer in $peers; do if prepare "$peer"; then ready+=("$peer"); fi; done

results=$work/$(date -u +%Y-%m-%dT%H%M%SZ).tsv
: > "$results"
fact date "$(date -u '+%Y-%m-%d %H:%M UTC')"
fact machine "$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo), $(nproc --all) cores, $(
  awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo), $(
  for flag in avx512f avx2; do if grep -qw $flag /proc/cpuinfo; then echo $flag; break; fi; done)"
fact Java "$("$java" -version 2>&1 | sed -n 's/.*(build \(.*\)).*/\1/p' | head -n 1)"
fact protocol "rounds: $rounds, interleaved; ${BENCHMARK_REPEATS:-10} repeats of each case after ${BENCHMARK_WARMUP:-2} s of warm-up; the best counts; pinned to core $core (two threads: $cores)"
[ -z "$dropped" ] || fact 'taken out of the environment' "$dropped"

for round in $(seq "$rounds"); do
  say "round $round of $rounds, load $(cut -d ' ' -f 1 /proc/loadavg)"
  fact "load before round $round" "$(cut -d ' ' -f 1 /proc/loadavg)"
  for peer in "${ready[@]}"; do
    pin=(taskset -c "$core")
    measure "$round" "$peer" operations
    case $peer in
      obor|python) BENCHMARK_WARMUP=${BENCHMARK_WARMUP:-1} BENCHMARK_REPEATS=${BENCHMARK_REPEATS:-5} \
        measure "$round" "$peer" operators
        measure "$round" "$peer" optimizers ;;
    esac
    # A training step is so much code that the JVM's compiler, with one core for everything, needs longer.
    case $peer in obor|cpp|python) BENCHMARK_WARMUP=${BENCHMARK_WARMUP:-5} measure "$round" "$peer" models ;; esac
    # The first start only fills the file cache.
    attempt "$peer" first-tensor || continue
    start_up "$round" "$peer" 'first tensor'
    pin=(taskset -c "$cores")
    start_up "$round" "$peer" 'first tensor, 2 cores'
    measure "$round" "$peer" threads
  done
done

if $record && $failed; then
  say "nothing is recorded, because not all programs ran"
  set --
elif $record; then
  mkdir -p results
  cp "$results" "results/${results##*/}"
  set -- README.md
else
  set --
fi
"$java" -cp "$obor_path" dev.obor.benchmarks.Report "$results" "$@"
say "all figures: $results"
! $failed
