import subprocess
import sys
from pathlib import Path

import pytest

import ipsearch.engine
from ipsearch.cli.exits import exit_code
from ipsearch.cli.usage import usage_problem
from ipsearch.documents.trademark import ANALYSIS_VERSION, FAMILY
from ipsearch.engine import Trademarks
from ipsearch.errors import (
    EngineBusy,
    EngineError,
    EngineUnreachable,
    IndexMissing,
    IndexStale,
    InputError,
    IpsearchError,
    LoadFinishedWithRejects,
    UsageError,
)
from ipsearch.indices import Versions
from ipsearch.termination import Terminated
from tests.cli.conftest import Cli
from tests.small_register import write_register


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (IpsearchError, 1), (EngineError, 1), (UsageError, 2), (InputError, 2), (EngineUnreachable, 3),
        (EngineBusy, 3), (IndexMissing, 3), (IndexStale, 3), (LoadFinishedWithRejects, 4),
    ],
)  # fmt: skip
def test_every_error_has_its_code(kind: type[IpsearchError], code: int) -> None:
    assert exit_code(kind("check.empty")) == code


def test_every_class_of_errors_is_listed() -> None:
    def below(kind: type[IpsearchError]) -> set[type[IpsearchError]]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    assert all(exit_code(kind("check.empty")) in (1, 2, 3, 4) for kind in below(IpsearchError))


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["check", " "], "the mark is empty", "商标为空"),
        (["check", "!!"], "only symbols", "只有符号"),
        (["check", "x" * 301], "301 characters", "301 个字符"),
        (["check", "小米", "--class", "46"], "--class: class 46 does not exist", "--class: 不存在第 46 类"),
        (["check", "小米", "--class", "nine"], "--class: class nine does not exist", "--class: 不存在第 nine 类"),
        (["check", "小米", "--group", "0000"], "--group: similar group 0000 does not exist", "不存在类似群 0000"),
        (["check", "小米", "--class", "第99类"], "--class: class 99 does not exist", "--class: 不存在第 99 类"),
        (["check", "小米", "--limit", "9" * 5000], "--limit: the limit is 999", "--limit: 显示条数为 999"),
        (["check", "NI\udcffKE"], "MARK: the text holds bytes or characters that are no", "MARK: 文本含有非 Unicode"),
        (["compare", "小米", "\udcff"], "MARK: the text holds bytes or characters", "MARK: 文本含有非 Unicode"),
        (["check", "小米", "--applicant", "\udcff"], "--applicant: the text holds", "--applicant: 文本含有非 Unicode"),
        (["dedupe", ".", "--out", "o"], ".: cannot be read: Is a directory", ".: 无法读取"),
        (["check", "小米", "--limit", "-1"], "--limit: the limit is -1", "--limit: 显示条数为 -1"),
        (["check", "小米", "--engine", "ftp:x"], "ftp:x is not an engine", "“ftp:x”不是可用的引擎"),
        (["compare", "小米", " "], "the mark is empty", "商标为空"),
        (["dedupe", "none.csv", "--out", "o"], "none.csv: no such file", "none.csv: 文件或目录不存在"),
        (["load", "trademarks", "none"], "none: no such file", "none: 文件或目录不存在"),
        (["load", "trademarks", ".", "--source", "zz"], "there is no source zz", "没有名为 zz 的数据源"),
        (["load", "groups", "none.json"], "none.json: no such file", "none.json: 文件或目录不存在"),
    ],
)
def test_wrong_input_is_2_and_told_in_both_languages(
    cli: Cli, arguments: list[str], english: str, chinese: str
) -> None:
    for lang, text in (("en", english), ("zh", chinese)):
        result = cli(*arguments, "--lang", lang)
        assert result.code == 2
        assert text in result.err
        assert result.out == ""
        assert "Traceback" not in result.err


