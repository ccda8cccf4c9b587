"""Writes random DICOM files and what pydicom (with GDCM) reads from them. Debian: python3-pydicom, python3-gdcm.

    /usr/bin/python3 pydicom_files.py FOLDER SEED COUNT

FOLDER/truth.json lists for each file: what is special about it, stored values, grey levels 0 to 1, and whether two
decoders may round apart (lossy).
"""
import base64, json, os, shutil, subprocess, sys, warnings
import gdcm
import numpy as np
import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_voi_lut
from pydicom.sequence import Sequence
from pydicom import uid

warnings.simplefilter("ignore")
gdcm.Trace.WarningOff(); gdcm.Trace.ErrorOff(); gdcm.Trace.DebugOff()

NATIVE = [uid.ImplicitVRLittleEndian, uid.ExplicitVRLittleEndian, uid.ExplicitVRBigEndian,
          uid.DeflatedExplicitVRLittleEndian]
GDCM = {
    "jpeg-lossless": gdcm.TransferSyntax.JPEGLosslessProcess14_1,
    "jpeg-lossless-14": gdcm.TransferSyntax.JPEGLosslessProcess14,
    "jpeg-ls": gdcm.TransferSyntax.JPEGLSLossless,
    "jpeg-2000": gdcm.TransferSyntax.JPEG2000Lossless,
    "jpeg-2000-lossy": gdcm.TransferSyntax.JPEG2000,
    "jpeg-8": gdcm.TransferSyntax.JPEGBaselineProcess1,
}
# GDCM writes no 12-bit JPEG and one predictor only; DCMTK, where it is installed, writes all.
DCMTK = {"dcmtk-12": ["+ee", "+q", "90"]} | {f"dcmtk-sv{i}": ["+el", "+sv", str(i)] for i in range(1, 8)}
if not shutil.which("dcmcjpeg"):
    DCMTK = {}


