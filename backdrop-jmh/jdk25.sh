# Sourced by the scripts beside it: finds a JDK as ./backdrop does, and says what is to be built.
root=$(CDPATH= cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
benchmarks=$root/backdrop-jmh/target/benchmarks.jar
module=backdrop-jmh
built=("$benchmarks")
. "$root/backdrop-cli/find-jdk.sh"
. "$root/backdrop-cli/build.sh"

if ! jdk=$(find_jdk); then
  echo "The benchmarks need JDK $NEEDS or newer: install one, or point JAVA_HOME at it." >&2
  exit 2
fi
