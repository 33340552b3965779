# shellcheck shell=bash
# Progress a person can follow: one line per phase, with its own time and the time since the command began.

# Begins a phase; the previous one is closed with its duration.
phase() {
  phase_end
  SLIPWAY_PHASE=$1
  SLIPWAY_PHASE_BEGAN=$(now_ms)
  printf '▸ %s …\n' "$1" >&2
}

phase_end() {
  [[ -n ${SLIPWAY_PHASE:-} ]] || return 0
  printf '  ✓ %s (%s, %s in all)\n' "$SLIPWAY_PHASE" "$(elapsed "$SLIPWAY_PHASE_BEGAN")" "$(elapsed "$SLIPWAY_BEGAN")" >&2
  SLIPWAY_PHASE=
}

note() { printf '  %s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

now_ms() {
  local micros=${EPOCHREALTIME/[.,]/}
  echo "${micros%???}"
}

# elapsed SINCE_MS → "12.3s"
elapsed() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%ds' $((ms / 1000)) $((ms % 1000 / 100))
}

# quietly LOG COMMAND…: output goes to LOG; when the command fails, the end of LOG is shown.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  # Not `"$@" ||`: a function called in a condition would no longer stop at its first failing command.
  set +e
  (set -e && "$@") >"$log" 2>&1 </dev/null
  local code=$?
  set -e
  ((code)) || return 0
  printf '%s failed (exit %d); the end of %s:\n' "$1" "$code" "$log" >&2
  tail -n 40 "$log" >&2
  exit "$code"
}

# wait_until SECONDS WHAT COMMAND…: polls ten times a second; fails naming WHAT.
wait_until() {
  local deadline=$(($(now_ms) + $1 * 1000)) what=$2 limit=$1
  shift 2
  until "$@" >/dev/null 2>&1; do
    (($(now_ms) < deadline)) || { printf 'error: %s: not within %ds\n' "$what" "$limit" >&2; return 1; }
    sleep 0.1
  done
}

SLIPWAY_BEGAN=${SLIPWAY_BEGAN:-$(now_ms)}
