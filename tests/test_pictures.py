"""Pictures on a page: upright, sharp, small enough to send, and silent about where they were taken."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from handout_builder.errors import PictureError
from handout_builder.pictures import Printable, printable, shared_out

from .conftest import HOME, ClinicFolder

COLOURS = ("red", "lime", "blue", "yellow")
"""Of the quarters of `scene`, row by row."""
RGB = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]


def scene(size: tuple[int, int] = (400, 300)) -> Image.Image:
    image = Image.new("RGB", size)
    half = size[0] // 2, size[1] // 2
    for number, colour in enumerate(COLOURS):
        image.paste(colour, (number % 2 * half[0], number // 2 * half[1], *size))
    return image


@cache
def grain(size: tuple[int, int]) -> Image.Image:
    """Noise, a piece of it many times: all of it takes longer to make than a photo."""
    piece, image = Image.effect_noise((800, 600), 22), Image.new("L", size)
    for left, top in product(range(0, size[0], piece.width), range(0, size[1], piece.height)):
        image.paste(piece, (left, top))
    return image


@cache
def gradients(size: tuple[int, int]) -> list[Image.Image]:
    return [Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size)]


def photo(size: tuple[int, int], orientation: int = 1, quality: int = 92, colour: int = 0) -> bytes:
    """A photo as a phone writes it: noise, gradients, and a place in its metadata."""
    noise = ImageChops.offset(grain(size), 37 * colour)
    blended = [Image.blend(each, noise, 0.35) for each in gradients(size)]
    image = Image.merge("RGB", [*blended, blended[colour % 2]])
    return written(image, "JPEG", quality=quality, exif=exif(orientation))


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = "a patient at home"
    tags.get_ifd(0x8825)[1] = "N"
    tags.get_ifd(0x8825)[2] = (52.0, 30.0, 1.0)
    return tags


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def swapped() -> bytes:
    """A colour profile in which the first number is blue and the last one red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"?XYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"?XYZ", b"bXYZ", 1)
    return profile.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def reopened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def drawn(thing: pikepdf.Object) -> pikepdf.Stream | None:
    """Give a picture of a PDF; nothing for whatever else is in it."""
    return thing if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" else None


def quarters(image: Image.Image) -> list[tuple[int, int, int]]:
    """Give the nearest of the colours of a scene in the middle of each quarter."""
    plain = image.convert("RGB")
    found = []
    for number in range(4):
        place = plain.width * (1 + number % 2 * 2) // 4, plain.height * (1 + number // 2 * 2) // 4
        dot = plain.getpixel(place)
        assert isinstance(dot, tuple)
        found.append(min(RGB, key=lambda each: sum(abs(a - b) for a, b in zip(each, dot, strict=True))))
    return found


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """An article with twelve big photos, each turned another way, in print and for e-readers."""
    folder = ClinicFolder(tmp_path_factory.mktemp("photos"))
    folder.write("sources/clinicians.toml", "")
    folder.write("layouts/clinic.toml", 'name = "Riverside Clinic"\neditions = ["letter", "large-print", "epub"]\n')
    for number in range(12):
        folder.write(f"sources/{number}.jpg", photo((4000, 3000), 1 + number % 8, colour=number))
    shown = "\n\n".join(f"## Part {number}\n\n![A garden]({number}.jpg)" for number in range(12))
    folder.write("sources/garden.md", f"# The garden\n\nBy Jane Roe\n\n{shown}\n")
    done = folder.run()
    assert done.code == 0, done.err
    return folder


def test_twelve_phone_photos_make_a_handout_that_can_be_sent(photos: ClinicFolder) -> None:
    sizes = {name: len(data) for name, data in photos.made().items()}
    assert sum(path.stat().st_size for path in (photos.path / "sources").glob("*.jpg")) > 30_000_000
    assert len(sizes) == 3
    assert max(sizes.values()) < 1_000_000, sizes


def test_no_photo_tells_where_it_was_taken(photos: ClinicFolder) -> None:
    made = photos.made()
    with zipfile.ZipFile(BytesIO(made["epub/garden.epub"])) as book:
        inside = [book.read(name) for name in book.namelist() if name.endswith(".jpg")]
    with pikepdf.open(BytesIO(made["letter/garden.pdf"])) as pdf:
        inside += [each.read_raw_bytes() for each in map(drawn, pdf.objects) if each]
    assert len(inside) == 24
    for data in inside:
        assert b"Exif" not in data
        assert b"patient" not in data


def test_photos_stay_sharp_enough_to_print(photos: ClinicFolder) -> None:
    with pikepdf.open(BytesIO(photos.made()["letter/garden.pdf"])) as pdf:
        sizes = [(int(each["/Width"]), int(each["/Height"])) for each in map(drawn, pdf.objects) if each]
    # A photo held upright is 165 mm tall, one that lies is 146 mm wide.
    dots = [height / 165 * 25.4 if height > width else width / 146 * 25.4 for width, height in sizes]
    assert len(dots) == 12
    assert all(149 < each < 301 for each in dots), dots


