// The requirement: questions where nothing is asked for yet, a form, and the profile as text.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { criteria, criteriaByGroup, criterion, fieldsOfNeed, fieldsOfUse } from "../form";
import { needsOf, type PlacedNeed } from "../profile";
import * as state from "../state";
import { percentText } from "../words";
import { takeFile } from "./app";
import { FieldInput } from "./fields";
import { Questions } from "./questions";
import { Source } from "./source";

function NeedCard({ placed }: { placed: PlacedNeed }) {
  const { id, need } = placed;
  const known = criterion(placed.criterion);
  const title = known?.title ?? placed.criterion;
  const key = useId();
  const fields = fieldsOfNeed(placed.criterion);
  const [all, setAll] = useState(false);
  const rare = fields.length > 6;
  const shown = fields.filter((each, at) => !rare || all || at < 2 || each.required || need[each.key] !== undefined);
  const share = state.shown.value?.ranking.weights[id];
  return (
    <fieldset class="need" data-need={id}>
      <legend>
        {title}
        {placed.at > 0 && ` (${placed.at + 1})`} <code class="soft">{id}</code>
      </legend>
      <div class="need-grid">
        {shown.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={need[field.key]}
            change={(value) => state.changeNeed(id, field.key, value)}
          />
        ))}
        <div class="field">
          <label for={`${key}-level`}>Level</label>
          <select
            id={`${key}-level`}
            value={need["level"] === "must" ? "must" : "should"}
            onChange={(event) =>
              state.changeNeed(id, "level", event.currentTarget.value === "must" ? "must" : undefined)
            }
          >
            <option value="must">must</option>
            <option value="should">should</option>
          </select>
        </div>
        <div class="field">
          <label for={`${key}-weight`}>Weight</label>
          <input
            id={`${key}-weight`}
            type="number"
            min="0"
            step="any"
            aria-describedby={`${key}-share`}
            placeholder={known === undefined ? "" : String(known.weight)}
            value={typeof need["weight"] === "number" ? need["weight"] : ""}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              state.changeNeed(id, "weight", typed === "" ? undefined : Number(typed));
            }}
          />
          <p class="help" id={`${key}-share`}>
            {share === undefined ? "" : `${percentText(share)} percent of all weight`}
          </p>
        </div>
        <div class="field field-wide">
          <label for={`${key}-because`}>Because</label>
          <input
            id={`${key}-because`}
            value={typeof need["because"] === "string" ? need["because"] : ""}
            onChange={(event) => state.changeNeed(id, "because", event.currentTarget.value || undefined)}
          />
        </div>
      </div>
      <p class="need-tools">
        {rare && (
          <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Fewer keys" : `All ${fields.length} keys`}
          </button>
        )}
        <button type="button" onClick={() => state.removeNeed(id)}>
          Remove<span class="unseen"> {title}</span>
        </button>
      </p>
    </fieldset>
  );
}

function AddNeed() {
  const id = useId();
  const [typed, setTyped] = useState("");
  const found = criteria().find((each) => each.id === typed || each.title.toLowerCase() === typed.toLowerCase());
  const add = (of: string) => {
    const made = state.addNeed(of);
    setTyped("");
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-need="${CSS.escape(made)}"] :is(input, select)`)?.focus(),
    );
  };
  const low = typed.trim().toLowerCase();
  return (
    <div class="add-need">
      <label for={id}>Add a need</label>
      <span class="adder">
        <input
          id={id}
          type="search"
          autocomplete="off"
          placeholder="search the criteria"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || found === undefined) return;
            event.preventDefault();
            add(found.id);
          }}
        />
      </span>
      <details open={low !== ""}>
        <summary>{criteria().length} criteria, in groups</summary>
        {criteriaByGroup().map((group) => {
          const members = group.criteria.filter(
            (each) => low === "" || each.title.toLowerCase().includes(low) || each.id.includes(low),
          );
          return (
            members.length > 0 && (
              <section key={group.title}>
                <h4>{group.title}</h4>
                <p class="choices">
                  {members.map((each) => (
                    <button type="button" key={each.id} onClick={() => add(each.id)}>
                      {each.title}
                    </button>
                  ))}
                </p>
              </section>
            )
          );
        })}
      </details>
    </div>
  );
}

function Use() {
  const use = state.values.value?.use ?? {};
  const stated = Object.keys(use).length;
  return (
    <details class="use">
      <summary>
        What it is used for <span class="soft">({stated === 0 ? "nothing stated" : `${stated} stated`}; licences are read with it)</span>
      </summary>
      <div class="need-grid">
        {fieldsOfUse().map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={use[field.key]}
            change={(value) => state.changeUse(field.key, value)}
          />
        ))}
      </div>
    </details>
  );
}

function Form() {
  const id = useId();
  const profile = state.values.value;
  if (profile === null)
    return <p class="alert">The text is not yet TOML that a form can show; what is wrong stands below it.</p>;
  const needs = needsOf(profile);
  const musts = needs.filter((each) => each.need["level"] === "must");
  const shoulds = needs.filter((each) => each.need["level"] !== "must");
  return (
    <div class="form">
      <div class="field field-wide">
        <label for={`${id}-title`}>Title</label>
        <input
          id={`${id}-title`}
          value={profile.title ?? ""}
          onChange={(event) => state.changeTitle(event.currentTarget.value)}
        />
      </div>
      <Use />
      <h3>
        Musts <span class="soft">who does not meet one is out</span>
      </h3>
      {musts.length === 0 && <p class="soft">None yet.</p>}
      {musts.map((each) => (
        <NeedCard key={each.id} placed={each} />
      ))}
      <h3>
        Shoulds <span class="soft">they count by their weight</span>
      </h3>
      {shoulds.length === 0 && <p class="soft">None yet.</p>}
      {shoulds.map((each) => (
        <NeedCard key={each.id} placed={each} />
      ))}
      <AddNeed />
    </div>
  );
}

export function Requirement() {
  const empty = state.text.value.trim() === "";
  const [asking, setAsking] = useState(empty);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (empty) setAsking(true);
  }, [empty]);
  return (
    <>
      <p class="toolbar">
        <button type="button" aria-pressed={asking} onClick={() => setAsking(!asking)}>
          Begin with questions
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          Open a profile …
        </button>
        <input
          ref={input}
          type="file"
          accept=".toml"
          hidden
          aria-label="A profile"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) void takeFile(file);
            event.currentTarget.value = "";
          }}
        />
        <span class="soft">or drop a .toml file anywhere</span>
      </p>
      {asking && <Questions done={() => setAsking(false)} />}
      <div class="columns">
        <section aria-labelledby="form-title">
          <h2 id="form-title">As a form</h2>
          <Form />
        </section>
        <Source />
      </div>
    </>
  );
}
