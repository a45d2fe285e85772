"""Gives the page's runtime what sends files."""

from tornjust.client_py.main import runtime
from tornjust.client_py.uploads.carrier import Carrier
from tornjust.client_py.uploads.uploads import Uploads

uploads = Uploads(runtime.dom, Carrier(), runtime.platform, runtime.transport, runtime.upload_limits)
runtime.capture.on_files = uploads.add
for seq, key, files in runtime.early_files:
    uploads.add(seq, key, files)
