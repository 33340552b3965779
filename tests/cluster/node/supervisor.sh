# shellcheck shell=bash
# Keeps a component running: started again one second after it ends, unless it is held (`cluster stop NAME`).

supervise() {
  local name=$1 run=$2
  (
    while :; do
      while [[ -e $STATE/held/$name ]]; do sleep 0.2; done
      printf -- '--- %s starts %s\n' "$name" "$(date -u +%FT%TZ)" >>"$STATE/log/$name.log"
      "$run" >>"$STATE/log/$name.log" 2>&1 </dev/null &
      echo $! >"$STATE/pids/$name"
      wait $! && code=0 || code=$?
      printf -- '--- %s ended (%d)\n' "$name" "$code" >>"$STATE/log/$name.log"
      sleep 1
    done
  ) &
}
