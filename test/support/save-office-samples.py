"""Types what make-office-samples.ts wrote into our templates and lets LibreOffice Calc save it, as an office would.

/usr/bin/python3 test/support/save-office-samples.py <folder of make-office-samples.ts> events/samples/office
Needs libreoffice-calc and python3-uno; nothing else in the project does.
"""

import datetime
import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

made, out = (pathlib.Path(arg).resolve() for arg in sys.argv[1:3])
pipe = f"office{int(time.time())}"
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;", f"-env:UserInstallation=file://{made}/profile"]
)


def named(**values):
    found = []
    for name, value in values.items():
        prop = PropertyValue()
        prop.Name, prop.Value = name, value
        found.append(prop)
    return tuple(found)


def desktop():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def serial(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days


def fill(document, codes, formats, rows):
    sheet = document.Sheets.getByIndex(0)
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "zh", "CN"
    document.CharLocale = locale
    keys = document.NumberFormats
    for line, row in enumerate(rows, start=1):
        for column, code in enumerate(codes):
            typed = row.get(code, "")
            cell = sheet.getCellByPosition(column, line)
            if isinstance(typed, str):
                if typed:
                    cell.setString(typed)
                continue
            if "formula" in typed:
                cell.setFormula(typed["formula"])
            else:
                cell.setValue(serial(typed["day"]) if "day" in typed else typed["amount"])
            if code in formats:
                key = keys.queryKey(formats[code], locale, False)
                cell.setPropertyValue("NumberFormat", key if key >= 0 else keys.addNew(formats[code], locale))
    # The clerk deletes most of the rows that were ready, and leaves some; and adds a sheet that stays empty.
    first = len(rows) + 20
    sheet.Rows.removeByIndex(first, 1000 - first)
    document.Sheets.insertNewByName("Sheet2", 1)


try:
    desk = desktop()
    for kind in ("penalties", "permits"):
        plan = json.loads((made / f"{kind}.json").read_text())
        document = desk.loadComponentFromURL((made / f"{kind}-template.xlsx").as_uri(), "_blank", 0, named(Hidden=True))
        fill(document, plan["codes"], plan["formats"], plan["rows"])
        document.storeToURL((out / f"{kind}.xlsx").as_uri(), named(FilterName="Calc MS Excel 2007 XML"))
        if kind == "penalties":
            # Comma, quotation mark, GB18030, from row 1, no column formats, language, quote text only where needed, as shown.
            options = "44,34,85,1,,0,false,false,true"
            document.storeToURL(
                (out / f"{kind}.gb18030.csv").as_uri(),
                named(FilterName="Text - txt - csv (StarCalc)", FilterOptions=options),
            )
        document.close(True)
    desk.terminate()
finally:
    try:
        office.wait(20)
    except subprocess.TimeoutExpired:
        office.terminate()
