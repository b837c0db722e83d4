"""How many actions and typed characters the whole work on one walk of 300 photographs takes at the window, culled at
full size; beside it what the best other way takes by the same rules."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.rows import Found, Row, measures
from tests.support.source import ROOT

RIVAL_ACTIONS, RIVAL_CHARACTERS = 999, 7796


@measures(Row("task_w_actions", "actions", 683), Row("task_w_characters", "characters", 6000), runs=1, slow=True)
def task_w(_folder: Path) -> Found:
    """Every key, text and click counted; what came out is compared with the truth in all 240 photographs."""
    done = subprocess.run([sys.executable, "-m", "tests.support.task_w"], cwd=ROOT, check=True, stdout=subprocess.PIPE,
                          text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {"task_w_actions": (found["actions"], RIVAL_ACTIONS),
            "task_w_characters": (found["characters"], RIVAL_CHARACTERS)}
