# shellcheck shell=bash
# Certificates and kubeconfigs of one cluster's life: made afresh at every start, gone when it is taken down.

PKI=$STATE/pki

make_pki() {
  mkdir -p "$PKI"
  chmod 700 "$PKI"
  authority ca kubernetes
  authority front-proxy-ca front-proxy
  openssl genrsa -out "$PKI/service-account.key" 2048 2>/dev/null
  local api="DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:localhost"
  certificate apiserver ca /CN=kube-apiserver serverAuth "$api,IP:127.0.0.1,IP:$SERVICE_FIRST,IP:$NODE_ADDRESS"
  make_node_pki
  certificate front-proxy front-proxy-ca /CN=front-proxy clientAuth
  client apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client
  client admin /O=system:masters/CN=admin
  client kube-controller-manager /CN=system:kube-controller-manager
  client kube-scheduler /CN=system:kube-scheduler
  client kube-proxy /CN=system:kube-proxy
  cp "$PKI/admin.kubeconfig" "$KUBECONFIG_PATH"
}

# Who the node is, to the API server and to those who ask its kubelet.
make_node_pki() {
  certificate "$NODE_NAME-server" ca "/O=system:nodes/CN=system:node:$NODE_NAME" serverAuth "DNS:$NODE_NAME,IP:$NODE_ADDRESS"
  client "$NODE_NAME" "/O=system:nodes/CN=system:node:$NODE_NAME"
}

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$2" \
    -keyout "$PKI/$1.key" -out "$PKI/$1.crt" 2>/dev/null
}

# certificate NAME AUTHORITY SUBJECT USAGE [NAMES]
certificate() {
  local name=$1 authority=$2 subject=$3 usage=$4 names=${5:-}
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "$subject" \
    -keyout "$PKI/$name.key" -out "$PKI/$name.csr" 2>/dev/null
  {
    echo "keyUsage=digitalSignature,keyEncipherment"
    echo "extendedKeyUsage=$usage"
    [[ -z $names ]] || echo "subjectAltName=$names"
  } >"$PKI/$name.ext"
  openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" -CAcreateserial -days 365 \
    -extfile "$PKI/$name.ext" -out "$PKI/$name.crt" 2>/dev/null
  rm "$PKI/$name.csr" "$PKI/$name.ext"
}

# client NAME SUBJECT: a certificate and the kubeconfig that holds it.
client() {
  certificate "$1" ca "$2" clientAuth
  cat >"$PKI/$1.kubeconfig" <<-END
	apiVersion: v1
	kind: Config
	current-context: $CLUSTER_NAME
	clusters:
	- name: $CLUSTER_NAME
	  cluster: {server: "https://$API_ADDRESS:6443", certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")}
	users:
	- name: $1
	  user: {client-certificate-data: $(base64 -w0 "$PKI/$1.crt"), client-key-data: $(base64 -w0 "$PKI/$1.key")}
	contexts:
	- name: $CLUSTER_NAME
	  context: {cluster: $CLUSTER_NAME, user: $1}
	END
  chmod 600 "$PKI/$1.kubeconfig"
}
