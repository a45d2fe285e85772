"""A page that all visitors share, made before the server starts, with components that live on two pages."""

import justpy as jp

shared = jp.WebPage(delete_flag=False, title="Shared")
counter = jp.Div(text="0", a=shared, classes="text-xl")
everywhere = jp.P(text="on both pages", delete_flag=False)
shared.add(everywhere)


async def more(self, msg):
    counter.text = str(int(counter.text) + 1)
    everywhere.text = f"changed {counter.text}"
    for wp in jp.WebPage.instances.values():
        await wp.update()
    self.text = f"pages: {len(jp.WebPage.instances) > 0}, here: {shared.page_id in jp.WebPage.instances}"


jp.Button(text="more", a=shared, click=more)


@jp.SetRoute("/other")
def other():
    wp = jp.WebPage(title="Other")
    wp.add(everywhere)
    jp.P(text=f"counter is {counter.text}", a=wp)
    return wp


jp.justpy(lambda: shared)
