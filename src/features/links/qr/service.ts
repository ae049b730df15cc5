import QRCode from "qrcode";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { Download } from "../../../platform/schema/endpoint.ts";
import { findLink } from "../service.ts";

/** A link as a QR code: error correction M, the quiet zone in modules. */
export async function drawQr(
  ctx: WorkspaceContext,
  id: string,
  query: { format: "svg" | "png"; size: number; margin: number },
): Promise<Download> {
  const { url, key } = await findLink(ctx, id);
  const look = { errorCorrectionLevel: "M" as const, margin: query.margin };
  if (query.format === "svg")
    return { mediaType: "image/svg+xml", fileName: `${key}.svg`, body: await QRCode.toString(url, { ...look, type: "svg" }) };
  return { mediaType: "image/png", fileName: `${key}.png`, body: await QRCode.toBuffer(url, { ...look, width: query.size }) };
}
