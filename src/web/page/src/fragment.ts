// The state of the page in the fragment of its address: JSON, compressed, in base64 for addresses.

export interface Shared {
  profile: string;
  view: string;
  compared: string[];
}

async function through(bytes: Uint8Array<ArrayBuffer>, by: GenericTransformStream): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(by);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function written(state: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of packed) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Null where the fragment is none that this page wrote. */
export async function read(fragment: string): Promise<Shared | null> {
  try {
    const letters = atob(fragment.replace(/^#/, "").replace(/-/g, "+").replace(/_/g, "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof found !== "object" || found === null) return null;
    const { profile, view, compared } = found as Partial<Record<keyof Shared, unknown>>;
    if (typeof profile !== "string" || typeof view !== "string" || !Array.isArray(compared)) return null;
    return { profile, view, compared: compared.filter((each) => typeof each === "string") };
  } catch {
    return null;
  }
}
