import { useEffect, useState } from "react";
import { TextInput } from "../input/text-input.tsx";

interface SearchBoxProps {
  /** What is searched: "Search creators by name or handle". Shown inside of the box, and read aloud. */
  readonly label: string;
  readonly value: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
}

const pauseMs = 250;

/** Narrows a list by text, a moment after the last letter. */
export function SearchBox({ label, value = "", onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  // The address changed by another way, such as "clear filters": the box follows. What it sent itself may be behind what is typed by now.
  if (seen !== value) {
    setSeen(value);
    if (value !== sent) setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === value) return undefined;
    const send = () => {
      setSent(text);
      onSearch(text === "" ? undefined : text);
    };
    const timer = setTimeout(send, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return <TextInput type="search" label={label} isLabelHidden isOptional placeholder={label} value={typed} onChange={setTyped} />;
}
