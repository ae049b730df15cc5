// The part of the package that makes the squares. Its own types describe the server too, and would let Node's globals into the page.
declare module "qrcode/lib/core/qrcode.js" {
  /** The squares of a text's QR code, row by row; 1 is dark. */
  export function create(
    text: string,
    options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): { modules: { readonly size: number; readonly data: Uint8Array } };
}
