# shellcheck shell=bash
# Sourced. What scripts/flan knows about Kubernetes.

# driver_code LOG: the exit code of the driver's container; nothing where the log does not hold it.
# Containers beside the driver's end with codes of their own.
driver_code() {
  awk '
    /container name: / { name = $NF }
    /exit code: -?[0-9]+[[:space:]]*$/ { last = $NF; if (name == "spark-kubernetes-driver") driver = $NF }
    END { print driver != "" ? driver : last }' "$1"
}

# driver_pod LOG: namespace and name of the driver's pod.
driver_pod() {
  awk '
    /namespace: / { namespace = $NF }
    /pod name: / { pod = $NF }
    END { print namespace, pod }' "$1"
}

# with_code_of_driver COMMAND...: in cluster mode on Kubernetes spark-submit ends with 0 although the
# driver failed (SPARK-26365), and only logs how its container ended. Runs it, and ends as the driver
# did, whose exit code is the command's own.
with_code_of_driver() {
  local log submitted=0 code namespace pod
  log="$(mktemp)"
  # shellcheck disable=SC2064
  trap "rm -f '$log'" EXIT
  { "$@" 2>&1 >&3 | tee "$log" >&2; } 3>&1 || submitted=$?
  [ "$submitted" = 0 ] || return "$submitted"
  code="$(driver_code "$log")"
  if [ -z "$code" ]; then
    echo "error: Cannot tell how the driver ended: spark-submit logged no 'exit code: N'; see the driver pod's own log, and let log4j2.properties log org.apache.spark.deploy.k8s from INFO" >&2
    return 1
  fi
  if [ "$code" != 0 ]; then
    read -r namespace pod <<< "$(driver_pod "$log")"
    echo "error: The driver ended with exit code $code, and its log says why: kubectl -n $namespace logs $pod" >&2
  fi
  return "$code"
}
