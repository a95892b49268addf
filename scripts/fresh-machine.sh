#!/usr/bin/env bash
# Proves the README on a machine that has nothing: makes a clean Debian with only Node 20 and npm in a temporary folder, puts an
# archive of HEAD there, and runs `npm run demo` until it answers; with --with-tests also `npm test`, as an ordinary user.
# Needs root, the network and Debian or Ubuntu here. Everything it made is gone when it ends, however it ends.
#
#   scripts/fresh-machine.sh [--with-tests] [--as-root] [--suite bookworm] [--mirror http://deb.debian.org/debian] [--node FOLDER]
#
# Node comes from --node (a folder with bin/node, as nodejs.org packs it), else from the `node` on PATH where that is 20.x, copied
# with its npm: Debian's own package is older. The report says which.
set -euo pipefail

with_tests=no
user=resident
suite=bookworm
mirror=
node_folder=
while [ $# -gt 0 ]; do
  case $1 in
    --with-tests) with_tests=yes ;;
    --as-root) user=root ;;
    --suite) suite=$2; shift ;;
    --mirror) mirror=$2; shift ;;
    --node) node_folder=$2; shift ;;
    -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "fresh-machine: unknown option $1" >&2; exit 1 ;;
  esac
  shift
done

fail() { echo "fresh-machine: $*" >&2; exit 1; }
say() { echo "── $*"; }

[ "$(id -u)" -eq 0 ] || fail "this needs root, to make and enter another system"
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
git -C "$project" rev-parse --verify -q HEAD >/dev/null || fail "there is no commit to try"

