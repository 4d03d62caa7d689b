# What the scripts in this folder share: they source this file, which takes them to the project's root.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
work=

fail() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 1
}

remove_work() {
  if [ -n "$work" ]; then
    rm -rf "$work"
  fi
}
trap remove_work EXIT

# Copies the sources, as they are now and without anything built, to a new folder $work, and goes there.
enter_copy() {
  work=$(mktemp -d)
  git ls-files -z --cached --others --exclude-standard | tar -c --null --ignore-failed-read -T - 2> /dev/null | tar -x -C "$work"
  [ -f "$work/pom.xml" ] || fail "could not copy the sources: is this a git checkout?"
  cd "$work"
}
