# Sourced by the scripts that run what is built here, once they have set
# - root: where this repository is,
# - jdk: what to build with,
# - module: what to build,
# - built: what comes of that, the jar first.

build_if_stale() {
  local what="not built yet"
  lock=$root/backdrop-cli/target/build.lock
  building=$lock.$module # There from before Maven begins to write until all is written.
  is_stale || return 0
  [ ! -f "${built[0]}" ] || what="out of date"
  if ! command -v mvn >/dev/null; then
    echo "$module is $what, and building it needs Maven (mvn) on PATH." >&2
    exit 2
  fi
  if ! mkdir -p "${lock%/*}" 2>/dev/null || [ ! -w "${lock%/*}" ]; then
    echo "$module is $what, and cannot be built: ${lock%/*} cannot be written to." >&2
    exit 2
  fi
  # Two at once would build into the same folders: the second waits, and then finds it built.
  lock_build
  ! is_stale || build
  unlock_build
}

is_stale() {
  local file
  [ ! -e "$building" ] || return 0
  for file in "${built[@]}"; do
    [ -e "$file" ] || return 0
  done
  [ -n "$(find "$root/pom.xml" "$root/integrations/pom.xml" \
    "$root"/{backdrop-core,"$module",integrations/backdrop-*}/{pom.xml,src/main} \
    -newer "${built[0]}" -print 2>/dev/null | head -n 1)" ]
}

# By flock, which lets go also where the script is killed; else by a link that says who builds, and
# that is of no use any more where there is no such process.
lock_build() {
  local holder waiting=
  if command -v flock >/dev/null; then
    exec 9>"$lock"
    if ! flock -n 9; then
      say_waiting
      flock 9
    fi
    return
  fi
  until ln -s $$ "$lock.holder" 2>/dev/null; do
    if ! holder=$(readlink "$lock.holder"); then
      # Removed meanwhile, or not to be made: then this says why.
      mkdir -p "${lock%/*}" && ln -s $$ "$lock.holder" && return
      [ -L "$lock.holder" ] || exit 2
      continue
    fi
    [ -n "$waiting" ] || say_waiting "of process $holder ($lock.holder)"
    waiting=true
    kill -0 "$holder" 2>/dev/null || ps -p "$holder" >/dev/null 2>&1 || discard_lock_of "$holder"
    sleep 1
  done
}

# Another may have done so too, and a third have locked since then: that one is put back.
discard_lock_of() {
  local aside=$lock.holder.$$
  mv "$lock.holder" "$aside" 2>/dev/null || return 0
  [ "$(readlink "$aside")" = "$1" ] || ln -s "$(readlink "$aside")" "$lock.holder" || true
  rm -f "$aside"
}

say_waiting() {
  echo "Waiting for another build${1:+ $1} in $root ..." >&2
}

unlock_build() {
  if command -v flock >/dev/null; then
    exec 9>&-
  else
    rm -f "$lock.holder"
  fi
}

# A build that fails or is interrupted leaves no jar, which would be taken for a whole one, and no
# Maven that would make one later.
build() {
  log=$(mktemp)
  began=$(mktemp)
  maven=
  trap 'abandon_build' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo "Building $module (once, about a minute) ..." >&2
  touch "$building"
  rm -rf "${built[@]}" # Also since what is copied there does not replace another version.
  JAVA_HOME=$jdk mvn -q -B -f "$root/pom.xml" -Dmaven.test.skip=true -pl "$module" -am package \
    >"$log" 2>&1 </dev/null &
  maven=$!
  if ! wait "$maven"; then
    maven=
    cat "$log" >&2
    exit 1
  fi
  touch -r "$began" "${built[0]}" # Not as old as Maven leaves one that it would not change.
  rm -f "$log" "$began" "$building"
  trap - EXIT INT TERM
}

abandon_build() {
  if [ -n "$maven" ]; then
    kill "$maven" || true
    wait "$maven" || true
  fi 2>/dev/null
  rm -f "$log" "$began" "${built[0]}" "$building"
  unlock_build
}
