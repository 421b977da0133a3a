# shellcheck shell=bash
# Sourced. A long step, with a word to the person who waits; everything goes to stderr.

# with_progress TEXT LOG COMMAND...: runs the command into the log, says every 15 seconds that it
# still runs, and shows the end of the log where it fails.
with_progress() {
  local text="$1" log="$2" code=0 started=$SECONDS
  shift 2
  mkdir -p "$(dirname "$log")"
  echo "$text (log: $log)" >&2
  while sleep 15 && kill -0 $$ 2> /dev/null; do echo "  ... $((SECONDS - started)) s" >&2; done &
  local ticker=$!
  "$@" > "$log" 2>&1 || code=$?
  kill "$ticker" 2> /dev/null || true
  if [ "$code" != 0 ]; then
    tail -n 30 "$log" >&2
    echo "error: Cannot finish \"$text\": exit code $code; the whole log is $log" >&2
  fi
  return "$code"
}
