# shellcheck shell=bash
# shellcheck disable=SC2154
# Sourced. What scripts/flan knows about a driver that runs in a YARN cluster: this machine's files
# and the driver's exit code do not travel by themselves. Needs $java, class_path, settings_of_profile.

# Commands whose settings are a run's configuration.
has_configuration() {
  [[ "$1" == @(doctor|evaluate|export|nightly|prepare|report|study|tokenizer|train) ]]
}

# with_hadoop ARGUMENT...: Java on the class path of the program.
with_hadoop() {
  "$java" -XX:+UseSerialGC "-Dlog4j2.configurationFile=$logging" -cp "$(class_path)" "$@"
}

# pack_settings FOLDER ARGUMENT...: checks the configuration that the arguments name, before anything
# is submitted, and writes it whole, task files of this machine in it, to FOLDER/run.yaml; or a study, with
# all settings of its runs. Sets $packed to the arguments for the driver.
pack_settings() {
  local folder="$1" day properties=() settings=() packer=ConfigCommand
  shift
  [ "$command" != study ] || packer=StudyCommand
  day="$(date +%F)"
  packed=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --config=* | --set=* | --limit=* | --small) settings+=("$1") ;;
      --date=*) day="${1#*=}" ;;
      --config | --set | --limit | --date)
        [ $# -ge 2 ] || fail 2 "Missing value of $1"
        if [ "$1" = --date ]; then day="$2"; else settings+=("$1" "$2"); fi
        shift
        ;;
      *) packed+=("$1") ;;
    esac
    shift
  done
  [ -z "$profile" ] || mapfile -t properties < <(settings_of_profile "$profile")
  with_hadoop "-Dspark.master=$master" "${properties[@]}" "org.flanspark.tuning.command.$packer" \
    --travelling "${settings[@]}" --date "$day" > "$folder/run.yaml"
  # In the driver's folder there is the file by its name.
  packed+=(--config run.yaml --date "$day")
}

# with_outcome_of_driver FILE COMMAND...: runs spark-submit, which fails with code 1 whatever stopped
# the driver, and also where the driver was done without Spark. Ends with the code that the driver
# left in FILE, and says why.
with_outcome_of_driver() {
  local file="$1" code=0
  shift
  "$@" || code=$?
  with_hadoop org.flanspark.command.SubmittedOutcome "$file" "$code"
}
