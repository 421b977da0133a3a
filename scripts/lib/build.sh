# shellcheck shell=bash
# shellcheck disable=SC2154
# Sourced. What scripts/flan and scripts/check share about building. Needs $root, the repository; sets $job_jar.

job_jar="$root/spark-job/target/flanspark.jar"

# The fastest of ND4J's native libraries that this processor runs. FLAN_ND4J_CLASSIFIER overrides it,
# as it must where the executors' machines are older than this one.
nd4j_classifier() {
  local flags
  flags="$(grep -m 1 '^flags' /proc/cpuinfo 2> /dev/null || true) "
  if [ -n "${FLAN_ND4J_CLASSIFIER:-}" ]; then
    echo "$FLAN_ND4J_CLASSIFIER"
  elif [[ "$flags" == *" avx512f "* && "$flags" == *" avx512bw "* && "$flags" == *" avx512dq "* && "$flags" == *" avx512vl "* ]]; then
    echo linux-x86_64-avx512
  elif [[ "$flags" == *" avx2 "* ]]; then
    echo linux-x86_64-avx2
  else
    echo linux-x86_64
  fi
}

# A build that was stopped leaves a jar without the record that ends every zip archive.
job_jar_is_whole() {
  [ -f "$job_jar" ] && [ "$(tail -c 22 "$job_jar" | head -c 4)" = $'PK\x05\x06' ]
}

# True where there is no job jar, or one older than what it is made from.
job_jar_is_stale() {
  ! job_jar_is_whole || [ -n "$(find "$root"/{pom.xml,*/pom.xml,data-prep/src/main,spark-job/src/main} \
    -newer "$job_jar" -type f -print -quit)" ]
}

# Makes the job jar where it is missing or stale; one process builds, others wait for it.
ensure_job_jar() {
  job_jar_is_stale || return 0
  mkdir -p "$root/target"
  (
    flock 9
    job_jar_is_stale || exit 0
    with_progress "Building the job jar; the first time downloads the libraries, some minutes" "$root/target/build.log" \
      mvn -B -ntp -f "$root/pom.xml" -DskipTests -Dspotless.check.skip -Dnd4j.classifier="$(nd4j_classifier)" package 9>&-
  ) 9> "$root/target/build.lock"
}
