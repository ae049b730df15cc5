import { create } from "qrcode/lib/core/qrcode.js";

interface QrPictureProps {
  readonly text: string;
  /** What it leads to or holds. */
  readonly label: string;
}

const quiet = 4;

/** The dark modules as one path: a unit square each. */
function pathOf(text: string): { path: string; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const squares: string[] = [];
  modules.data.forEach((isDark, index) => {
    if (isDark) squares.push(`M${(index % modules.size) + quiet},${Math.floor(index / modules.size) + quiet}h1v1h-1z`);
  });
  return { path: squares.join(""), size: modules.size + 2 * quiet };
}

/** A text as a QR code: always dark on white, whatever the theme, since cameras want it so. */
export function QrPicture({ text, label }: QrPictureProps) {
  const { path, size } = pathOf(text);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-md border border-line"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
