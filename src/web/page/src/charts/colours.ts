// Colours of families in charts: the same family keeps its colour for as long as the page is open.

const count = 8;
const given = new Map<string, number>();

/** The name of a custom property that style.css defines for light and dark. */
export function colourOf(family: string): string {
  let number = given.get(family);
  if (number === undefined) {
    number = given.size % count;
    given.set(family, number);
  }
  return `var(--family-${number + 1})`;
}
