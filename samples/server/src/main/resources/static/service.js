/** What the service says: its models, and images step by step. */

export async function models() {
  const response = await fetch('v1/models');
  if (!response.ok) throw new Error(await reason(response));
  return (await response.json()).data;
}

/** Draws; onEvent gets each event. A form with files goes to edits, anything else to generations. */
export async function draw(request, onEvent, signal) {
  const isForm = request instanceof FormData;
  const response = await fetch(isForm ? 'v1/images/edits' : 'v1/images/generations', {
    method: 'POST',
    headers: isForm ? {} : {'Content-Type': 'application/json'},
    body: isForm ? request : JSON.stringify(request),
    signal,
  });
  if (!response.ok) throw new Error(await reason(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = text.slice(0, end).split('\n').find(line => line.startsWith('data: '));
      text = text.slice(end + 2);
      if (data) pass(JSON.parse(data.slice(6)), onEvent);
    }
  }
}

function pass(event, onEvent) {
  if (event.error) throw new Error(event.error.message);
  onEvent(event);
}

async function reason(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return `the service answered ${response.status}`;
  }
}
