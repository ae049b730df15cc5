import { Drawer } from "../kit/overlay/drawer.tsx";
import { usePaths } from "../session.ts";
import { placesOf } from "./places.ts";
import { PlaceLink } from "./place-link.tsx";
import { SideFoot } from "./side-foot.tsx";

interface PlacesDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** All places, on a narrow screen. */
export function PlacesDrawer({ isOpen, onClose }: PlacesDrawerProps) {
  const places = placesOf(usePaths());
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title="Go to">
      <nav aria-label="All places" className="flex flex-col gap-0.5">
        {places.map((place) => (
          <PlaceLink key={place.to} place={place} />
        ))}
      </nav>
      <SideFoot />
    </Drawer>
  );
}
