import atexit
import json

NOTED = {"dag": {}, "tasks": {}, "order": []}
atexit.register(lambda: print(json.dumps(NOTED, default=str)))


class DAG:
    def __init__(self, **settings):
        NOTED["dag"] = settings

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False