@pytest.mark.parametrize("arguments", [[], ["check"], ["chek", "x"], ["check", "x", "--format", "xml"], ["load"]])
def test_wrong_usage_is_2(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert "Usage: ipsearch" in result.err
    assert result.out == ""


def test_wrong_usage_is_announced_in_chinese(cli: Cli) -> None:
    assert cli("check", "--lang", "zh").err.startswith("命令用法有误")
    assert cli("check", "--lang=zh").err.startswith("命令用法有误")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "缺少 MARK"), (["check", "小米", "--clas", "9"], "没有选项 --clas"),
        (["check", "小米", "-x"], "没有选项 -x"),
        (["check", "小米", "--format", "xml"], "--format 的值无效 → 可用的值：table, json, ndjson, csv"),
        (["index", "plan", "--records", "many"], "--records 的值无效"), (["index", "plan"], "缺少 --records"),
        (["chek", "小米"], "没有这个命令 → 用 --help 查看全部命令"),
        (["check", "小米", "科技"], "多余的参数 科技 → 含空格的商标或检索式请加引号"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_chinese(cli: Cli, arguments: list[str], said: str) -> None:
    result = cli(*arguments, "--lang", "zh")
    assert result.code == 2
    assert said in result.err.splitlines()[0]


def test_an_option_without_its_value_is_told_in_chinese(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "选项 --class 缺少取值" in cli("check", "小米", "--class").err.splitlines()[0]


def test_a_command_that_is_not_there_is_known_by_the_class_that_click_has_for_it_since_8_4() -> None:
    """Typer before 0.26 raises the errors of the Click that is installed, later ones those of their own copy."""
    exceptions = pytest.importorskip("click.exceptions")
    if not hasattr(exceptions, "NoSuchCommand"):
        pytest.skip("the Click that is installed has no such class")
    assert usage_problem(exceptions.NoSuchCommand("chek")).code == "cli.no_command"


def test_the_shell_completes_commands_options_and_values(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_IPSEARCH_COMPLETE", "complete_bash")
    for words, completed in (
        ("ipsearch che", ["check"]), ("ipsearch load ", ["trademarks", "patents", "groups"]),
        ("ipsearch check 小米 --appl", ["--applicant"]), ("ipsearch check 小米 --format n", ["ndjson"]),
    ):  # fmt: skip
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
        done = subprocess.run([sys.executable, "-m", "ipsearch"], capture_output=True, text=True)
        assert (done.returncode, done.stdout.split(), done.stderr) == (0, completed, "")


def test_locale_decides_the_language(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "商标为空" in cli("check", " ").err
    monkeypatch.setenv("LC_ALL", "C")
    assert "the mark is empty" in cli("check", " ").err


def test_nothing_loaded_is_3(empty_cli: Cli) -> None:
    result = empty_cli("check", "小米")
    assert result.code == 3
    assert "ipsearch load trademarks PATH" in result.err


def test_a_stale_index_is_3(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ipsearch.engine, "versions", lambda: Versions("999", "00000000"))
    result = cli("check", "小米")
    assert result.code == 3
    assert "999/00000000" in result.err


def test_a_home_that_is_no_folder_is_3(empty_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    result = empty_cli("load", "trademarks", str(write_register(tmp_path)))
    assert result.code == 3
    assert "IPSEARCH_HOME" in result.err


def test_another_load_is_3(empty_cli: Cli, tmp_path: Path) -> None:
    source = str(write_register(tmp_path))
    with ipsearch.connect(home=str(tmp_path / "home")) as ip:
        writer = ip.backend.build(FAMILY, Versions(ANALYSIS_VERSION, "00000000"))
        try:
            assert empty_cli("load", "trademarks", source).code == 3
        finally:
            writer.close()


def test_an_unexpected_error_is_1_without_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(Trademarks, "check", broken)
    result = cli("check", "小米")
    assert result.code == 1
    assert "程序意外出错" in result.err
    assert "ValueError: boom" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("IPSEARCH_DEBUG", "1")
    assert "Traceback" in cli("check", "小米").err


@pytest.mark.parametrize(("interrupt", "code"), [(KeyboardInterrupt, 130), (Terminated, 143)])
def test_an_interrupt_has_its_code_and_names_resume(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, interrupt: type[KeyboardInterrupt], code: int
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise interrupt

    monkeypatch.setattr(Trademarks, "check", stopped)
    result = cli("check", "小米")
    assert result.code == code
    assert "--resume" in result.err
    assert "Traceback" not in result.err


def test_a_reader_that_has_gone_is_no_drama(cli: Cli) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ipsearch", "check", "小米"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv"])
def test_a_full_disk_is_told(cli: Cli, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "ipsearch", "check", "小米", "--format", form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("the standard output takes no more: No space left on device → make room")
    assert done.stderr.count("\n") == (2 if form == "csv" and "Searched" in done.stderr else 1)


def test_version(cli: Cli) -> None:
    result = cli("--version")
    assert result.code == 0
    assert result.out.startswith("ipsearch 0.")
