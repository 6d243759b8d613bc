"""Types at `shortlist init` as a person does: a line whenever it asks, then the end of the input. What
the terminal shows goes to stdout, then what the command wrote to its own and how it exited.

usage: terminal.py LINE... -- ARGUMENT...     ^D for a line ends the input
"""

import os
import pty
import subprocess
import sys
import threading

split = sys.argv.index("--")
lines, arguments = sys.argv[1:split], sys.argv[split + 1 :]

master, slave = pty.openpty()
with open("stdout", "wb") as out:
    command = subprocess.Popen(
        ["shortlist", "init", *arguments], stdin=slave, stdout=out, stderr=slave, close_fds=True
    )
os.close(slave)
threading.Timer(60, command.kill).start()  # nobody waits longer for a question

shown = b""
asked = 0
while True:
    try:
        read = os.read(master, 4096)
    except OSError:  # the command is gone
        break
    if not read:
        break
    shown += read
    while shown.count(b"\n> ") > asked:
        asked += 1
        line = lines.pop(0) if lines else "^D"
        os.write(master, b"\x04" if line == "^D" else line.encode() + b"\n")
code = command.wait()
print(shown.decode().replace("\r\n", "\n"), end="")
with open("stdout", encoding="utf-8") as out:
    print("- stdout\n" + out.read(), end="")
print(f"- exit {code}", flush=True)
os._exit(0)
