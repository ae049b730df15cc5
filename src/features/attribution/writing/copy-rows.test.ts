import fc from "fast-check";
import { expect, test } from "vitest";
import { copyReader, integerField, textsField, uuidField } from "../thread/copy-fields.ts";
import { openCopyRows } from "./copy-rows.ts";

const header = "5047434f50590aff0d0a000000000000000000";
const one = (text: string): string => text;

test("each kind of field is laid out byte by byte as the binary format of COPY says", () => {
  const rows = openCopyRows();
  rows.begin(5);
  rows.uuid("0123456789abcdef");
  rows.uuids(["0123456789abcdef", null], (id) => id);
  rows.texts(["é"], one);
  rows.instants([Date.UTC(2000, 0, 1, 0, 0, 0, 1), Date.UTC(1999, 11, 31, 23, 59, 59, 999)], (at) => at);
  rows.integers([]);
  const id = "30313233343536373839616263646566";
  expect(rows.finish().toString("hex")).toBe(
    [
      header,
      "0005",
      `00000010${id}`,
      `0000002c00000001000000000000 0b86 00000002 00000001 00000010${id} ffffffff`,
      "0000001a 00000001 00000000 00000019 00000001 00000001 00000002 c3a9",
      "0000002c 00000001 00000000 000004a0 00000002 00000001 00000008 00000000000003e8 00000008 fffffffffffffc18",
      "0000000c 00000000 00000000 00000017",
      "ffff",
    ]
      .join("")
      .replaceAll(" ", ""),
  );
});

test("rows of any size are read again as they were added, batch after batch", () => {
  const rows = openCopyRows();
  const anyRow = fc.record({
    id: fc.string({ unit: "binary-ascii", minLength: 16, maxLength: 16 }),
    texts: fc.array(fc.string({ unit: "binary" })),
  });
  fc.assert(
    fc.property(fc.array(anyRow), (added) => {
      rows.clear();
      for (const row of added) {
        rows.begin(2);
        rows.uuid(row.id);
        rows.texts(row.texts, one);
      }
      const found: typeof added = [];
      copyReader(2, (row) => found.push({ id: uuidField(row, 0)!, texts: textsField(row, 1) }))(rows.finish());
      expect(found).toEqual(added);
      expect(rows.count()).toBe(added.length);
    }),
  );
});

test("more than a buffer holds at first is kept whole", () => {
  const rows = openCopyRows();
  rows.begin(1);
  rows.integers(new Int32Array(100_000).fill(-7));
  let last = 0;
  copyReader(1, (row) => {
    last = integerField({ ...row, starts: Int32Array.of(row.starts[0]! + row.lengths[0]! - 4) }, 0);
  })(rows.finish());
  expect(last).toBe(-7);
});
