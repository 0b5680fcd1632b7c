"""The program as people start it: real processes, their output, messages and exit codes."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot import cli, home
from bot.answer import STATUSES
from bot.commands import COMMANDS
from bot.conversation import Conversation
from bot.terminal import PROMPT
from index.search import Search

PLANBOT = Path(sys.executable).with_name("planbot")
TRAINING_CENTRE = "体育培训中心什么时候建成"

pytestmark = pytest.mark.usefixtures("search")


def planbot(
    *arguments: str | bytes, stdin: bytes = b"", env: Mapping[str, str | None] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run planbot; `env` changes the environment, None takes a variable away."""
    merged = {**os.environ, **(env or {})}
    return subprocess.run(
        [PLANBOT, *arguments],
        input=stdin,
        env={name: value for name, value in merged.items() if value is not None},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_ask() -> None:
    done = planbot("ask", TRAINING_CENTRE)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "没有写具体日期" in text.splitlines()[0]
    assert "出处：" in text
    assert "\x1b" not in text


def test_the_words_of_a_question_may_stand_apart(search: Search, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "2018", "财政总收入"]) == 0
    assert capsys.readouterr().out == Conversation(search).ask("2018 财政总收入").text + "\n"


def test_ask_json() -> None:
    answer = json.loads(planbot("ask", "--json", "2018年财政总收入").stdout)
    assert list(answer) == ["question", "status", "text", "citations", "table", "options", "suggestions", "elapsed_ms"]
    assert answer["status"] == "answered"
    assert "168504" in answer["text"]
    assert answer["citations"][0]["kind"] == "table"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"   \t ",
        "😀👍🏽".encode(),
        b"\xff\xfe\x80",
        "啊".encode() * 33_000,
        b"\x01\x02\x1b[31m",
        b"?",
        "\u200b\u202e".encode(),
        b"--",
    ],
    ids=["empty", "blank", "emoji", "no UTF-8", "100 KB", "control", "mark", "invisible", "dashes"],
)
def test_whatever_is_asked_is_answered(text: bytes) -> None:
    done = planbot("ask", "--json", "--", text)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["status"] in {"clarify", "not_found"}


@pytest.mark.parametrize(
    ("arguments", "env", "message"),
    [
        ([], {}, "no command; name one of ask, chat"),
        (["ask"], {}, "no question"),
        (["ask", "--jsonl", "x"], {}, "--jsonl reads standard input"),
        (["ask", "--json", "--jsonl"], {}, "not allowed with"),
        (["fly"], {}, "invalid choice: 'fly'"),
        (["ask", "--plan", "mars", "x"], {}, "no plan 'mars'"),
        (["ask", "x"], {"PLANBOT_PLAN": "mars"}, "known plans: xiaokunshan-145"),
        (["ask", "--plan", "../..", "x"], {}, "no plan '../..'"),
        (["ask", "x"], {"PLANBOT_HOME": "/dev/null/home"}, "data file /dev/null/home/xiaokunshan-145.sqlite3"),
        (["ask", "x"], {"PLANBOT_HOME": None, "XDG_DATA_HOME": None, "HOME": None}, "HOME is unset"),
        (["show", "10"], {}, "chapters are numbered 1 to 9"),
        (["show", "chapter"], {}, "no chapter ''"),
        (["show", "paragraph", "-1"], {}, "planbot:"),
        (["show", "paragraph", "²"], {}, "no paragraph '²'"),
        (["show", "table", "3"], {}, "tables are numbered 1 to 2"),
        (["show", "all", "1"], {}, "takes nothing more"),
        (["show", "moon"], {}, "cannot show 'moon'"),
        (["eval", "missing.jsonl"], {}, "cases missing.jsonl: No such file"),
        (["eval", "/dev/null"], {}, "no case in /dev/null"),
    ],
)
def test_what_cannot_be_used_is_told(arguments: list[str], env: dict[str, str | None], message: str) -> None:
    done = planbot(*arguments, env=env)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert message in told
    assert told.splitlines()[-1].startswith("planbot: ")
    assert "Traceback" not in told
    assert done.stdout == b""


