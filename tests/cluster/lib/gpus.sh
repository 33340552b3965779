# shellcheck shell=bash
# GPUs without a GPU: the node's status says that there are some, and the real scheduler counts them.

# advertise_gpus COUNT: on the first node.
advertise_gpus() {
  [[ $1 =~ ^[0-9]+$ ]] || fail "GPUS must be a number, not '$1'"
  local node
  node=$(kubectl_ get nodes -o name | head -n 1)
  kubectl_ patch "$node" --subresource=status --type=merge -o name \
    -p "{\"status\":{\"capacity\":{\"nvidia.com/gpu\":\"$1\"},\"allocatable\":{\"nvidia.com/gpu\":\"$1\"}}}" >/dev/null
  note "nvidia.com/gpu: $1"
}
