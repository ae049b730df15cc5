import { useState } from "react";
import { Checkbox } from "../kit/input/checkbox.tsx";
import { Combobox } from "../kit/input/combobox.tsx";
import { DateInput } from "../kit/input/date-input.tsx";
import { FileDrop } from "../kit/input/file-drop.tsx";
import { MoneyInput } from "../kit/input/money-input.tsx";
import { NumberInput } from "../kit/input/number-input.tsx";
import { PercentInput } from "../kit/input/percent-input.tsx";
import { RadioCards } from "../kit/input/radio-cards.tsx";
import { Select } from "../kit/input/select.tsx";
import { Switch } from "../kit/input/switch.tsx";
import { Textarea } from "../kit/input/textarea.tsx";
import { TextInput } from "../kit/input/text-input.tsx";

const kinds = [
  { value: "influencer", label: "Influencer" },
  { value: "affiliate", label: "Affiliate" },
] as const;
const policies = [
  { value: "always", label: "Always", hint: "Whoever's code was used is paid." },
  { value: "if_clicked", label: "Only if also clicked", hint: "A code from a coupon site pays nobody." },
  { value: "if_last", label: "Only if last", hint: "A later click by another creator wins.", isDisabled: true },
] as const;
const people = [
  { value: "ana", label: "Ana Lindqvist", detail: "@ana.bakes on Instagram" },
  { value: "ben", label: "Ben Okafor", detail: "@benruns on TikTok" },
];

function Numbers() {
  const [days, setDays] = useState<number | undefined>(30);
  const [fee, setFee] = useState<string | undefined>("125000");
  const [rate, setRate] = useState<string | undefined>("0.125");
  const [on, setOn] = useState("2026-11-20");
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <NumberInput label="Window" unit="days" value={days} onChange={setDays} min={1} max={365} />
      <MoneyInput label="Fee" currency="EUR" value={fee} onChange={setFee} />
      <PercentInput label="Commission" value={rate} onChange={setRate} />
      <DateInput label="Starts on" value={on} onChange={setOn} />
    </div>
  );
}

function Texts() {
  const [name, setName] = useState("Autumn launch");
  const [host, setHost] = useState("go.example.com/path");
  const [kind, setKind] = useState<(typeof kinds)[number]["value"]>("affiliate");
  const [person, setPerson] = useState<string>();
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <TextInput label="Name" hint="Creators see it." value={name} onChange={setName} />
      <TextInput label="Host" isMono prefix="https://" error="Must be a host without a path." value={host} onChange={setHost} />
      <Select label="Kind" options={kinds} value={kind} onChange={setKind} />
      <Combobox label="Creator" isOptional placeholder="Type a name" choices={people} value={person} onChange={setPerson} />
      <TextInput label="Disabled" isDisabled value="Cannot be changed" onChange={setName} />
    </div>
  );
}

function Choices() {
  const [policy, setPolicy] = useState<(typeof policies)[number]["value"]>("always");
  const [counts, setCounts] = useState(true);
  const [isLive, setLive] = useState(false);
  const [notes, setNotes] = useState("");
  const [file, setFile] = useState<File>();
  return (
    <>
      <RadioCards label="When does a code pay?" options={policies} value={policy} onChange={setPolicy} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Checkbox
          label="Shipping counts"
          hint="The base then includes what the customer pays for shipping."
          value={counts}
          onChange={setCounts}
        />
        <Switch label="Link is on" hint="When off, visitors go to the fallback." value={isLive} onChange={setLive} />
        <Textarea label="Notes" isOptional placeholder="Only your team sees this." value={notes} onChange={setNotes} />
        <FileDrop
          label="Drop a CSV file, or choose one"
          hint="Up to 200 MB."
          accept=".csv"
          maxBytes={200_000_000}
          file={file}
          onFile={setFile}
        />
      </div>
    </>
  );
}

/** Every input, also with a hint, with a fault, switched off. */
export function InputSamples() {
  return (
    <>
      <Texts />
      <Numbers />
      <Choices />
    </>
  );
}
