#!/usr/bin/env bash
# Draws digits on the page of the sample service in a headless browser, which npm fetches; needs Node.js 20 or later.
# page.sh PICTURE.png also takes a picture of the page.
. "$(dirname "$0")/lib.sh"

picture=${1:-}
work=$(mktemp -d)
cp ci/page/package.json ci/page/page.js "$work"
(cd "$work" && npm install --no-audit --no-fund --silent) || fail "npm cannot fetch the browser"

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
