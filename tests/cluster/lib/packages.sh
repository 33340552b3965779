# shellcheck shell=bash
# shellcheck disable=SC2034 # the lists are read by the files that source this one
# Debian packages: what is missing is installed, what is there is left at its version, no service is started.

RUNTIME_PACKAGES=(
  etcd-server containerd runc containernetworking-plugins iptables conntrack socat ethtool iproute2 util-linux procps
  buildah debootstrap openssl curl jq unzip
)
BUILD_PACKAGES=(golang-go rsync make gcc libc6-dev)

# install_packages NAME…
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^ii' || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  [[ $EUID == 0 ]] || fail "these packages are needed: ${missing[*]}; install them or run as root"
  phase "installing ${#missing[@]} Debian packages"
  quietly "$CACHE/log/apt.log" without_services apt_install "${missing[@]}"
  phase_end
}

apt_install() {
  apt-get -o DPkg::Lock::Timeout=300 update || true # one broken third-party source must not stop us
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

# Debian starts services on installation; a policy file that says "forbidden" keeps etcd and containerd from running.
without_services() {
  local policy=/usr/sbin/policy-rc.d code=0
  [[ -e $policy ]] && { "$@"; return; }
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  "$@" || code=$?
  rm -f "$policy"
  return "$code"
}

# The address of the Debian mirror that apt is configured with.
debian_mirror() {
  local mirror
  # shellcheck disable=SC2016 # apt's own placeholders
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
    awk -v suite="$BASE_SUITE" '$2 == suite { print $1; exit }')
  [[ -n $mirror ]] || fail "apt knows no mirror of Debian $BASE_SUITE: add one to its sources and run 'apt-get update'"
  echo "$mirror"
}