# The mirror this machine itself uses, from either form of its apt sources.
if [ -z "$mirror" ]; then
  mirror=$( (grep -hoE '^URIs: *[^ ]+/debian/?$' /etc/apt/sources.list.d/*.sources 2>/dev/null | sed 's/^URIs: *//'
    grep -hoE '^deb( \[[^]]*\])? [^ ]+/debian/? ' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null \
      | sed -E 's/^deb( \[[^]]*\])? //') | head -n 1 | tr -d ' ' || true)
  mirror=${mirror:-http://deb.debian.org/debian}
fi

if [ -z "$node_folder" ]; then
  # Not the runtime of node_modules: the one a stranger would have.
  while IFS= read -r candidate; do
    case $candidate in */node_modules/*) continue ;; esac
    case $("$candidate" --version 2>/dev/null) in
      v20.*) node_bin=$(readlink -f "$candidate"); break ;;
    esac
  done < <(type -aP node)
  [ -n "${node_bin:-}" ] || fail "no Node 20 on PATH to copy; give one with --node FOLDER"
  npm_folder=$(dirname "$(dirname "$node_bin")")/lib/node_modules/npm
else
  node_bin=$node_folder/bin/node
  npm_folder=$node_folder/lib/node_modules/npm
fi
[ -x "$node_bin" ] || fail "no executable $node_bin"
[ -f "$npm_folder/bin/npm-cli.js" ] || fail "no npm in $npm_folder"

if ! command -v debootstrap >/dev/null; then
  say "installing debootstrap"
  apt-get update -qq && apt-get install -y -qq debootstrap >/dev/null
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/redress-fresh.XXXXXX")
machine=$work/machine
mounts=()
demo=

# Ends the processes whose root folder is the machine, by their ids, and nobody else's.
end_inside() {
  local proc
  for proc in /proc/[0-9]*; do
    if [ "$(readlink "$proc/root" 2>/dev/null)" = "$machine" ]; then kill "-$1" "${proc#/proc/}" 2>/dev/null || true; fi
  done
}

clean_up() {
  local code=$? index
  trap - EXIT INT TERM
  set +e
  end_inside TERM
  sleep 1
  end_inside KILL
  [ -n "$demo" ] && wait "$demo" 2>/dev/null
  for ((index = ${#mounts[@]} - 1; index >= 0; index--)); do
    umount "${mounts[index]}" 2>/dev/null || umount -l "${mounts[index]}"
  done
  # A folder still mounted must not be emptied: that would empty the host's.
  if grep -q " $machine/" /proc/mounts; then
    echo "fresh-machine: something is still mounted below $machine; left as it is" >&2
  else
    rm -rf "$work"
  fi
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

put_mount() {
  mount "$@"
  mounts+=("${!#}")
}

say "a clean Debian $suite from $mirror"
debootstrap --variant=minbase --include=ca-certificates,libstdc++6 "$suite" "$machine" "$mirror" >"$work/debootstrap.log" 2>&1 \
  || { tail -n 20 "$work/debootstrap.log" >&2; fail "debootstrap did not succeed"; }

say "Node $("$node_bin" --version) and its npm, copied from $node_bin"
install -D "$node_bin" "$machine/usr/local/bin/node"
mkdir -p "$machine/usr/local/lib/node_modules"
cp -a "$npm_folder" "$machine/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$machine/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$machine/usr/local/bin/npx"

cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
cp -L /etc/hosts "$machine/etc/hosts"
# Where this machine trusts certificates of its own (a company's proxy), so must the new one to reach the registry.
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  cp -L /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/ca-certificates.crt"
fi

put_mount -t proc proc "$machine/proc"
put_mount -t tmpfs tmpfs "$machine/dev/shm" 2>/dev/null || { mkdir -p "$machine/dev/shm"; put_mount -t tmpfs tmpfs "$machine/dev/shm"; }

home=/root
if [ "$user" != root ]; then
  home=/home/$user
  chroot "$machine" useradd --create-home --shell /bin/bash "$user"
fi
mkdir "$machine$home/redress"
git -C "$project" archive HEAD | tar -x -C "$machine$home/redress"
chroot "$machine" chown -R "$user:" "$home/redress"
say "HEAD $(git -C "$project" rev-parse --short HEAD), as $user"

inside() {
  # The environment of a first sign-in, and no more: nothing of this machine's leaks in but its proxy.
  chroot "--userspec=$user" "$machine" /usr/bin/env -i \
    HOME="$home" USER="$user" LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
    /bin/sh -c "cd \"$home/redress\" && $1"
}

inside 'node --version && npm --version'
if inside 'command -v git || command -v python3 || command -v chromium || command -v psql'; then fail "the machine is not bare"; fi

say "npm run demo -- --json --port 0"
started=$(date +%s)
inside 'exec npm run demo -- --json --port 0' >"$work/demo.out" 2>"$work/demo.err" &
demo=$!
url=
for _ in $(seq 1 600); do
  url=$(sed -n 's/^{.*"url":"\([^"]*\)".*/\1/p' "$work/demo.out" | head -n 1)
  [ -n "$url" ] && break
  kill -0 "$demo" 2>/dev/null || break
  sleep 0.5
done
if [ -z "$url" ]; then
  cat "$work/demo.out" "$work/demo.err" >&2
  fail "the demo printed no address"
fi
took=$(($(date +%s) - started))
status=$(inside "node -e \"fetch('$url').then((r) => console.log(r.status), (e) => console.log(e.message))\"")
[ "$status" = 200 ] || { cat "$work/demo.err" >&2; fail "$url/ answered $status"; }
say "the demo listens at $url after $took s (installing included) and / answers 200"
end_inside TERM
wait "$demo" 2>/dev/null || true
demo=

if [ "$with_tests" = yes ]; then
  say "npm test"
  started=$(date +%s)
  tested=0
  inside 'npm test' >"$work/test.out" 2>&1 || tested=$?
  tail -n 40 "$work/test.out"
  say "npm test ended with exit code $tested after $(($(date +%s) - started)) s"
  [ "$tested" -eq 0 ] || exit 1
fi
say "it works on a machine with only Node 20 and npm"
