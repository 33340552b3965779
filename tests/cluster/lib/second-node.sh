# shellcheck shell=bash
# A second node for tests of what happens when one is lost. It hangs on the first one, which routes its packets.

SECOND_LINK=node2

second_node() {
  [[ $DRIVER == local ]] || fail "a second node can be added to our own cluster only"
  case ${1:-} in
    up) second_node_up ;;
    lose) second_node_lose ;;
    down) second_node_down ;;
    *) fail "second-node up, lose or down" ;;
  esac
}

# In a subshell: use_second_node changes what names mean.
second_node_up() {
  local_is_up || fail "the cluster is not up"
  (second_node_down)
  (
    use_second_node
    phase "starting $NODE_NAME"
    mkdir -p "$STATE/log"
    make_cgroups
    make_node_pki
    pid=$(start_processes init-second)
    link_second_node "$pid"
    wait_until 60 "containerd (see $STATE/log/containerd.log)" containerd_answers
  )
  copy_images
  (
    use_second_node
    phase "waiting for $NODE_NAME to be Ready"
    wait_until 120 "the node (see $STATE/log/kubelet.log)" node_is_ready
    phase_end
  )
}

# link_second_node PID: from the first node's network to that of process PID.
link_second_node() {
  local first
  first=$(first_node pid)
  ip link add "$SECOND_LINK" netns "$first" type veth peer name uplink netns "$1"
  first_node run ip address add "$ROUTER_ADDRESS" peer "$SECOND_ADDRESS" dev "$SECOND_LINK"
  first_node run ip link set "$SECOND_LINK" up
  first_node run ip route add "$SECOND_PODS" via "$SECOND_ADDRESS" dev "$SECOND_LINK"
}

# Those that pods of tests run; the archive that was imported on the first node may be gone.
copy_images() {
  local image second
  second=$(use_second_node && echo "$CONTAINERD_SOCKET")
  local -a images
  mapfile -t images < <(ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images list --quiet | grep -v '^sha256:')
  for image in "${images[@]}"; do
    phase "copying ${image##*/}"
    ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images export - "$image" |
      ctr --address "$second" --namespace k8s.io images import - >/dev/null
  done
}

# As when the power fails: its processes end at once, and packets for it vanish without an answer.
second_node_lose() {
  (
    use_second_node
    node_pid >/dev/null || fail "there is no second node"
    first_node run ip route replace blackhole "$SECOND_PODS" metric 1
    kill_node
  )
}

second_node_down() {
  (
    use_second_node
    [[ -e $STATE ]] || exit 0
    kill_node
    if first_node pid >/dev/null; then
      first_node run ip route delete blackhole "$SECOND_PODS" metric 1 2>/dev/null || true
      kubectl_ delete node "$NODE_NAME" --ignore-not-found --wait=false >/dev/null 2>&1 || note "$NODE_NAME stays in the API"
    fi
    wait_until 90 "the end of $NODE_NAME's control groups" remove_cgroups
    wait_until 60 "the removal of $STATE" rm -rf --one-file-system "$STATE"
  )
}

# first_node pid | first_node run COMMAND…: whatever node names mean at the moment.
first_node() {
  local action=$1
  shift
  (
    # shellcheck disable=SC2034 # read by node_pid
    NODE_RECORD=$FIRST_NODE_RECORD
    if [[ $action == pid ]]; then node_pid; else in_node "$@"; fi
  )
}