def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([PLANBOT, "ask", "x"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"planbot: standard output: No space left on device\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([PLANBOT, "show", "all"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_closed_streams_are_no_error() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" ask x <&- >&-', PLANBOT], stderr=subprocess.PIPE, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_foreign_encoding_is_no_error() -> None:
    done = planbot("ask", TRAINING_CENTRE, env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, b"")
    done = planbot("ask", "--json", "😀", env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert json.loads(done.stdout)["status"] == "clarify"


def test_a_damaged_data_file_is_built_anew(tmp_path: Path, search: Search) -> None:
    home.data_file(tmp_path, search.plan.id).write_bytes(b"no database")
    done = planbot("ask", TRAINING_CENTRE, env={"PLANBOT_HOME": str(tmp_path)})
    assert done.returncode == 0
    assert b"building" in done.stderr
    assert "出处：" in done.stdout.decode()


def test_version() -> None:
    assert planbot("--version").stdout.startswith(b"planbot 0.")


def test_an_unforeseen_error_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    broken = COMMANDS["ask"].__class__("bot.settings", "VARIABLE", "", lambda parser: None)  # a dict cannot be called
    monkeypatch.setitem(COMMANDS, "plans", broken)
    monkeypatch.delenv("PLANBOT_DEBUG", raising=False)
    assert cli.main(["plans"]) == 70
    told = capsys.readouterr().err
    assert told.startswith("planbot: unexpected TypeError: ")
    assert "Traceback" not in told
    monkeypatch.setenv("PLANBOT_DEBUG", "1")
    assert cli.main(["plans"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_chat_in_a_pipe(search: Search) -> None:
    done = planbot("chat", stdin="2018年财政总收入\n那2019年呢\n\n退出\n不再问\n".encode())
    talk = Conversation(search)
    expected = "".join(talk.ask(message).text + "\n\n" for message in ("2018年财政总收入", "那2019年呢", ""))
    assert (done.returncode, done.stderr, done.stdout.decode()) == (0, b"", expected)


def test_chat_takes_any_bytes() -> None:
    done = planbot("chat", stdin=b"\xff\xfe\r\n\0\n" + "再见".encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n\n") == 2


def test_chat_is_interrupted() -> None:
    with subprocess.Popen(
        [PLANBOT, "chat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as chat:
        assert chat.stdin
        assert chat.stdout
        assert chat.stderr
        chat.stdin.write("你好\n".encode())
        chat.stdin.flush()
        assert chat.stdout.readline()
        chat.send_signal(signal.SIGINT)
        assert chat.wait(10) == 130
        assert chat.stderr.read() == b"\n"


def at_terminal(*arguments: str, typed: Sequence[bytes] = (), env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run planbot at a terminal of its own, type at each prompt; return exit code and all that it shows."""
    main, terminal = pty.openpty()
    with subprocess.Popen(
        [PLANBOT, *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        env={**os.environ, "TERM": "dumb", **(env or {})},
    ) as process:
        os.close(terminal)
        shown = b""
        for line in typed:
            while not shown.endswith(PROMPT.encode()):
                shown += seen(main)
            os.write(main, line)
            shown += b"|"
        while piece := seen(main):
            shown += piece
        os.close(main)
        process.wait(10)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def seen(terminal: int) -> bytes:
    """What a terminal shows next; nothing when its last user has left."""
    assert select.select([terminal], [], [], 20)[0], "it says nothing more"
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_colours_at_a_terminal() -> None:
    code, shown = at_terminal("ask", TRAINING_CENTRE)
    assert code == 0
    assert "\x1b[36m出处：" in shown
    assert "\x1b[2m· " in shown


def test_no_color() -> None:
    code, shown = at_terminal("ask", TRAINING_CENTRE, env={"NO_COLOR": "1"})
    assert code == 0
    assert "\x1b" not in shown


def test_chat_at_a_terminal_keeps_its_history(planbot_home: Path) -> None:
    history = planbot_home / "history"
    code, shown = at_terminal("chat", typed=["2018年财政总收入\n".encode(), b"\n", b"\x04"])
    assert code == 0
    assert "168504" in shown
    assert "2018年财政总收入" in history.read_text(encoding="utf-8")


def test_the_statuses_of_the_contract(search: Search) -> None:
    asked = [TRAINING_CENTRE, "2018年财政总收入", "能加装电梯吗", "财政收入", "你好"]
    assert {Conversation(search).ask(text).status for text in asked} == set(STATUSES)
