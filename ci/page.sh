#!/usr/bin/env bash
# Draws digits on the page of the sample service in a headless browser, which npm fetches. Without Node.js 20 or later, or
# where npm cannot fetch it, nothing is drawn, and the script says so.
# page.sh PICTURE.png also takes a picture of the page.
. "$(dirname "$0")/lib.sh"

picture=${1:-}
if ! major=$(node -p 'process.versions.node.split(".")[0]' 2> /dev/null) || [ "$major" -lt 20 ]; then
  echo "page: NOT RUN, because there is no Node.js 20 or later on the PATH"
  exit 0
fi
work=$(mktemp -d)
cp ci/page/package.json ci/page/page.js "$work"
if ! (cd "$work" && npm install --no-audit --no-fund --silent); then
  echo "page: NOT RUN, because npm cannot fetch the browser"
  exit 0
fi

./obor mnist --quiet --output "$work/mnist-output"
./obor serve --port 0 --weights "$work/mnist-output/mnist-logistic.safetensors" > "$work/serve.txt" &
service=$!
trap 'kill "$service" 2> /dev/null || true; remove_work' EXIT
for _ in $(seq 100); do
  url=$(sed -nE 's:^Serving (http[^ ]*) .*:\1:p' "$work/serve.txt")
  [ -n "$url" ] && break
  sleep 0.2
done
[ -n "$url" ] || fail "the service does not start"
node "$work/page.js" "$url" ${picture:+"$picture"} || fail "the page does not do what it should"

kill -TERM "$service"
wait "$service" || status=$?
[ "${status:-0}" -eq 143 ] || [ "${status:-0}" -eq 0 ] || fail "the service ends with status $status"
echo "page: the service ends when it is told to"
