# shellcheck shell=bash
# Kubernetes' own programs, built once from Debian's source package and kept in the cache.
# They are built in a temporary folder that is renamed when complete: an interrupted build leaves nothing half-made.

KUBERNETES_PROGRAMS=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)

ensure_kubernetes() {
  [[ -x $KUBERNETES_BIN/kube-apiserver ]] && return
  install_packages "${BUILD_PACKAGES[@]}"
  local work
  work=$(work_folder)
  phase "fetching the source of Kubernetes $KUBERNETES_VERSION"
  quietly "$CACHE/log/source.log" fetch_kubernetes "$work"
  phase "building kube-apiserver (about 5 minutes, once)"
  quietly "$CACHE/log/build-apiserver.log" build_apiserver "$work"
  phase "building the controller manager, scheduler, kubelet and proxy (about 2 minutes, once)"
  quietly "$CACHE/log/build-others.log" build_others "$work"
  phase_end
  mv "$work/bin" "$KUBERNETES_BIN"
  rm -rf "$work"
}

# Debian's source package, through a private apt configuration so that the machine's own is untouched.
fetch_kubernetes() {
  local work=$1 mirror
  mirror=$(debian_mirror)
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/src/k8s.io/kubernetes" "$work/bin"
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$BASE_SUITE" \
    >"$work/apt/sources.list"
  local options=(
    -o "Dir::Etc::SourceList=$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=root
  )
  (cd "$work/apt" && apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only kubernetes)
  tar -xf "$work"/apt/kubernetes_*.orig.tar.gz -C "$work/src/k8s.io/kubernetes" --strip-components=1
  replace_reflect2 "$work"
  cat >"$work/version" <<-END
	KUBE_GIT_COMMIT='faecb196815e248d3ecfb03c680a4507229c2a56'
	KUBE_GIT_TREE_STATE='clean'
	KUBE_GIT_VERSION='$KUBERNETES_VERSION'
	KUBE_GIT_MAJOR='1'
	KUBE_GIT_MINOR='20'
	END
}

# reflect2 1.0.1 reaches into Go's map iterator, which changed in Go 1.18: programs crash at random. Debian has 1.0.2.
replace_reflect2() {
  local vendored=$1/src/k8s.io/kubernetes/vendor/github.com/modern-go/reflect2
  (cd "$1/apt" && apt-get download golang-github-modern-go-reflect2-dev && dpkg -x golang-github-modern-go-reflect2-dev_*.deb reflect2)
  rm "$vendored"/*.go "$vendored"/*.s
  cp "$1"/apt/reflect2/usr/share/gocode/src/github.com/modern-go/reflect2/*.{go,s} "$vendored/"
}

# in_tree WORK COMMAND…: runs in the source tree, inside its own GOPATH and with Go's settings of that time.
in_tree() {
  local work=$1
  shift
  (
    cd "$work/src/k8s.io/kubernetes" || exit
    env -u GOFLAGS -u GO111MODULE -u GOROOT GOPATH="$work" GOCACHE="$work/go-cache" GOTMPDIR="$work" CGO_ENABLED=0 "$@"
  )
}

# The API server needs generated OpenAPI code, which only the tree's own make produces.
build_apiserver() {
  in_tree "$1" nice make WHAT=cmd/kube-apiserver KUBE_GIT_VERSION_FILE="$1/version" GOLDFLAGS="-s -w"
  cp "$1/src/k8s.io/kubernetes/_output/bin/kube-apiserver" "$1/bin/"
}

build_others() {
  local package=k8s.io/kubernetes/vendor/k8s.io/component-base/version
  local flags="-s -w -X $package.gitVersion=$KUBERNETES_VERSION -X $package.gitMajor=1 -X $package.gitMinor=20"
  local program
  for program in "${KUBERNETES_PROGRAMS[@]}"; do
    [[ $program == kube-apiserver ]] && continue
    in_tree "$1" env GO111MODULE=off nice go build -o "$1/bin/$program" -ldflags "$flags" "k8s.io/kubernetes/cmd/$program"
  done
}
