# Sourced by the scripts beside it: finds a JDK as ./backdrop does, and builds the benchmarks.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
benchmarks=$root/backdrop-jmh/target/benchmarks.jar
. "$root/backdrop-cli/find-jdk.sh"

build_benchmarks() {
  if ! command -v mvn >/dev/null; then
    echo "Building the benchmarks needs Maven (mvn) on PATH." >&2
    exit 2
  fi
  (cd "$root" && JAVA_HOME=$jdk mvn -q -B -ntp -Dmaven.test.skip=true -pl backdrop-jmh -am package) >&2
}

if ! jdk=$(find_jdk); then
  echo "The benchmarks need JDK $NEEDS or newer: install one, or point JAVA_HOME at it." >&2
  exit 2
fi
