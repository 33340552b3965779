# shellcheck shell=bash
# Images that the cluster itself and our own images start from, made without a registry:
# a Debian base by debootstrap, and the pause program that holds a pod's namespaces.

BASE_ARCHIVE=$CACHE/base-$BASE_VERSION.tar
PAUSE_ARCHIVE=$CACHE/pause-1.tar

# Mounts made by buildah live in a namespace of their own and vanish with it, even when it is killed.
buildah_() {
  unshare --mount --propagation private \
    buildah --root "$CACHE/buildah/root" --runroot "$CACHE/buildah/run" --storage-driver overlay "$@"
}

has_image() { buildah_ inspect --type image "$1" >/dev/null 2>&1; }

ensure_base_image() {
  [[ -f $BASE_ARCHIVE ]] || make_base_archive
  has_image "$BASE_IMAGE" || quietly "$CACHE/log/base-pull.log" buildah_ pull "docker-archive:$BASE_ARCHIVE"
}

make_base_archive() {
  phase "making the Debian base image (about 1 minute, once)"
  local root
  root=$(work_folder)
  quietly "$CACHE/log/base.log" debootstrap_base "$root"
  archive_image "$BASE_ARCHIVE" "$BASE_IMAGE" "$root"
  rm -rf "$root"
  phase_end
}

debootstrap_base() {
  local root=$1 mirror
  mirror=$(debian_mirror)
  # A mount namespace: debootstrap mounts proc and sys, and does not always unmount them when interrupted.
  unshare --mount --propagation private \
    debootstrap --variant=minbase --include="$BASE_PACKAGES" "$BASE_SUITE" "$root" "$mirror"
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/* "$root"/usr/share/{doc,man,locale,info,lintian}/*
  chmod 755 "$root"
}

ensure_pause_image() {
  [[ -f $PAUSE_ARCHIVE ]] && return
  install_packages gcc libc6-dev
  local root
  root=$(work_folder)
  quietly "$CACHE/log/pause.log" gcc -Os -static -s -o "$root/pause" "$HERE/pause.c"
  archive_image "$PAUSE_ARCHIVE" "$PAUSE_IMAGE" "$root" --entrypoint '["/pause"]'
  rm -rf "$root"
}

# archive_image ARCHIVE NAME FOLDER [CONFIG…]: an image of one layer, saved; complete or not there at all.
archive_image() {
  local archive=$1 name=$2 folder=$3 container
  shift 3
  container=$(buildah_ from scratch)
  buildah_ copy -q "$container" "$folder" / >/dev/null
  buildah_ config "$@" --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah_ commit -q --rm "$container" "$name" >/dev/null
  rm -f "$archive.part"
  buildah_ push -q "$name" "docker-archive:$archive.part:$name"
  mv "$archive.part" "$archive"
}
