# shellcheck shell=bash
# etcd, API server, controller manager and scheduler: the command lines. `exec`: the process id is the program's own.

PKI=$STATE/pki

# Nothing here outlives the cluster, so nothing waits for the disk.
run_etcd() {
  exec etcd --name "$NODE_NAME" --data-dir "$STATE/etcd" --unsafe-no-fsync \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster "$NODE_NAME=http://127.0.0.1:2380"
}

run_apiserver() {
  exec kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address="$NODE_ADDRESS" --bind-address=0.0.0.0 --secure-port=6443 --insecure-port=0 \
    --service-cluster-ip-range="$SERVICE_RANGE" --allow-privileged=true \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --anonymous-auth=true \
    --client-ca-file="$PKI/ca.crt" --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$PKI/service-account.key" \
    --service-account-signing-key-file="$PKI/service-account.key" \
    --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy \
    --requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-group-headers=X-Remote-Group \
    --requestheader-username-headers=X-Remote-User --enable-aggregator-routing=true \
    --proxy-client-cert-file="$PKI/front-proxy.crt" --proxy-client-key-file="$PKI/front-proxy.key"
}

run_controller_manager() {
  exec kube-controller-manager --kubeconfig="$PKI/kube-controller-manager.kubeconfig" --leader-elect=false \
    --authentication-kubeconfig="$PKI/kube-controller-manager.kubeconfig" \
    --authorization-kubeconfig="$PKI/kube-controller-manager.kubeconfig" --bind-address=127.0.0.1 \
    --allocate-node-cidrs=true --cluster-cidr="$POD_RANGE" --node-cidr-mask-size="${POD_RANGE#*/}" \
    --service-cluster-ip-range="$SERVICE_RANGE" --use-service-account-credentials=true \
    --root-ca-file="$PKI/ca.crt" --service-account-private-key-file="$PKI/service-account.key" \
    --flex-volume-plugin-dir="$STATE/plugins" --kube-api-qps=200 --kube-api-burst=400
}

run_scheduler() {
  cat >"$STATE/scheduler.yaml" <<-END
	apiVersion: kubescheduler.config.k8s.io/v1beta1
	kind: KubeSchedulerConfiguration
	clientConnection: {kubeconfig: $PKI/kube-scheduler.kubeconfig, qps: 200, burst: 400}
	leaderElection: {leaderElect: false}
	podInitialBackoffSeconds: 1
	podMaxBackoffSeconds: 2
	END
  exec kube-scheduler --config="$STATE/scheduler.yaml" --bind-address=127.0.0.1 --port=0
}

# api_get PATH: as the administrator, from inside the node.
api_get() {
  curl -fsS --max-time 5 --cacert "$PKI/ca.crt" --cert "$PKI/admin.crt" --key "$PKI/admin.key" "https://$API_ADDRESS:6443$1"
}
