// Light or dark: as the system has it, until the reader says otherwise.

import { computed, signal } from "@preact/signals";

const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
const chosen = signal<boolean | null>(null);

system.addEventListener("change", () => (systemDark.value = system.matches));

export const dark = computed(() => chosen.value ?? systemDark.value);

export function toggle(): void {
  chosen.value = !dark.value;
  document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
}
