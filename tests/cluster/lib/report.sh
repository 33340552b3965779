# shellcheck shell=bash
# What a person needs to find out why something failed on the cluster.

report() {
  section "nodes and pods"
  kubectl_ get nodes,pods --all-namespaces -o wide
  section "model deployments"
  kubectl_ get modeldeployments.slipway.dev --all-namespaces -o wide
  section "the last events"
  kubectl_ get events --all-namespaces --sort-by=.metadata.creationTimestamp | tail -n 60
  section "logs of the operator"
  kubectl_ logs --namespace slipway-system --selector app.kubernetes.io/name=slipway --all-containers --prefix --tail=100
  [[ -d $STATE/log ]] || return 0
  local log
  for log in "$STATE"/log/*.log; do
    section "$(basename "$log" .log)"
    tail -n 15 "$log" | cut -c1-300
  done
} 2>&1

# A part of the report that cannot be had must not hide the others.
section() {
  set +e
  printf '\n=== %s\n' "$1"
}
