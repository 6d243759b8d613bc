// The frame of the page: title, verdict, tabs, and what a dropped file or a key does.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { version } from "../engine";
import { tally } from "../headline";
import { pressed } from "../press";
import * as state from "../state";
import * as theme from "../theme";
import { Compare } from "./compare";
import { Ranking } from "./ranking";
import { Requirement } from "./requirement";
import { WhatIf } from "./whatif";

const titles: Record<state.View, string> = {
  requirement: "Requirement",
  ranking: "Ranking",
  whatif: "What if",
  compare: "Compare",
};

const dropping = signal(false);

export async function takeFile(file: File): Promise<void> {
  if (file.size > 1_000_000) {
    state.notice.value = `${file.name} is too large for a profile.`;
    return;
  }
  state.write(await file.text());
  state.notice.value = `${file.name} was read.`;
  state.view.value = state.broken.value ? "requirement" : "ranking";
}

function save(): void {
  const link = document.createElement("a");
  const title = state.values.value?.title ?? "profile";
  link.download = `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "profile"}.toml`;
  link.href = URL.createObjectURL(new Blob([state.text.value], { type: "application/toml" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

function copyAddress(): void {
  navigator.clipboard.writeText(location.href).then(
    () => (state.notice.value = "The address was copied; it holds the whole profile."),
    () => (state.notice.value = "The address bar holds the whole profile: copy it from there."),
  );
}

function Tabs() {
  const places = useRef(new Map<state.View, HTMLButtonElement>());
  const move = (event: KeyboardEvent) => {
    const at = state.views.indexOf(state.view.value);
    const count = state.views.length;
    const next = { ArrowRight: at + 1, ArrowLeft: at + count - 1, Home: 0, End: count - 1 }[event.key];
    const to = next === undefined ? undefined : state.views[next % count];
    if (to === undefined) return;
    event.preventDefault();
    state.view.value = to;
    places.current.get(to)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={move}>
      {state.views.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-controls={`panel-${each}`}
          aria-selected={state.view.value === each}
          tabIndex={state.view.value === each ? 0 : -1}
          ref={(element) => {
            if (element !== null) places.current.set(each, element);
          }}
          onClick={() => (state.view.value = each)}
        >
          {titles[each]}
        </button>
      ))}
    </div>
  );
}

/** A value as it was when nothing was pressed. */
function useHeld<Held>(value: Held): Held {
  const held = useRef(value);
  if (!pressed.value) held.current = value;
  return held.current;
}

function Verdict() {
  const { said, reading, broken } = useHeld({
    said: state.said.value,
    reading: state.shown.value,
    broken: state.broken.value,
  });
  const [verdict, ...rest] = said;
  return (
    <div class="verdict">
      <div role="status" aria-live="polite" aria-atomic="true" id="headline">
        {verdict === undefined ? (
          <p class="verdict-first">Nothing is asked for yet.</p>
        ) : (
          <>
            <p class="verdict-first">{verdict}</p>
            {rest.length > 0 && <p>{rest.join(" ")}</p>}
          </>
        )}
      </div>
      {reading !== null && (
        <p class="soft">
          {tally(reading.ranking)}
          {reading.ranking.clear_winner && " A clear winner: its points lie above those of all others that stand as it does, whatever their unknown facts turn out to be."}
        </p>
      )}
      {broken && (
        <p class="alert" role="alert">
          The profile has errors.{" "}
          {reading !== null && "What is shown is of its last state without. "}
          <button type="button" class="link" onClick={() => (state.view.value = "requirement")}>
            Show them
          </button>
        </p>
      )}
    </div>
  );
}

const panels: Record<state.View, () => preact.JSX.Element> = {
  requirement: Requirement,
  ranking: Ranking,
  whatif: WhatIf,
  compare: Compare,
};

export function App() {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      dropping.value = true;
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) dropping.value = false;
    };
    const drop = (event: DragEvent) => {
      dropping.value = false;
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      void takeFile(file);
    };
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (typing || !(event.ctrlKey || event.metaKey)) return;
      const letter = event.key.toLowerCase();
      if (letter !== "z" && letter !== "y") return;
      event.preventDefault();
      if (letter === "y" || event.shiftKey) state.redo();
      else state.undo();
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    addEventListener("keydown", key);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
      removeEventListener("keydown", key);
    };
  }, []);
  const title = state.values.value?.title;
  useEffect(() => {
    document.title = title === undefined ? "shortlist" : `${title} – shortlist`;
  }, [title]);
  const view = state.view.value;
  const Panel = panels[view];
  return (
    <div class={dropping.value ? "frame dropping" : "frame"}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <div class="top-row">
          <h1>{title ?? "A requirement for a model"}</h1>
          <div class="tools">
            <button type="button" disabled={!state.canUndo.value} onClick={state.undo}>
              Undo
            </button>
            <button type="button" disabled={!state.canRedo.value} onClick={state.redo}>
              Redo
            </button>
            <button type="button" onClick={copyAddress}>
              Copy link
            </button>
            <button type="button" disabled={state.text.value === ""} onClick={save}>
              Save profile
            </button>
            <button type="button" onClick={() => print()}>
              Print
            </button>
            <button type="button" aria-pressed={theme.dark.value} onClick={theme.toggle}>
              Dark
            </button>
          </div>
        </div>
        <Verdict />
        <p class="notice" role="status">
          {state.notice.value}
        </p>
        <Tabs />
      </header>
      <main id="main" tabIndex={-1}>
        {state.views.map((each) => (
          <div
            key={each}
            role="tabpanel"
            id={`panel-${each}`}
            aria-labelledby={`tab-${each}`}
            hidden={each !== view}
          >
            {each === view && <Panel />}
          </div>
        ))}
      </main>
      <footer class="soft">
        shortlist {version}
        {state.settled.value !== null && (
          <>
            {" "}
            · {state.settled.value.ranking.rule_base.title}, fingerprint{" "}
            <code>{state.settled.value.ranking.rule_base.fingerprint.slice(0, 12)}</code>
          </>
        )}{" "}
        · computed on this machine; nothing is sent anywhere
      </footer>
    </div>
  );
}

// The fragment is the state of the page, and no link may take its place.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
