# Shared by the scripts of this folder; sourced, not run.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/server/target/xa-atlas.jar
classes=$root/server/target/xa-atlas.jsa
import_classes=$root/server/target/xa-atlas-import.jsa

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 3; }

# install PACKAGE... : with apt-get where that may be done, else says what is missing.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing with apt-get: $*"
    { apt-get install -y -qq --no-install-recommends "$@" ||
      { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; }; } >/tmp/xa-atlas-apt.log 2>&1 </dev/null ||
      { tail -n 5 /tmp/xa-atlas-apt.log >&2; die "apt-get could not install: $*"; }
  else
    die "Missing: $*. Install it, for instance with: sudo apt-get install $*"
  fi
}

# need COMMAND PACKAGE... : the packages bring the command.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null || DEBIAN_FRONTEND=noninteractive install "$@"
}

need_java() {
  need javac openjdk-17-jdk-headless
  local major
  major=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java\.specification\.version = //p')
  [ "${major%%.*}" -ge 17 ] || die "Java 17 or newer is needed, found $major. Set JAVA_HOME to a newer JDK."
}

need_node() {
  command -v node >/dev/null || die "Node.js 20.19 or newer with npm is needed (Debian 12 has 18): https://nodejs.org/en/download"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js 20.19 or newer is needed, found $(node --version): https://nodejs.org/en/download"
  command -v npm >/dev/null || die "npm is needed; it comes with Node.js: https://nodejs.org/en/download"
}

# maven ARGUMENT... : every version is pinned, so nothing is asked of the network that is already here.
maven() {
  need mvn maven
  (cd "$root" && mvn -q -B "$@")
}

# build: makes the runnable jar when a source is newer than it.
build() {
  need_java
  if [ -f "$jar" ] && [ -z "$(cd "$root" && find pom.xml web server geodata \
    \( -name target -o -name node_modules -o -name dist -o -path 'server/src/test' -o -path web/e2e \) -prune -o \
    -type f -newer "$jar" -print -quit)" ]; then
    # Maven alone makes the jar without them.
    [ "$classes" -nt "$jar" ] || [ ! -w "$root/server/target" ] || share_classes
    return
  fi
  need_node
  say "Building Xã Atlas (the first time fetches libraries and takes a few minutes) ..."
  maven -DskipTests -Dspotless.check.skip=true package >&2
  share_classes
}

# share_classes: archives the classes of a server that was started once and of tables that were read once, so that the
# next ones start faster: a server in half the time. The JVM ignores an archive of another JVM or of another jar, and the
# empty file that stands where none could be made.
share_classes() {
  local folder server
  folder=$(mktemp -d "${TMPDIR:-/tmp}/xa-atlas-classes.XXXXXX")
  touch "$folder/log"
  "$(java_command)" -XX:ArchiveClassesAtExit="$folder/serve.jsa" -Xmx256m -XX:+UseSerialGC -jar "$jar" \
    serve --no-demo --port 0 --data "$folder" >"$folder/log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    ! grep -q 'http://' "$folder/log" && kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  mkdir "$folder/tables"
  printf 'Mã xã,Tên xã,Hộ nghèo\n03646,Phường Tô Hiệu,1\n' >"$folder/tables/a.csv"
  local form=(--province 14 --period 2026 --standard 07/2021 --data "$folder")
  "$(java_command)" -jar "$jar" template statistics "${form[@]}" --out "$folder/tables/b.xlsx" >/dev/null 2>&1 &&
    "$(java_command)" -XX:ArchiveClassesAtExit="$folder/import.jsa" "${table_options[@]}" -jar "$jar" \
      import statistics "$folder/tables" "${form[@]}" --edition 2025-07-01 --dry-run --report "$folder/report.json" >/dev/null 2>&1 || true
  touch "$folder/serve.jsa" "$folder/import.jsa"
  mv -f "$folder/import.jsa" "$import_classes"
  mv -f "$folder/serve.jsa" "$classes"
  rm -rf "$folder"
}

# test_classpath: compiles the server's classes and tests, and sets $test_classpath to what they run with.
test_classpath() {
  local file=$root/server/target/test.classpath
  maven -Dweb.build.skip=true -Dspotless.check.skip=true -pl server -am test-compile >&2
  if [ ! -s "$file" ] || [ "$root/pom.xml" -nt "$file" ] || [ "$root/server/pom.xml" -nt "$file" ]; then
    maven -X -Dweb.build.skip=true -Dspotless.check.skip=true -pl server -am test -Dtest=PeriodTest -Dsurefire.failIfNoSpecifiedTests=false |
      sed -n 's/.*\[DEBUG\] test classpath: *//p' | tail -n 1 | sed 's/  */:/g' >"$file"
  fi
  test_classpath=$(cat "$file")
}

java_command() { printf '%s' "${JAVA_HOME:+$JAVA_HOME/bin/}java"; }

# What a table is imported with: most of what a hostile one makes is garbage, and little of that waits to be collected.
# The second compiler costs more than it saves before some hundred thousand rows.
table_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn64m -Xmx1300m)

# shared FILE: sets $shared to the options that take classes from an archive, if it fits.
shared() { shared=("-XX:SharedArchiveFile=$1" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off); }

# atlas ARGUMENT... : becomes the command line of the jar; XA_JAVA_OPTIONS comes last and wins.
# A server copies bytes from mapped files: the serial collector with a small heap answered most tiles and took least
# memory. What imports and publishes the whole country stays below 2 GB resident.
atlas() {
  local options=() shared
  shared "$import_classes"
  case "${1:-} ${2:-}" in
    'import boundaries') options=(-Xmx1300m) ;;
    'import '*) options=("${table_options[@]}") ;;
  esac
  case ${1:-} in
    serve)
      options=(-XX:+UseSerialGC -Xms48m -Xmn24m -Xmx256m)
      shared "$classes"
      ;;
    publish | check) options=(-Xmx1300m) ;;
  esac
  exec "$(java_command)" "${options[@]}" "${shared[@]}" ${XA_JAVA_OPTIONS:-} -jar "$jar" "$@"
}