def test_a_photo_alone_has_three_hundred_dots_an_inch_where_it_is_printed(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter", "large-print", "booklet", "epub"]\n')
    clinic.write("sources/hill.jpg", photo((4000, 3000)))
    clinic.write("sources/a.md", "# Hill\n\nBy Jane Roe\n\nText.\n\n![A hill](hill.jpg)\n")
    done = clinic.run()
    assert done.code == 0, done.err
    dots = {}
    for edition, millimetres in (("letter", 145.9), ("large-print", 171.9), ("booklet", 107.7)):
        document = pypdfium2.PdfDocument(clinic.path / "handouts" / edition / "a.pdf")
        images = [o for page in document for o in page.get_objects(max_depth=4) if isinstance(o, pypdfium2.PdfImage)]
        dots[edition] = [image.get_px_size()[0] / millimetres * 25.4 for image in images]
        document.close()
    assert all(len(each) == 1 and 285 < each[0] < 303 for each in dots.values()), dots
    with zipfile.ZipFile(clinic.path / "handouts/epub/a.epub") as book:
        assert reopened(book.read("EPUB/pictures/a-hill.jpg")).size == (1600, 1200)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(400, 300), (2400, 1800)])
def test_a_photo_stands_upright(orientation: int, size: tuple[int, int]) -> None:
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = scene(size).transpose(turned[orientation]) if orientation > 1 else scene(size)
    made = reopened(printable(written(held, "JPEG", exif=exif(orientation))).data)
    assert quarters(made) == RGB
    assert made.width > made.height
    assert dict(made.getexif()) == {}


def test_a_photo_stands_upright_on_the_page(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter"]\n')
    held = scene((1200, 900)).transpose(Image.Transpose.ROTATE_90)
    clinic.write("sources/held.jpg", written(held, "JPEG", exif=exif(6)))
    clinic.write("sources/a.md", "# A\n\nBy Jane Roe\n\nText.\n\n![A scene](held.jpg)\n")
    assert clinic.run().code == 0
    document = pypdfium2.PdfDocument(clinic.path / "handouts/letter/a.pdf")
    page, box = next(
        (page, each.get_bounds())
        for page in document
        for each in page.get_objects(max_depth=4)
        if isinstance(each, pypdfium2.PdfImage)
    )
    shown = page.render(scale=1).to_pil()
    height = page.get_height()
    document.close()
    assert quarters(shown.crop((round(box[0]), round(height - box[3]), round(box[2]), round(height - box[1])))) == RGB


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_small_picture_stays_as_it_is(kind: str) -> None:
    data = written(scene(), kind)
    assert printable(data).data == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_small_picture_loses_what_it_tells_and_no_dot(kind: str) -> None:
    said = PngImagePlugin.PngInfo()
    said.add_itxt("Location", "a patient at home")
    options: dict[str, dict[str, object]] = {
        "JPEG": {"exif": exif(), "comment": b"a patient at home", "xmp": b"<x>a patient at home</x>"},
        "PNG": {"exif": exif(), "pnginfo": said},
        "WEBP": {"exif": exif(), "xmp": b"<x>a patient at home</x>", "lossless": True},
        "GIF": {"comment": b"a patient at home"},
    }
    data = written(scene(), kind, **options[kind])
    assert b"patient" in data
    made = printable(data).data
    assert b"patient" not in made
    assert b"Exif" not in made
    assert reopened(made).convert("RGB").tobytes() == reopened(data).convert("RGB").tobytes()


def test_what_comes_after_a_photo_goes() -> None:
    # Phones put a second picture there: a brighter one, or what was before the crop.
    data = written(scene(), "JPEG")
    assert printable(data + written(scene(), "JPEG", comment=b"before the crop")).data == data


def test_a_moving_picture_keeps_moving() -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in COLOURS]
    data = written(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"a patient", loop=0)
    made = reopened(printable(data).data)
    assert getattr(made, "n_frames", 1) == 4
    assert made.info["loop"] == 0


def test_colours_are_those_that_were_meant() -> None:
    data = written(Image.new("RGB", (60, 40), (200, 40, 40)), "PNG", icc_profile=swapped())
    made = reopened(printable(data).data)
    assert "icc_profile" not in made.info
    dot = made.convert("RGB").getpixel((30, 20))
    assert isinstance(dot, tuple)
    assert dot[2] > 150 > dot[0]


