// Where the page begins: the engine, then the state, then the views.

import { render } from "preact";
import { start } from "./engine";
import { begin, failure } from "./state";
import { App } from "./views/app";

const place = document.getElementById("page");

try {
  await start();
  await begin();
  if (place !== null) {
    place.textContent = "";
    render(<App />, place);
  }
} catch (thrown) {
  if (place !== null) place.textContent = `The page could not start: ${failure(thrown)}`;
}
