"""Drop pictures, see them, and take the list along: uploads with a progress bar, and two kinds of downloads."""

import csv
import io

import tornjust as jp

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
BUTTON = "rounded bg-slate-800 px-4 py-2 text-white hover:bg-slate-600"


class Album(jp.WebPage):
    """One visitor's pictures; they go when the page does."""

    def __init__(self):
        super().__init__(title="Album", body_classes="bg-slate-100")
        self.files = []
        main = jp.Main(a=self, classes="mx-auto max-w-4xl space-y-4 p-6")
        jp.H1(a=main, text="Album", classes="text-3xl font-semibold")
        zone = jp.Label(
            a=main,
            text="Drop pictures here, or click to choose some",
            classes="block cursor-pointer rounded-xl border-2 border-dashed border-slate-400 bg-white p-10 "
            "text-center text-slate-600 hover:border-sky-500 focus-within:ring-2",
            drop=self.add,
        )
        chooser = jp.Input(
            a=zone,
            type="file",
            multiple=True,
            accept="image/*",
            classes="sr-only",
            upload=self.add,
            name="files",
        )
        jp.UploadProgress(a=main, of=zone, classes="w-full")
        jp.UploadProgress(a=main, of=chooser, classes="w-full")
        self.note = jp.P(a=main, text="No pictures yet", classes="text-slate-600", name="note", role="status")
        self.grid = jp.Div(a=main, classes="grid grid-cols-2 gap-4 sm:grid-cols-4")
        jp.Button(a=main, text="List as CSV", classes=BUTTON, click=self.save_list)

    def add(self, msg):
        pictures = [file for file in msg.files if file.type in PICTURES]
        for file in pictures:
            self.files.append(file)
            card = jp.Figure(
                a=self.grid,
                classes="overflow-hidden rounded-lg bg-white shadow",
            )
            jp.Img(
                a=card,
                src=f"data:{file.type};base64,{file.file_content}",
                alt=file.name,
                classes="h-40 w-full object-cover",
            )
            jp.Button(
                a=jp.Figcaption(a=card),
                text=f"{file.name}, {file.size:,} bytes",
                title="Store it",
                classes="w-full truncate p-2 text-left text-sm hover:underline",
                click=lambda button, msg, file=file: msg.page.download(file),
            )
        self.note.text = f"Pictures: {len(self.files)}"
        if len(pictures) < len(msg.files):
            self.note.text += f"; other files, left out: {len(msg.files) - len(pictures)}"

    def save_list(self, msg):
        table = io.StringIO()
        rows = csv.writer(table)
        rows.writerow(["name", "type", "bytes"])
        rows.writerows([file.name, file.type, file.size] for file in self.files)
        self.download(table.getvalue(), name="album.csv")


if __name__ == "__main__":
    jp.justpy(Album)
