# shellcheck shell=bash
# The cache outlives clusters and checkouts. Whatever enters it is made in a work folder and renamed when complete.

# locked COMMAND…: one at a time may change the cluster or the cache.
locked() {
  mkdir -p "$CACHE"
  exec 9>"$CACHE/lock"
  flock 9
  discard_work # of someone who was killed
  trap discard_work EXIT
  "$@"
}

work_folder() {
  mkdir -p "$CACHE/work"
  mktemp -d "$CACHE/work/XXXXXX"
}

discard_work() {
  [[ -d $CACHE/work ]] || return 0
  chmod -R u+w "$CACHE/work" # Go's own caches are read-only
  rm -rf --one-file-system "$CACHE/work"
}
