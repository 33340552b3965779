# shellcheck shell=bash
# What the node sees of the machine: its files, but none of its run-time state and none of its networks.

isolate_files() {
  mount --make-rshared /
  mount -t tmpfs -o mode=755 slipway-run /run
  mkdir -p /run/lock /run/netns "$STATE"/{log,pids,held} "$STATE"/bind/{log,cni}
  # Folders whose names are fixed in the kubelet and in the CNI library.
  mount --bind "$STATE/bind/log" /var/log
  mount --bind "$STATE/bind/cni" /var/lib/cni
  keep_kernel_settings
}

# The kubelet insists on kernel settings of the whole machine. It finds the values that it wants, and changes nothing.
keep_kernel_settings() {
  local setting
  for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
    kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    mkdir -p "/run/kernel/$(dirname "$setting")"
    echo "${setting#*=}" >"/run/kernel/${setting%=*}"
    mount --bind "/run/kernel/${setting%=*}" "/proc/sys/${setting%=*}"
  done
}

# One link, to the machine itself, and no default route: a packet for anywhere else dies here.
isolate_network() {
  ip link set lo up
  ip address add "$NODE_ADDRESS" peer "$HOST_ADDRESS" dev uplink
  ip link set uplink up
  # Addresses of our ranges that are no pod and no Service must not wander back and forth over the link.
  ip route add unreachable "$CLUSTER_RANGE"
  allow_forwarding
}

# The second node's only link leads to the first one, which leads on.
isolate_second_network() {
  ip link set lo up
  ip address add "$NODE_ADDRESS" peer "$ROUTER_ADDRESS" dev uplink
  ip link set uplink up
  ip route add "$CLUSTER_RANGE" via "$ROUTER_ADDRESS" dev uplink
  ip route add unreachable "$NODE_PODS"
  allow_forwarding
}

allow_forwarding() {
  # Every such packet is answered "unreachable" at once, not one a second: pods fail fast instead of timing out.
  echo 0 >/proc/sys/net/ipv4/icmp_ratelimit
  echo 1 >/proc/sys/net/ipv4/ip_forward
}
