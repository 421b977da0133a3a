"""As in Airflow."""
