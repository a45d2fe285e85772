"""Sessions: a visitor keeps an id over pages and events."""

import justpy as jp

visits = {}


@jp.SetRoute("/again")
def again(request):
    return jp.WebPage().add(
        jp.P(
            text=f"clicked {visits.get(request.session_id, 0)} times, id of {len(request.session_id)} letters"
        )
    )


def click(self, msg):
    visits[msg.session_id] = visits.get(msg.session_id, 0) + 1
    self.text = f"clicked {visits[msg.session_id]}"


def page(request):
    wp = jp.WebPage()
    jp.P(a=wp, text=f"known: {request.session_id in visits}")
    jp.Button(a=wp, text="click", click=click)
    jp.A(a=wp, text="again", href="/again")
    return wp


jp.justpy(page)
