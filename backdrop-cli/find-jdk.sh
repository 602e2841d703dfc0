# Sourced by the scripts that need a JDK of this version or a newer one, wherever it is.
readonly NEEDS=25

# Prints the feature version of the JDK in a folder, or 0 where there is none.
feature() {
  local version=
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  printf '%s\n' "${version:-0}"
}

is_new_enough() {
  [ "$(feature "$1")" -ge "$NEEDS" ]
}

find_jdk() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if command -v java >/dev/null; then
    # The java on PATH may be a stub or a shim: only it knows where it lives.
    home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    if [ -n "$home" ] && is_new_enough "$home"; then
      printf '%s\n' "$home"
      return
    fi
  fi
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    if is_new_enough "$home"; then
      printf '%s\n' "$home"
      return
    fi
  done
  return 1
}
