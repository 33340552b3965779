# shellcheck shell=bash
# kind: Kubernetes in Docker, where a Docker engine answers.

kind_up() {
  ensure_clients
  mkdir -p "$STATE"
  if ! kind get clusters 2>/dev/null | grep -qx "$CLUSTER_NAME"; then
    phase "creating the kind cluster '$CLUSTER_NAME'"
    quietly "$CACHE/log/kind.log" kind create cluster --name "$CLUSTER_NAME" --wait 120s --kubeconfig "$KUBECONFIG_PATH"
    GPUS=${GPUS:-4}
    phase_end
  else
    kind export kubeconfig --name "$CLUSTER_NAME" --kubeconfig "$KUBECONFIG_PATH" >/dev/null 2>&1
    note "the kind cluster '$CLUSTER_NAME' is up"
  fi
  kind_routes
  [[ -z ${GPUS:-} ]] || advertise_gpus "$GPUS"
}

# Tests and the demo speak to pods and Services by address, which takes a route to the kind node.
kind_routes() {
  local node range
  node=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$CLUSTER_NAME-control-plane")
  for range in 10.244.0.0/16 10.96.0.0/16; do
    ip route replace "$range" via "$node" 2>/dev/null ||
      note "pods and Services cannot be reached from here: 'sudo ip route replace $range via $node' would help"
  done
}

kind_down() {
  phase "deleting the kind cluster '$CLUSTER_NAME'"
  quietly "$CACHE/log/kind.log" kind delete cluster --name "$CLUSTER_NAME" --kubeconfig "$KUBECONFIG_PATH"
  rm -rf "$STATE"
  phase_end
}

kind_is_up() { [[ -x $BIN/kubectl ]] && kubectl_ --request-timeout=5s get nodes >/dev/null 2>&1; }

kind_status() { kubectl_ get nodes,pods --all-namespaces; }

kind_kubeconfig() { echo "$KUBECONFIG_PATH"; }

kind_host_address() {
  docker network inspect kind -f '{{range .IPAM.Config}}{{.Gateway}}{{"\n"}}{{end}}' | grep -m 1 -F .
}

kind_load_image() { kind load image-archive "$1" --name "$CLUSTER_NAME"; }

kind_has_image() { docker exec "$CLUSTER_NAME-control-plane" crictl inspecti "$1" >/dev/null 2>&1; }
