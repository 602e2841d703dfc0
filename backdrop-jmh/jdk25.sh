# Sourced by the scripts beside it: finds a JDK as ./backdrop does, and builds the benchmarks.
readonly NEEDS=25

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
benchmarks=$root/backdrop-jmh/target/benchmarks.jar

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

build_benchmarks() {
  (cd "$root" && JAVA_HOME=$jdk mvn -q -B -ntp -Dmaven.test.skip=true -pl backdrop-jmh -am package) >&2
}

if ! jdk=$(find_jdk); then
  echo "The benchmarks need JDK $NEEDS or newer: install one, or point JAVA_HOME at it." >&2
  exit 2
fi
