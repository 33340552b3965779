# shellcheck shell=bash
# A real Kubernetes as one process tree of this machine; needs root and Debian.

local_up() {
  if local_is_up; then
    note "the cluster is up"
    [[ -z ${GPUS:-} ]] || advertise_gpus "$GPUS"
    return
  fi
  [[ $EUID == 0 ]] || fail "starting Kubernetes needs root; or set SLIPWAY_KUBECONFIG, or install Docker and kind"
  install_packages "${RUNTIME_PACKAGES[@]}"
  ensure_kubernetes
  ensure_clients
  ensure_pause_image
  ensure_base_image
  remove_left_over
  phase "starting Kubernetes $KUBERNETES_VERSION"
  make_pki
  start_node
  wait_until 120 "containerd (see $STATE/log/containerd.log)" containerd_answers
  quietly "$CACHE/log/pause-import.log" local_load_image "$PAUSE_ARCHIVE"
  wait_until 120 "the API server (see $STATE/log/kube-apiserver.log)" api_answers
  phase "waiting for the node to be Ready"
  wait_until 180 "the node (see $STATE/log/kubelet.log)" node_is_ready
  wait_until 60 "the default service account" kubectl_ get serviceaccount default
  advertise_gpus "${GPUS:-4}"
  touch "$STATE/complete" # an interrupted start is begun again
  phase_end
}

remove_left_over() {
  [[ -e $STATE ]] || return 0
  phase "removing what is left of an earlier cluster"
  remove_node
  phase_end
}

local_is_up() { [[ -e $STATE/complete ]] && node_pid >/dev/null && api_answers >/dev/null 2>&1 && node_is_ready >/dev/null 2>&1; }

containerd_answers() { ctr --address "$CONTAINERD_SOCKET" version; }

api_answers() {
  curl -fsS --max-time 5 --noproxy '*' --cacert "$PKI/ca.crt" --cert "$PKI/admin.crt" --key "$PKI/admin.key" \
    "https://$API_ADDRESS:6443${1:-/readyz}"
}

node_is_ready() {
  api_answers "/api/v1/nodes/$NODE_NAME" |
    jq -e '(.spec.taints // [] | length == 0) and any(.status.conditions[]; .type == "Ready" and .status == "True")'
}

local_down() {
  [[ -e $STATE ]] || { note "no cluster is there"; return; }
  phase "taking the cluster down"
  remove_node
  phase_end
}

local_status() {
  local pid name process
  pid=$(node_pid) || { echo "down"; return 1; }
  for name in etcd containerd kube-apiserver kubelet kube-controller-manager kube-scheduler kube-proxy; do
    process=$(cat "$STATE/pids/$name" 2>/dev/null) || process=none
    if [[ -d /proc/$pid/root/proc/$process ]]; then echo "$name: running"; else echo "$name: not running"; fi
  done
  kubectl_ get nodes -o custom-columns=NODE:.metadata.name,VERSION:.status.nodeInfo.kubeletVersion,GPUS:.status.allocatable.nvidia\\.com/gpu
  kubectl_ get pods --all-namespaces
}

local_kubeconfig() { echo "$KUBECONFIG_PATH"; }

local_host_address() { echo "$HOST_ADDRESS"; }

local_load_image() { ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images import "$1"; }

local_tag_image() { ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images tag --force "$1" "$2"; }

local_has_image() { ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images list --quiet "name==$1" | grep -q .; }
