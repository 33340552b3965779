# shellcheck shell=bash
# containerd, kubelet and kube-proxy: configuration and command lines.

write_worker_config() {
  mkdir -p "$STATE/cni" "$STATE/kubelet" "$STATE/plugins" "$STATE/manifests"
  write_containerd_config >"$STATE/containerd.toml"
  write_cni_config >"$STATE/cni/10-slipway.conflist"
  write_kubelet_config >"$STATE/kubelet.yaml"
  write_proxy_config >"$STATE/proxy.yaml"
  : >"$STATE/resolv.conf"
}

# restrict_oom_score_adj: without CAP_SYS_RESOURCE no process may ask to be spared, and every sandbox would fail.
write_containerd_config() {
  cat <<-END
	version = 2
	root = "$STATE/containerd"
	state = "/run/containerd"
	disabled_plugins = ["io.containerd.internal.v1.restart", "io.containerd.snapshotter.v1.aufs",
	  "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
	[grpc]
	  address = "$CONTAINERD_SOCKET"
	[plugins."io.containerd.grpc.v1.cri"]
	  sandbox_image = "$PAUSE_IMAGE"
	  restrict_oom_score_adj = true
	  stream_server_address = "127.0.0.1"
	  [plugins."io.containerd.grpc.v1.cri".cni]
	    bin_dir = "/usr/lib/cni"
	    conf_dir = "$STATE/cni"
	  [plugins."io.containerd.grpc.v1.cri".containerd]
	    snapshotter = "overlayfs"
	END
}

# Every pod has its own routed link (ptp), so a Service's answer always passes the node's address translation.
write_cni_config() {
  cat <<-END
	{"cniVersion": "0.4.0", "name": "slipway", "plugins": [
	  {"type": "ptp", "ipMasq": false, "ipam": {
	    "type": "host-local", "dataDir": "/run/cni-addresses",
	    "ranges": [[{"subnet": "$NODE_PODS", "gateway": "$POD_GATEWAY", "rangeStart": "$POD_FIRST"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
	  {"type": "portmap", "capabilities": {"portMappings": true}, "snat": true}]}
	END
}

# No eviction, no image collection: a full disk of the machine must not empty the cluster. Device plug-ins are off so
# that GPUs advertised in the node's status stay (cluster gpus N).
write_kubelet_config() {
  cat <<-END
	apiVersion: kubelet.config.k8s.io/v1beta1
	kind: KubeletConfiguration
	address: 0.0.0.0
	authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $PKI/ca.crt}}
	authorization: {mode: Webhook}
	tlsCertFile: $PKI/$NODE_NAME-server.crt
	tlsPrivateKeyFile: $PKI/$NODE_NAME-server.key
	cgroupDriver: cgroupfs
	cgroupRoot: /$NODE_CGROUP
	clusterDomain: cluster.local
	clusterDNS: [${SERVICE_FIRST%.*}.10]
	resolvConf: $STATE/resolv.conf
	staticPodPath: $STATE/manifests
	volumePluginDir: $STATE/plugins
	failSwapOn: false
	maxPods: 250
	oomScoreAdj: 0
	serializeImagePulls: false
	registryPullQPS: 0
	eventRecordQPS: 0
	kubeAPIQPS: 100
	kubeAPIBurst: 200
	syncFrequency: 10s
	nodeStatusUpdateFrequency: 2s
	nodeStatusReportFrequency: 5m
	imageGCHighThresholdPercent: 100
	evictionHard: {memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%"}
	featureGates: {DevicePlugins: false, KubeletPodResources: false}
	END
}

# Zeros: these limits belong to the whole machine and stay as they are.
write_proxy_config() {
  cat <<-END
	apiVersion: kubeproxy.config.k8s.io/v1alpha1
	kind: KubeProxyConfiguration
	mode: iptables
	clusterCIDR: $POD_RANGE
	hostnameOverride: $NODE_NAME
	clientConnection: {kubeconfig: $PKI/kube-proxy.kubeconfig}
	healthzBindAddress: 127.0.0.1:10256
	metricsBindAddress: 127.0.0.1:10249
	oomScoreAdj: 0
	conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
	iptables: {minSyncPeriod: 100ms, syncPeriod: 30s}
	END
}

run_containerd() { exec containerd --config "$STATE/containerd.toml"; }

run_kubelet() {
  exec kubelet --config="$STATE/kubelet.yaml" --kubeconfig="$PKI/$NODE_NAME.kubeconfig" --root-dir="$STATE/kubelet" \
    --cert-dir="$STATE/kubelet/pki" --hostname-override="$NODE_NAME" --node-ip="$NODE_ADDRESS" \
    --container-runtime=remote --container-runtime-endpoint="unix://$CONTAINERD_SOCKET"
}

run_proxy() { exec kube-proxy --config="$STATE/proxy.yaml"; }