def picture(random, bits, signed, rows, columns):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2 ** bits - 1)
    kind = random.integers(4)
    y, x = np.mgrid[0:rows, 0:columns]
    if kind == 0:
        share = random.random((rows, columns))
    elif kind == 1:
        share = (np.sin(x / (2 + 5 * random.random())) * np.cos(y / (2 + 5 * random.random())) + 1) / 2
    elif kind == 2:
        share = np.where(x < columns // 2, y / max(1, rows - 1), 1.0)
    else:
        share = np.full((rows, columns), random.random())
    return np.clip(np.rint(low + share * (high - low)), low, high).astype(int)


def lut(random, ds, first, signed, count, high):
    # pydicom reads no US table of 10 to 15 bits, and no bytes packed two in a word.
    form = random.choice(["US", "OW"])
    bits = int(random.choice([8, 16, 16] if form == "US" else [8, 10, 12, 16]))
    if bits == 8 and high - first > 255:
        bits = 16  # pydicom keeps the place in a table of bytes in a byte.
    data = np.sort(random.integers(0, 2 ** bits, count))
    if random.random() < 0.3:
        data = data[::-1].copy()
    item = Dataset()
    item.add_new(0x00283002, "SS" if signed else "US", [count if not signed or count < 32768 else count - 65536, first, bits])
    order = "<" if ds.is_little_endian else ">"
    if form == "US":
        item.add_new(0x00283006, "US", [int(v) for v in data])
    else:
        item.add_new(0x00283006, "OW", data.astype(order + "u2").tobytes())
    return item, f"lut {form} {bits}"


def number(random, value):
    forms = [f"{value:.6g}", f"{value:+.5g}", f" {value:.5g} ", f"{value:.4E}"]
    return str(random.choice([f for f in forms if len(f) <= 16]))


def others(random, ds):
    """Elements that say nothing about the picture and must be stepped over."""
    if random.random() < 0.3:
        ds.add_new(0x00081190, "UR", "http://nowhere/" + "x" * int(random.integers(0, 300)))
    if random.random() < 0.2:
        ds.add_new(0x00189445, "OF", b"\0" * 8)
    if random.random() < 0.3:
        ds.add_new(0x00720073, "OD", b"\0" * 16)
    if random.random() < 0.3:
        ds.add_new(0x00720081, "OV", b"\0" * 16)
    if random.random() < 0.3:
        ds.add_new(0x00720082, "SV", -1)
    if random.random() < 0.3:
        ds.add_new(0x00720083, "UV", 2 ** 63)
    if random.random() < 0.3:
        ds.add_new(0x0040A160, "UT", "text " * int(random.integers(1, 20000)))
    if random.random() < 0.3:
        ds.add_new(0x00080119, "UC", "long code value")
    if random.random() < 0.3:
        inner = Dataset(); inner.Rows = 3; inner.PatientID = "INNER"; inner.WindowCenter = "1"
        outer = Dataset(); outer.ReferencedImageSequence = Sequence([inner])
        outer.is_undefined_length_sequence_item = bool(random.integers(2))
        ds.ReferencedStudySequence = Sequence([outer])
        ds["ReferencedStudySequence"].is_undefined_length = bool(random.integers(2))
    if random.random() < 0.3:
        icon = Dataset()
        icon.Rows = icon.Columns = 2
        icon.BitsAllocated = icon.BitsStored = 8; icon.HighBit = 7
        icon.SamplesPerPixel, icon.PixelRepresentation, icon.PhotometricInterpretation = 1, 0, "MONOCHROME2"
        icon.PixelData = b"\1\2\3\4"; icon["PixelData"].VR = "OB"
        ds.IconImageSequence = Sequence([icon])
    if random.random() < 0.3:
        ds.add_new(0x00290010, "LO", "SOMEBODY 1.0")
        ds.add_new(0x00291010, str(random.choice(["OB", "UN", "OW"])), b"\xfe\xff\x00\xe0" + b"\1" * 12)


def make(random):
    """@returns the data set, how it is packed, and what is special"""
    packing = str(random.choice(["native"] * 6 + ["rle"] * 2 + list(GDCM) + ["dcmtk-12", "dcmtk-12"] * bool(DCMTK) + list(DCMTK)))
    what = [packing]
    allocated = int(random.choice([8, 16, 16]))
    if packing == "dcmtk-12":
        allocated, bits = 16, int(random.integers(10, 13))
    elif packing == "jpeg-8":
        allocated, bits = 8, 8
    else:
        bits = int(random.integers(2 if allocated == 8 else 9, allocated + 1))
    if packing.startswith(("jpeg", "dcmtk")) and allocated == 8:
        bits = 8
    signed = bool(random.random() < 0.4) and packing not in ("dcmtk-12", "jpeg-8", "jpeg-2000-lossy")
    rows, columns = (int(random.integers(1, 40)) for _ in range(2))
    if packing.startswith(("jpeg", "dcmtk")):
        rows, columns = rows + 8, columns + 8
    syntax = NATIVE[random.integers(len(NATIVE))] if packing == "native" else uid.ExplicitVRLittleEndian
    what += [f"{allocated}/{bits}", "signed" if signed else "unsigned", f"{rows}x{columns}", syntax.name]
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.1", "1.2.3.4"
    ds = FileDataset("x", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.is_little_endian = syntax != uid.ExplicitVRBigEndian
    ds.is_implicit_VR = syntax == uid.ImplicitVRLittleEndian
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    ds.Modality, ds.PatientID = "DX", "SOMEBODY"
    if random.random() < 0.3:
        ds.SpecificCharacterSet = str(random.choice(["ISO_IR 100", "ISO_IR 192"]))
        ds.PatientName = "Müller^Zoë"
    ds.Rows, ds.Columns, ds.SamplesPerPixel = rows, columns, 1
    ds.PhotometricInterpretation = str(random.choice(["MONOCHROME1", "MONOCHROME2"]))
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = allocated, bits, bits - 1, int(signed)
    values = picture(random, bits, signed, rows, columns)
    order = "<" if ds.is_little_endian else ">"
    raw = values.astype(order + ("i" if signed else "u") + ("1" if allocated == 8 else "2")).tobytes()
    ds.PixelData = raw + b"\0" * (len(raw) % 2)
    ds["PixelData"].VR = "OB" if allocated == 8 and random.random() < 0.5 else "OW"

    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2 ** bits - 1)
    unknown = []
    chain = random.choice(["none", "rescale", "table"], p=[0.3, 0.45, 0.25])
    if chain == "rescale":
        ds.RescaleSlope = number(random, float(random.choice([1, 0.5, 2, -1, 0.0173])))
        ds.RescaleIntercept = number(random, float(random.choice([0, -1024, 100.5])))
        low, high = sorted(float(v) * float(ds.RescaleSlope) + float(ds.RescaleIntercept) for v in (low, high))
        what.append(f"rescale {ds.RescaleSlope} {ds.RescaleIntercept}")
        unknown += [0x00281052, 0x00281053]
    elif chain == "table":
        first = int(random.integers(low, min(high, 30000) + 1))
        item, form = lut(random, ds, first, signed, int(random.integers(2, 600)), high)
        item.ModalityLUTType = "US"
        ds.ModalityLUTSequence = Sequence([item])
        low, high = 0, 2 ** int(item.LUTDescriptor[2]) - 1
        what.append("modality " + form)
    interest = random.choice(["none", "window", "table"], p=[0.25, 0.45, 0.3])
    if interest == "window":
        width = max(2.0, (high - low) * (0.1 + random.random()))
        centre = low + (high - low) * random.random()
        function = str(random.choice(["", "LINEAR", "LINEAR_EXACT", "SIGMOID"]))
        if random.random() < 0.3:
            ds.WindowCenter, ds.WindowWidth = [number(random, centre), "5"], [number(random, width), "7"]
        else:
            ds.WindowCenter, ds.WindowWidth = number(random, centre), number(random, width)
        if function:
            ds.VOILUTFunction = function
        what.append("window " + function)
        unknown += [0x00281050, 0x00281051]
    elif interest == "table":
        first = int(random.integers(int(max(low, -30000)), int(min(high, 30000)) + 1))
        below = low < 0 or signed
        # In implicit form pydicom takes the sign of the pixels for that of the table, whatever the rescaling.
        # It also keeps the place in a table of words in a word.
        if high - first < 65536 and (first >= 0 or (below and (signed or not ds.is_implicit_VR))):
            item, form = lut(random, ds, first, below, int(random.integers(2, 600)), high)
            ds.VOILUTSequence = Sequence([item])
            what.append("voi " + form)
    if random.random() < 0.2:
        ds.PresentationLUTShape = "INVERSE"
    others(random, ds)
    if unknown and random.random() < 0.3 and not ds.is_implicit_VR:
        for tag in unknown:
            value = ds[tag].value
            text = "\\".join(str(v) for v in value) if isinstance(value, (list, pydicom.multival.MultiValue)) else str(value)
            raw = text.encode() + b" " * (len(text) % 2)
            del ds[tag]
            ds.add(DataElement(tag, "UN", raw))
        what.append("UN")
    return ds, packing, what


# How stored values are shown: rescaling, windows, tables.
CHAIN = [0x00281050, 0x00281051, 0x00281052, 0x00281053, 0x00281056, 0x00283000, 0x00283010]


def compress(path, packing):
    if packing in DCMTK:
        subprocess.run(["dcmcjpeg", *DCMTK[packing], path, path], check=True, capture_output=True)
        return
    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read():
        raise ValueError("not read by GDCM")
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(GDCM[packing]))
    change.SetInput(reader.GetImage())
    if not change.Change():
        raise ValueError("not compressed by GDCM")
    writer = gdcm.ImageWriter()
    writer.SetFileName(path)
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    if not writer.Write():
        raise ValueError("not written by GDCM")


