"""The pinned Brython: finds `brython.js` in the installed `brython` package and makes sure it is the known one.

Everything that is derived from it (`derive`) and compiled with it (`compiler`) is bound to this exact version: text
cuts need known text, and compiled modules of one version do not run on the runtime of another.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
from pathlib import Path

from tornjust.errors import TornjustError

VERSION = "3.15.0"
SHA256 = "686eb4ef3fbb5dfa6acf932469a6a6e6c105fc9ad074f1bc5053e53f98ee3198"

# The notice that Brython's licence asks for; it goes on top of what is served.
LICENCE = """\
/*! Brython 3.15.0, https://brython.info - runtime parts, modified.
Copyright (c) 2012, Pierre Quentel pierre.quentel@gmail.com
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

Redistributions of source code must retain the above copyright notice, this list of conditions and the following
disclaimer. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
following disclaimer in the documentation and/or other materials provided with the distribution. Neither the name of
the <ORGANIZATION> nor the names of its contributors may be used to endorse or promote products derived from this
software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE. */
"""

_FIX = f'python -m pip install "brython=={VERSION}"'


class BundleError(TornjustError):
    """The script for the browser cannot be made: a wrong or missing package, or client code that cannot run there."""


def brython_js(path: Path | None = None) -> bytes:
    """The pinned `brython.js`, byte for byte.

    `path` is the file to read; by default it is looked up in the installed `brython` package, without importing it.
    Raises `BundleError` when the package is missing or is another version than the pinned one.
    """
    if path is None:
        path = _installed_path()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"cannot read {path} of the brython package ({error}); reinstall it: {_FIX}"
        ) from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise BundleError(_wrong_version())
    return data


# The engine of `re`, of the same version.
REGEX_SHA256 = "d362ca81e05eeb3323d5209107e9037131cd3eefc8f7ca5e5c34c56e45b6f920"


def regex_js() -> str:
    """Brython's engine for regular expressions, a module in JavaScript. Raises `BundleError` as `brython_js`."""
    path = _installed_path().with_name("brython_stdlib.js")
    try:
        text = path.read_text(encoding="utf-8")
        modules = json.JSONDecoder().raw_decode(text, text.index("{", text.index("scripts")))[0]
        engine = str(modules["python_re"][1])
    except (OSError, ValueError, LookupError) as error:
        raise BundleError(
            f"cannot read {path} of the brython package ({error}); reinstall it: {_FIX}"
        ) from error
    if hashlib.sha256(engine.encode()).hexdigest() != REGEX_SHA256:
        raise BundleError(_wrong_version())
    return engine


def _installed_path() -> Path:
    spec = importlib.util.find_spec("brython")
    if spec is None or spec.origin is None:
        raise BundleError(f"tornjust needs brython {VERSION}, which is not installed; install it: {_FIX}")
    return Path(spec.origin).with_name("data") / "brython.js"


def _wrong_version() -> str:
    try:
        found = importlib.metadata.version("brython")
    except importlib.metadata.PackageNotFoundError:
        found = "of an unknown version"
    if found == VERSION:
        return (
            f"brython.js of the installed brython {found} is not the published one (sha256 differs);"
            f' reinstall it: python -m pip install --force-reinstall "brython=={VERSION}"'
        )
    return f"the installed brython is {found}, tornjust needs exactly {VERSION}; fix it: {_FIX}"
