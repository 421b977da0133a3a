from airflow import NOTED


class BashOperator:
    def __init__(self, task_id, **settings):
        self.task_id = task_id
        NOTED["tasks"][task_id] = settings

    def __rshift__(self, other):
        NOTED["order"].append([self.task_id, other.task_id])
        return other
