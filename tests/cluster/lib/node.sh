# shellcheck shell=bash
# The node as seen from the machine: start its first process, link it, and take it away without a trace.

start_node() {
  mkdir -p "$STATE/log" /var/lib/cni
  make_cgroups
  local pid
  pid=$(start_processes init)
  link_node "$pid"
}

# start_processes INIT: the node's first process, a script of node/, in namespaces of its own; prints its id.
start_processes() {
  # Descriptors of the caller (locks, make's job server) are not for the cluster to hold.
  setsid unshare --pid --fork --kill-child --mount --net --mount-proc --propagation private -- \
    "$HERE/node/$1" >"$STATE/log/init.log" 2>&1 </dev/null 9>&- &
  local parent=$!
  disown
  wait_until 5 "the node's first process" pgrep -P "$parent"
  local pid
  pid=$(pgrep -P "$parent")
  echo "$pid $(start_time "$pid")" >"$NODE_RECORD"
  echo "$pid"
}

# The route of last resort keeps packets for the cluster on this machine even while no cluster is there.
link_node() {
  ip link add "$LINK_NAME" type veth peer name uplink netns "$1"
  ip address add "$HOST_ADDRESS" peer "$NODE_ADDRESS" dev "$LINK_NAME"
  ip link set "$LINK_NAME" up
  ip route replace unreachable "$CLUSTER_RANGE" metric 4096
  ip route add "$POD_RANGE" via "$NODE_ADDRESS" dev "$LINK_NAME"
  ip route add "$SERVICE_RANGE" via "$NODE_ADDRESS" dev "$LINK_NAME"
}

# The process id of the node's first process, if it is alive.
node_pid() {
  local pid started
  { read -r pid started <"$NODE_RECORD"; } 2>/dev/null && [[ $(start_time "$pid") == "$started" ]] && echo "$pid"
}

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

remove_node() {
  (second_node_down)
  kill_node
  ip link delete "$LINK_NAME" 2>/dev/null || true
  ip route delete unreachable "$CLUSTER_RANGE" metric 4096 2>/dev/null || true
  wait_until 90 "the end of the cluster's control groups" remove_cgroups
  wait_until 60 "the removal of $STATE" rm -rf --one-file-system "$STATE"
  rmdir /var/lib/cni 2>/dev/null || true
}

kill_node() {
  local pid
  pid=$(node_pid) || return 0
  kill -KILL "$pid"
  wait_until 90 "the end of the node's processes" node_is_gone
}

node_is_gone() { ! node_pid; }

# Version 1 has a tree per controller, version 2 one for all; both can be there side by side.
cgroup_trees() { awk '$3 ~ /^cgroup2?$/ { print $2 }' /proc/mounts; }

make_cgroups() {
  local tree setting
  for tree in $(cgroup_trees); do
    mkdir -p "$tree/$NODE_CGROUP"
    for setting in cpuset.cpus cpuset.mems; do
      [[ -f $tree/cgroup.controllers || ! -f $tree/$setting ]] || cat "$tree/$setting" >"$tree/$NODE_CGROUP/$setting"
    done
  done
}

remove_cgroups() {
  local tree
  for tree in $(cgroup_trees); do
    [[ ! -d $tree/$NODE_CGROUP ]] || find "$tree/$NODE_CGROUP" -depth -type d -exec rmdir {} + || return 1
  done
}

# in_node COMMAND…: inside the node's namespaces.
in_node() { nsenter --target "$(node_pid)" --pid --mount --net -- "$@"; }
