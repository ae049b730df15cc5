import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { fetchFile, useDownload } from "../../../web/client/download.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { shortText, type Link } from "./link-words.tsx";

const sizes = [
  { value: "512", label: "512 px: for a screen" },
  { value: "1024", label: "1024 px: for a flyer" },
  { value: "2048", label: "2048 px: for a poster" },
] as const;

const svgAddress = (link: Link): string => `/v1/links/${link.id}/qr?format=svg`;
const fileName = (link: Link, ending: string): string => `${shortText(link).replaceAll(/[^\w.-]+/g, "-")}.${ending}`;

function Picture({ link }: { readonly link: Link }) {
  const { data } = useQuery({
    queryKey: ["get", "/v1/links/{id}/qr", link.id, link.url],
    queryFn: async () => (await fetchFile(svgAddress(link))).text(),
    staleTime: Infinity,
    throwOnError: false,
  });
  return (
    <div className="mx-auto flex size-56 items-center justify-center overflow-hidden rounded-lg border border-line bg-surface">
      {data === undefined ? (
        <Skeleton shape="block" />
      ) : (
        <img alt={`QR code that leads to ${link.url}`} src={`data:image/svg+xml,${encodeURIComponent(data)}`} className="size-full" />
      )}
    </div>
  );
}

/** A link as a QR code: as it will be printed, and the files for that. */
export function QrCode({ link }: { readonly link: Link }) {
  const [size, setSize] = useState<(typeof sizes)[number]["value"]>("1024");
  const download = useDownload();
  const png = () => download.mutate({ from: `/v1/links/${link.id}/qr?format=png&size=${size}`, fileName: fileName(link, "png") });
  const svg = () => download.mutate({ from: svgAddress(link), fileName: fileName(link, "svg") });
  return (
    <div className="flex flex-col gap-4">
      <Picture link={link} />
      <Select label="Size of the PNG" options={sizes} value={size} onChange={setSize} />
      <div className="grid grid-cols-2 gap-2">
        <Button icon={Download} isBusy={download.isPending} onClick={png}>
          Download PNG
        </Button>
        <Button icon={Download} isBusy={download.isPending} onClick={svg}>
          Download SVG
        </Button>
      </div>
      <p className="text-sm text-muted">Take the SVG for print: it stays sharp at every size. Leave its white edge around it.</p>
    </div>
  );
}

/** The QR code over the list. */
export function QrDialog({ link, onClose }: { readonly link: Link; readonly onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title={`QR code of ${shortText(link)}`}>
      <QrCode link={link} />
    </Dialog>
  );
}
