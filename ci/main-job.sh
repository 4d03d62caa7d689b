#!/usr/bin/env bash
# Runs the README's first command in a fresh copy, with few epochs, and checks what it prints, writes and returns.
# With --empty-repository Maven starts from an empty local repository, as on a new machine.
. "$(dirname "$0")/lib.sh"

empty=${1:-}
enter_copy
if [ "$empty" = --empty-repository ]; then
  export MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$work/repository"
fi

began=$SECONDS
./obor mnist --epochs 2 --output "$work/mnist-output" | tee "$work/output.txt" \
  || fail "the command failed"
echo "main-job: built and trained in $((SECONDS - began)) s"

number='[0-9]+\.[0-9]{4}'
for line in "^Epoch \[0\], val_loss: $number, val_acc: $number" "^Epoch \[1\], val_loss: $number, val_acc: $number"; do
  grep -qE "$line" "$work/output.txt" || fail "no line like  $line"
done
accuracy=$(sed -nE 's/^Final accuracy: ([0-9]+)\.[0-9]+ %.*/\1/p' "$work/output.txt")
[ "${accuracy:-0}" -ge 80 ] || fail "the final accuracy is ${accuracy:-missing}; two epochs give more than 80 %"
for file in mnist-logistic.safetensors mnist-predictions.png; do
  [ -s "$work/mnist-output/$file" ] || fail "$file was not written"
done

# refused NAME ARGUMENTS...: the command ends with a status other than 0 and one line of error.
refused() {
  local name=$1
  shift
  if ./obor mnist --output "$work/refused" "$@" > "$work/refused.txt" 2> "$work/error.txt"; then
    fail "$name is accepted"
  fi
  [ "$(wc -l < "$work/error.txt")" -eq 1 ] || { cat "$work/error.txt"; fail "$name gives more than one line"; }
  echo "main-job: $name: $(cat "$work/error.txt")"
}
refused "an unknown flag" --epoch 2
refused "a bad number" --epochs many
refused "a missing folder" --data "$work/nowhere"
echo "main-job: the first command does what the README says"
