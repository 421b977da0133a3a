"""FlanSpark's night as an Airflow DAG (2.7 or newer, 3 too): put it into the folder of DAGs.

The worker needs FlanSpark's folder, Java 17 and what its profile needs (HADOOP_CONF_DIR for yarn).

Traps
- ``skip_on_exit_code`` is 99 by default: without 4 in it a refusal by the gate is a failure, and is
  tried again. As it stands a refused night is *skipped*: what comes behind it does not run, and no
  alert for failures goes off; ``refused`` below is where to tell people.
- A failure (1) is tried once more, and goes on where it stopped. A wrong configuration or wrong data
  (2, 3) fails the second time as quickly as the first.
- ``ds`` is the *beginning* of a run's interval, which Airflow 2 counts from the day before: the night
  is named by the end of the interval, in the zone of the schedule and not in UTC.
- ``catchup`` would train once for every night since ``start_date``.
- ``execution_timeout`` ends the processes of this task. A driver in YARN's cluster mode lives on: use
  client mode, as the profile does.
- Secrets come from the worker's own environment or a secrets backend, through ``append_env``; an
  ``env={...}`` of templated connections would show in the rendered template.
"""

from datetime import timedelta

import pendulum
from airflow import DAG

try:  # Airflow 3
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

# Yours.
FLAN = "/opt/flanspark/scripts/flan"
PROFILE = "yarn"
CONFIG = "/etc/flanspark/run.yaml"
ZONE = "Europe/Berlin"

REFUSED = 4

with DAG(
    dag_id="flanspark_nightly",
    description="Prepares, trains, evaluates; promotes what is not worse",
    # Not between 01:00 and 03:00, where an hour is missing or comes twice when clocks change.
    schedule="15 4 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz=ZONE),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=22),
    tags=["flanspark"],
) as dag:
    nightly = BashOperator(
        task_id="nightly",
        bash_command=(
            f"exec {FLAN} --profile {PROFILE} nightly --config {CONFIG} --date "
            "{{ data_interval_end.in_timezone('" + ZONE + "').strftime('%Y-%m-%d') }}"
        ),
        append_env=True,
        skip_on_exit_code=[REFUSED],
        retries=1,
        retry_delay=timedelta(minutes=10),
        execution_timeout=timedelta(hours=10),
        max_active_tis_per_dag=1,
    )

    # Runs where the night before it was skipped, which only a refusal does.
    refused = BashOperator(
        task_id="refused",
        bash_command=f"{FLAN} nightly history --config {CONFIG} | tail -n 7",
        append_env=True,
        trigger_rule="all_skipped",
        retries=0,
        execution_timeout=timedelta(minutes=10),
    )

    nightly >> refused
