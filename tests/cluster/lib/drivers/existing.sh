# shellcheck shell=bash
# A cluster that is already there (SLIPWAY_KUBECONFIG): used as it is, never started, stopped or changed.

existing_up() {
  ensure_clients
  kubectl_ version >/dev/null || fail "the cluster of SLIPWAY_KUBECONFIG=$SLIPWAY_KUBECONFIG does not answer"
  note "using the cluster of $SLIPWAY_KUBECONFIG"
  [[ -z ${GPUS:-} ]] || advertise_gpus "$GPUS"
}

existing_down() { note "the cluster of $SLIPWAY_KUBECONFIG is not ours: left as it is"; }

existing_is_up() { kubectl_ --request-timeout=5s version >/dev/null 2>&1; }

existing_status() { kubectl_ get nodes,pods --all-namespaces; }

existing_kubeconfig() { echo "$SLIPWAY_KUBECONFIG"; }

existing_host_address() {
  echo "${SLIPWAY_HOST_ADDRESS:?is needed with SLIPWAY_KUBECONFIG: the address at which pods reach this machine}"
}

existing_load_image() { fail "images reach this cluster through a registry: set SLIPWAY_REGISTRY and run make images"; }

# With a registry, an image that was pushed is there.
existing_has_image() { [[ -n ${SLIPWAY_REGISTRY:-} ]]; }
