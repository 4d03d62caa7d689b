#!/usr/bin/env bash
# Writes docs/notes.md from the tutorials as they are now.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -Dquick -pl tutorials -am test -Dtest=NotesPageTest -Dobor.notes.write=true \
  -Dsurefire.failIfNoSpecifiedTests=false
git --no-pager diff --stat -- docs/notes.md
