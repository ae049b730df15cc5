import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { TextListInput } from "../../../web/kit/form/text-list-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useWorkspace } from "../../../web/session.ts";
import { listError, useProfileForm, type ProfileForm } from "./profile-form.ts";
import { genderWords, optionsOf, priceLevelWords, productWords, toneLevelWords, toneWords, type Buyer } from "./words.ts";

const notAsked = { value: "", label: "Not asked for" } as const;

function Who({ form }: { readonly form: ProfileForm }) {
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <NumberInput label="From age" isOptional min={13} max={120} {...form.field("age_from")} />
        <NumberInput label="To age" isOptional min={13} max={120} {...form.field("age_to")} />
        <TextListInput
          label="Countries"
          isOptional
          rows={2}
          hint="Names or codes: Germany, AT."
          {...form.field("countries")}
          error={listError(form, "countries")}
        />
        <TextListInput
          label="Languages"
          isOptional
          rows={2}
          hint="Names or codes: German, en."
          {...form.field("languages")}
          error={listError(form, "languages")}
        />
      </div>
      <CheckboxGroup label="Gender" hint="None: not asked for." options={optionsOf(genderWords)} {...form.field("genders")} />
    </>
  );
}

function What({ form }: { readonly form: ProfileForm }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <TextListInput
        label="Interests"
        isOptional
        hint="What they care about, one a line: hiking, van life."
        {...form.field("interests")}
        error={listError(form, "interests")}
      />
      <TextListInput
        label="Problems"
        isOptional
        hint="What they want to be rid of, in their words: wet feet."
        {...form.field("problems")}
        error={listError(form, "problems")}
      />
    </div>
  );
}

function Price({ form, currency }: { readonly form: ProfileForm; readonly currency: string }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <MoneyInput label="An order is at least" isOptional currency={currency} {...form.field("price_low")} />
      <MoneyInput label="and at most" isOptional currency={currency} {...form.field("price_high")} />
      <Select label="Beside others of its kind it is" options={[notAsked, ...optionsOf(priceLevelWords)]} {...form.field("price_level")} />
    </div>
  );
}

function Beliefs({ form }: { readonly form: ProfileForm }) {
  return (
    <>
      <TextListInput
        label="Values"
        isOptional
        hint="What the brand stands for: repair, animal welfare."
        {...form.field("values")}
        error={listError(form, "values")}
      />
      <TextListInput
        label="To be avoided"
        isOptional
        hint="What it does not want to stand beside: gambling."
        {...form.field("avoid")}
        error={listError(form, "avoid")}
      />
      <TextListInput
        label="Competitors"
        isOptional
        hint="Names as they stand in posts."
        {...form.field("competitors")}
        error={listError(form, "competitors")}
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {(["energy", "depth", "dialogue"] as const).map((key) => (
          <Select key={key} label={toneWords[key]} options={[notAsked, ...optionsOf(toneLevelWords)]} {...form.field(key)} />
        ))}
      </div>
    </>
  );
}

interface ProfileDialogProps {
  /** The one to change; missing for a new one. */
  readonly buyer?: Buyer;
  readonly onClose: () => void;
  readonly onSaved?: (saved: Buyer) => void;
}

/** Writes down whom the brand wants to reach. */
export function ProfileDialog({ buyer, onClose, onSaved }: ProfileDialogProps) {
  const { currency: own } = useWorkspace();
  const currency = buyer?.profile.price_band?.low.currency ?? own;
  const onDone = (saved: Buyer) => {
    onClose();
    onSaved?.(saved);
  };
  const form = useProfileForm({ buyer, currency, onDone });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={buyer === undefined ? "New buyer profile" : "Change the buyer profile"}
      lead="Whom you want to reach. What you leave empty is not asked of creators."
    >
      <Form form={form} submitLabel="Save profile" onCancel={onClose}>
        <TextInput label="Name" maxLength={120} autoComplete="off" hint="Such as “Weekend hikers”." {...form.field("name")} />
        <Who form={form} />
        <What form={form} />
        <Price form={form} currency={currency} />
        <More label="Values, competitors and tone">
          <Beliefs form={form} />
        </More>
        <More label="Where they are, and what the product is">
          <CheckboxGroup label="Platforms" hint="Where they spend their time." options={platformOptions} {...form.field("platforms")} />
          <CheckboxGroup label="The product" options={optionsOf(productWords)} {...form.field("product_kinds")} />
        </More>
      </Form>
    </Dialog>
  );
}
