// Whether a pointer is down on something that a click is meant for. Leaving a field changes the
// profile while the button is still down; what would move the page under the pointer waits for it.

import { signal } from "@preact/signals";

export const pressed = signal(false);

const isSlider = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === "range";

addEventListener("pointerdown", (event) => (pressed.value = !isSlider(event.target)), true);
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => setTimeout(() => (pressed.value = false)), true); // after the click
