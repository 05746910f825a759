// Sends a file to the server, which answers with JSON: what it has made of the file, or the problem.

const MOST_BYTES = 20 * 1024 * 1024;

/** The answer; without one the problem is `offline`, and without JSON, as for somebody who is signed out, `signedOut`. */
export async function sendFile(address, file, { offline, signedOut }) {
  if (file.size > MOST_BYTES) return { problem: `${file.name} lớn hơn 20 MB.` };
  const data = new FormData();
  data.set("tep", file, file.name);
  const answer = await fetch(address, { method: "POST", body: data }).catch(() => undefined);
  if (!answer) return { problem: offline };
  const made = await answer.json().catch(() => undefined);
  return made && (answer.ok || made.problem) ? made : { problem: signedOut };
}
