"""The secret seed: where it comes from, and that it stays secret."""

import stat
import subprocess
import sys

import pytest

from grader.run.secret import FILE, VARIABLE, SecretError, chosen, load_secret

HEX = "00112233445566778899aabbccddeeff"


def test_the_environment_comes_first(tmp_path):
    """GRADSTEPS_SEED is used and no file is made."""
    assert bytes.fromhex(HEX) == load_secret(tmp_path, {VARIABLE: HEX}).key
    assert [] == list(tmp_path.iterdir())


def test_a_private_file_is_made_once(tmp_path):
    """The first use writes 32 random digits that only the owner reads; the second reads them."""
    first = load_secret(tmp_path, {})

    assert first == load_secret(tmp_path, {})
    assert 0o600 == stat.S_IMODE((tmp_path / FILE).stat().st_mode)
    assert [FILE] == [path.name for path in tmp_path.iterdir()]
    (tmp_path / FILE).unlink()
    assert first != load_secret(tmp_path, {})


@pytest.mark.parametrize(
    ("environ", "content", "mode", "problem"),
    [
        ({VARIABLE: "abc"}, None, 0o600, "malformed"),
        ({VARIABLE: HEX + "0"}, None, 0o600, "malformed"),
        ({"CI": "true"}, None, 0o600, "missing"),
        ({}, HEX, 0o644, "readable"),
        ({}, "not hex", 0o600, "malformed"),
    ],
)
def test_an_unusable_seed_is_refused(tmp_path, environ, content, mode, problem):
    """Each way to have no seed has its name; with CI set none is invented."""
    if content is not None:
        (tmp_path / FILE).write_text(content)
        (tmp_path / FILE).chmod(mode)
    with pytest.raises(SecretError) as error:
        load_secret(tmp_path, environ)

    assert problem == error.value.problem


def test_two_graders_starting_together_share_one_seed(tmp_path):
    """Whoever is second reads the file of the first."""
    code = (
        "import sys; from pathlib import Path; from grader.run.secret import load_secret;"
        "print(load_secret(Path(sys.argv[1]), {}).key.hex())"
    )
    graders = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    keys = {grader.communicate()[0] for grader in graders}

    assert 1 == len(keys)
    assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_a_secret_never_prints_itself():
    """Neither repr nor mark holds the key; the mark tells keys apart."""
    secret = chosen(7)

    assert secret.key.hex() not in repr(secret)
    assert secret.mark != chosen(8).mark
    assert secret.key.hex()[:8] not in secret.mark
    assert secret.advisory
