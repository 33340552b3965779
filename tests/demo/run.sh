#!/usr/bin/env bash
# The story on this machine, with no cluster and no root: serve a model, ask it, update it under traffic, survive a mistake.
# Every step shows what a user would type, and how long it took. Needs what `make build` needs, and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly slipway=operator/Cli/bin/${CONFIGURATION:-Release}/net10.0/slipway
work=$(mktemp -d)
readonly work
readonly manifest=$work/models/direction-classifier.yaml
began=$SECONDS
platform=''
address=''

finish() {
  touch "$work/stop"
  if [[ -n $platform ]]; then kill "$platform" 2>/dev/null || true; fi
  wait
  rm -rf "$work"
}
trap finish EXIT

step() { printf '\n\033[1m[%3d s] %s\033[0m\n' $((SECONDS - began)) "$1"; }
typed() { printf '$ %s\n' "$*"; }

# Waits until `slipway local` has said something, and shows the line.
until_said() {
  for ((i = 0; i < 600; i++)); do
    if grep -m1 -F "$1" "$work/log"; then return; fi
    kill -0 "$platform" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/log" >&2
  echo "slipway local never said: $1" >&2
  exit 1
}

serve() {
  step 'One command serves a folder of manifests, here an OCR model on a (counted) GPU, that may fall back to the CPU'
  mkdir -p "$work/models"
  cp examples/direction-classifier.yaml "$manifest"
  sed "s#=\.\./#=$PWD/#" examples/slipway-local.map >"$work/models/slipway-local.map"
  cat "$manifest"
  typed slipway local -f models/ --gpus 4
  "$slipway" local -f "$work/models" --gpus 4 --port 0 --grpc-port 0 --admin-port 0 >"$work/log" 2>&1 &
  platform=$!
  until_said 'direction-classifier Ready version 1'
  address=$(sed -n 's/.*Serving at \(http:[^,]*\),.*/\1/p' "$work/log")
}

ask() {
  step 'A real inference request, as Triton and KServe take them'
  typed "curl -d @picture.json $address/default/direction-classifier/v2/models/direction-classifier/infer"
  node tests/demo/ask.mjs "$address" direction-classifier
}

update() {
  step 'Version 2, under traffic: edit the file and save it'
  node tests/demo/ask.mjs "$address" direction-classifier "$work/stop-traffic" >"$work/traffic" &
  local traffic=$!
  typed "sed -i 's/version: \"1\"/version: \"2\"/' models/direction-classifier.yaml"
  edit 's/version: "1"/version: "2"/'
  until_said 'direction-classifier Ready version 2'
  sleep 1
  touch "$work/stop-traffic"
  wait "$traffic"
  echo 'Answers by version, in the order they came:'
  uniq -c "$work/traffic"
  if grep -q failed "$work/traffic"; then
    echo 'A request failed.' >&2
    exit 1
  fi
}

mistake() {
  step 'Version 3 is a mistake: the model is not there. Version 2 goes on serving, and the reason is shown'
  typed "sed -i 's/cls_infer/cls_infre/; s/version: \"2\"/version: \"3\"/' models/direction-classifier.yaml"
  edit 's/cls_infer/cls_infre/; s/version: "2"/version: "3"/'
  until_said 'direction-classifier ModelNotFound'
  node tests/demo/ask.mjs "$address" direction-classifier
}

typo() {
  step 'A typing error is shown beside file and line, and changes nothing'
  typed "sed -i 's/  rollout:/  rolout:/' models/direction-classifier.yaml"
  edit 's/  rollout:/  rolout:/'
  until_said 'unknown field'
}

delete() {
  step 'Deleting the file deletes the model'
  typed rm models/direction-classifier.yaml
  rm "$manifest"
  until_said 'direction-classifier deleted'
}

# Replaces the file as editors do: at once.
edit() {
  sed "$1" "$manifest" >"$work/edited"
  mv "$work/edited" "$manifest"
}

serve
ask
update
mistake
typo
delete
step 'Done. The same manifests on a real cluster: make demo-cluster'
