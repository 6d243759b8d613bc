// One input for each kind of value that a key takes.

import { useId, useState } from "preact/hooks";
import { nameOf, type Field } from "../form";
import type { Value } from "../profile";

interface Props {
  field: Field;
  value: Value | undefined;
  change: (value: Value | undefined) => void;
}

/** A number where it is a plain one, else the text with its suffix for the engine to read. */
const numberOf = (text: string): Value => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

const listOf = (value: Value | undefined): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);

function Suggestions({ id, field, without }: { id: string; field: Field; without: string[] }) {
  return (
    <datalist id={id}>
      {field.options
        .filter((each) => !without.includes(each.id))
        .map((each) => (
          <option key={each.id} value={each.name}>
            {each.id === each.name ? "" : each.id}
          </option>
        ))}
    </datalist>
  );
}

/** By its id, or by its name in any case. */
function idOf(field: Field, words: string): string {
  const low = words.toLowerCase();
  return field.options.find((each) => each.id === words || each.name.toLowerCase() === low)?.id ?? words;
}

function ListInput({ field, value, change }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const items = listOf(value);
  const put = (made: string[]) => change(made.length === 0 ? undefined : made);
  const add = () => {
    const words = typed
      .split(",")
      .map((each) => idOf(field, each.trim()))
      .filter((each) => each !== "" && !items.includes(each));
    setTyped("");
    if (words.length > 0) put([...items, ...words]);
  };
  return (
    <div class="field field-list">
      <label for={id}>{field.title}</label>
      <div class="chips">
        {items.map((item) => (
          <span class="chip" key={item}>
            {nameOf(field, item)}
            <button type="button" aria-label={`Remove ${nameOf(field, item)}`} onClick={() => put(items.filter((each) => each !== item))}>
              ×
            </button>
          </span>
        ))}
        <span class="adder">
          <input
            id={id}
            list={`${id}-options`}
            aria-describedby={`${id}-help`}
            autocomplete="off"
            placeholder="add …"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
            onBlur={add}
          />
          <button type="button" onClick={add} disabled={typed.trim() === ""} aria-label={`Add to ${field.title}`}>
            Add
          </button>
        </span>
      </div>
      <Suggestions id={`${id}-options`} field={field} without={items} />
      <Help id={id} field={field} />
    </div>
  );
}

const Help = ({ id, field }: { id: string; field: Field }) => (
  <p class="help" id={`${id}-help`}>
    {field.help}
  </p>
);

function FlagInput({ field, value, change }: Props) {
  const id = useId();
  const now = typeof value === "boolean" ? String(value) : "";
  return (
    <div class="field">
      <label for={id}>{field.title}</label>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        value={now}
        onChange={(event) => {
          const to = event.currentTarget.value;
          change(to === "" ? undefined : to === "true");
        }}
      >
        <option value="">not stated</option>
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
      <Help id={id} field={field} />
    </div>
  );
}

function ChoiceInput({ field, value, change }: Props) {
  const id = useId();
  const now = value === undefined ? "" : String(value);
  return (
    <div class="field">
      <label for={id}>{field.title}</label>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        value={now}
        onChange={(event) => change(event.currentTarget.value || undefined)}
      >
        <option value="">not stated</option>
        {now !== "" && !field.options.some((each) => each.id === now) && <option value={now}>{now}</option>}
        {field.options.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
      <Help id={id} field={field} />
    </div>
  );
}

function TextInput({ field, value, change }: Props) {
  const id = useId();
  const suggest = field.options.length > 0;
  return (
    <div class="field">
      <label for={id}>{field.title}</label>
      <input
        id={id}
        aria-describedby={`${id}-help`}
        autocomplete="off"
        placeholder={field.example}
        value={value === undefined ? "" : suggest ? nameOf(field, String(value)) : String(value)}
        {...(suggest ? { list: `${id}-options` } : {})}
        onChange={(event) => {
          const typed = event.currentTarget.value.trim();
          if (typed === "") change(undefined);
          else change(field.kind === "number" ? numberOf(typed) : idOf(field, typed));
        }}
      />
      {suggest && <Suggestions id={`${id}-options`} field={field} without={[]} />}
      <Help id={id} field={field} />
    </div>
  );
}

const mostInSelect = 40;

export function FieldInput(props: Props) {
  const { field } = props;
  if (field.kind === "list") return <ListInput {...props} />;
  if (field.kind === "flag") return <FlagInput {...props} />;
  if (field.kind === "choice" && !field.open && field.options.length <= mostInSelect)
    return <ChoiceInput {...props} />;
  return <TextInput {...props} />;
}