def levels(ds, stored):
    values = apply_modality_lut(stored.astype("<i4"), ds)  # Narrow types overflow in its tables.
    if "WindowCenter" in ds or "VOILUTSequence" in ds:
        out = apply_voi_lut(values, ds, prefer_lut=False).astype(float)
        if "WindowCenter" in ds:
            bits, signed = ds.BitsStored, ds.PixelRepresentation
            low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2 ** bits - 1)
            if "ModalityLUTSequence" in ds:
                low, high = 0, 2 ** ds.ModalityLUTSequence[0].LUTDescriptor[2] - 1
            elif "RescaleSlope" in ds:
                low, high = (float(v) * float(ds.RescaleSlope) + float(ds.RescaleIntercept) for v in (low, high))
            grey = (out - low) / (high - low)
        else:
            grey = out / (2.0 ** ds.VOILUTSequence[0].LUTDescriptor[2] - 1)
    else:
        values = values.astype(float)
        low, high = values.min(), values.max()
        grey = (values - low) / (high - low) if high > low else np.zeros(values.shape)
    grey = np.clip(grey, 0, 1)
    inverse = ds.PhotometricInterpretation == "MONOCHROME1" or ds.get("PresentationLUTShape") == "INVERSE"
    return 1 - grey if inverse else grey


def packed(array, kind):
    return base64.b64encode(np.ascontiguousarray(array, kind).tobytes()).decode()


def main(folder, seed, count):
    truth = []
    for i in range(count):
        random = np.random.default_rng([seed, i])
        path = os.path.join(folder, f"{i}.dcm")
        pydicom.config.replace_un_with_known_vr = False
        ds, packing, what = make(random)
        if packing == "rle":
            ds.compress(uid.RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        # DCMTK makes 12-bit JPEG of what the picture shows after rescaling, which may overflow 12 bits: its own decoder
        # then wraps round. It is given the stored values alone.
        later = [ds.pop(tag) for tag in CHAIN if tag in ds] if packing == "dcmtk-12" else []
        ds.save_as(path, write_like_original=False)
        try:
            if packing in GDCM or packing in DCMTK:
                compress(path, packing)
            if later:
                ds = pydicom.dcmread(path)
                for element in later:
                    ds[element.tag] = element
                ds.save_as(path)
            pydicom.config.replace_un_with_known_vr = True
            back = pydicom.dcmread(path)
            stored = back.pixel_array
            entry = {"file": f"{i}.dcm", "what": ", ".join(what), "lossy": packing in ("dcmtk-12", "jpeg-8", "jpeg-2000-lossy"),
                     "bits": int(back.BitsStored), "signed": int(back.PixelRepresentation),
                     "stored": packed(stored, "<i4"), "levels": packed(levels(back, stored), "<f8")}
        except Exception as error:
            entry = {"file": f"{i}.dcm", "what": ", ".join(what), "error": str(error)[:200]}
        truth.append(entry)
    with open(os.path.join(folder, "truth.json"), "w") as out:
        json.dump(truth, out)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