def test_ink_becomes_light() -> None:
    made = reopened(printable(written(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG")).data)
    assert made.mode == "RGB"
    assert quarters(made)[0] == (255, 0, 0)


def test_a_drawing_stays_a_png_and_a_photo_becomes_a_jpeg() -> None:
    drawing = Image.new("RGB", (2400, 1600), "white")
    ImageDraw.Draw(drawing).ellipse((300, 300, 2100, 1300), outline="navy", width=40)
    seen_through = Image.new("RGBA", (2400, 1600), (200, 30, 30, 90))
    noisy = reopened(photo((2400, 1600)))
    grey = grain((2400, 1600))
    for image, kind in (
        (grey, "image/jpeg"),
        (grey.convert("RGB"), "image/jpeg"),
        (drawing, "image/png"),
        (seen_through, "image/png"),
        (noisy, "image/jpeg"),
    ):
        made = printable(written(image, "PNG", compress_level=1))
        assert made.media_type == kind
        assert reopened(made.data).size == (2000, 1333)
    assert reopened(printable(written(seen_through, "PNG")).data).has_transparency_data
    assert printable(written(reopened(photo((900, 700))), "PNG")).media_type == "image/jpeg"


def test_sixteen_bits_a_dot_keep_their_greys() -> None:
    image = Image.frombytes("I;16", (3000, 100), b"".join(value.to_bytes(2, "little") for value in range(3000)) * 100)
    made = reopened(printable(written(image.point(lambda value: value * 20), "PNG")).data)
    greys = [value for value, count in enumerate(made.histogram()) if count]
    assert min(greys) == 0
    assert 230 < max(greys) < 236


def test_a_strip_that_is_read_downwards_stays_wide_enough_to_read() -> None:
    assert reopened(printable(written(Image.new("L", (1000, 9000)), "PNG")).data).size == (433, 3900)


def test_equal_pictures_are_made_equal() -> None:
    data = photo((2600, 1900))
    assert printable(data) == printable(data)
    many = [printable(photo((2200, 1600), colour=number)) for number in range(5)]
    assert shared_out(many) == shared_out(many)


def test_room_is_shared_and_what_is_small_already_is_left_alone() -> None:
    small = Printable("image/jpeg", ".jpg", photo((300, 200)))
    drawing = Printable("image/png", ".png", written(scene(), "PNG"))
    large = [printable(photo((4000, 3000), colour=number)) for number in range(3)]
    made = shared_out([large[0], small, drawing, *large[1:]], 500_000)
    assert made[1:3] == [small, drawing]
    assert sum(len(each.data) for each in made) <= 500_000
    assert shared_out(made, 500_000) == made


def test_a_picture_made_twice_is_made_once() -> None:
    once = printable(photo((2600, 1900), 6))
    assert replace(printable(once.data), own_size=once.own_size) == once


HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\2\0\0\0"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"%PDF-1.7 not a picture", "is not a PNG, JPEG, GIF or WebP"),
        (lambda: b"", "is not a PNG"),
        (lambda: HUGE + b"\x1d\x27\x5b\x65", "more than can be printed|damaged"),
        (lambda: written(Image.new("1", (20_000, 20_000)), "PNG"), "20000 x 20000|more pixels"),
        (lambda: written(Image.new("RGBA", (5000, 3000)), "PNG", compress_level=1), "5000 x 3000"),
        (lambda: written(Image.new("L", (6500, 6500)), "JPEG", progressive=True), "6500 x 6500"),
        (lambda: photo((800, 600))[:-5000], "damaged"),
        (lambda: written(scene(), "PNG")[:-60], "damaged"),
        (lambda: written(scene(), "WEBP")[:-60], "damaged"),
        (lambda: b"\xff\xd8\xff" + bytes(2000), "damaged"),
        (lambda: b"GIF89a" + bytes(10), "damaged"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "damaged"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(make: Callable[[], bytes], said: str) -> None:
    data = make()
    with pytest.raises(PictureError, match=said):
        printable(data)


def test_a_picture_that_is_a_bomb_is_not_unpacked_to_find_that_it_is() -> None:
    # The process is one of its own: memory that was taken once counts for all that comes after.
    bomb = written(Image.new("1", (13_000, 13_000)), "PNG")
    code = (
        "import resource, sys\n"
        "from handout_builder.errors import PictureError\n"
        "from handout_builder.pictures import printable\n"
        "data = sys.stdin.buffer.read()\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (150_000_000, 150_000_000))\n"
        "try:\n    printable(data)\nexcept PictureError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=bomb, capture_output=True, cwd=HOME)
    assert b"is 13000 x 13000 pixels" in done.stdout, done.stderr


def test_half_a_photo_is_refused_whatever_the_renderer_thinks_of_it() -> None:
    import weasyprint  # noqa: F401 - it tells Pillow to be content with half

    with pytest.raises(PictureError, match="damaged"):
        printable(photo((800, 600))[:-5000])


def test_a_damaged_picture_is_left_out_and_named(paperless: ClinicFolder) -> None:
    paperless.write("sources/half.jpg", photo((800, 600))[:-5000])
    paperless.write("sources/a.md", "# A\n\nBy Jane Roe\n\nWords.\n\n![My garden](half.jpg)\n")
    done = paperless.run()
    assert done.code == 0, done.err
    assert 'sources/a.md:7: picture "half.jpg" is damaged' in done.err.replace(", line ", ":")


def test_the_example_logo_is_drawn_as_it_is() -> None:
    from handout_builder.pictures import checked_drawing

    logo = (HOME / "layouts" / "logo.svg").read_bytes()
    assert checked_drawing(logo) == logo
