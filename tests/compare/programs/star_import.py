"""Names without a prefix, those that JustPy happens to bring along among them."""

from justpy import *
from justpy.htmlcomponents import Em

shared = WebPage(delete_flag=False)
transition = create_transition()
info = Dict(a={"b": 1})
Div(text=json.dumps({"sorted": [1, 2]}), a=shared)
P(text=f"{info.a.b} {bool(info.missing.name)} {len(transition)} {PORT} {DEBUG}", a=shared)
Em(text="shared by all visitors", a=shared)
Button(text="0", a=shared, click="self.text = str(int(self.text) + 1)")


async def wait(self, msg):
    await asyncio.sleep(0.01)
    self.text = re.sub("w", "W", "waited")


Button(text="wait", a=shared, click=wait)

justpy(lambda: shared)
