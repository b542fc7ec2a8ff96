/** Binds the form, the service and the images together. */
import {draw, models} from './service.js';
import {asked, model, restore, setUp} from './request.js';
import {Run} from './results.js';
import * as editor from './editor.js';

const VARIATIONS = 8;
const PREVIEWS = 50;
const byId = id => document.getElementById(id);
let running = null;

function say(text, isBad) {
  byId('status').textContent = text;
  byId('status').classList.toggle('bad', Boolean(isBad));
}

/** Draws what is asked for, in place of what is being drawn; build makes the body of the request. */
async function go(request, build) {
  running?.abort();
  const mine = running = new AbortController();
  const run = new Run(request, model(), {vary, edit: editor.open});
  say('Drawing \u2026');
  byId('stop').hidden = false;
  const start = performance.now();
  try {
    const streamed = {...request, stream: true, partial_images: Math.min(request.steps, PREVIEWS)};
    await draw(await build(streamed), event => run.show(event), mine.signal);
    say(`${request.n === 1 ? 'One image' : `${request.n} images`} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    if (error.name === 'AbortError') say('Stopped.');
    else say(error.message, true);
  } finally {
    run.end();
    if (running === mine) {
      running = null;
      byId('stop').hidden = true;
    }
  }
}

const generate = request => go(request, body => body);

function vary(request) {
  const {size, ...rest} = request;
  const near = {variation_of: request.seed, variation: 0.3};
  generate({...rest, ...near, seed: request.seed + 1, n: VARIATIONS});
  byId('results').scrollIntoView({block: 'start'});
}

byId('form').addEventListener('submit', event => {
  event.preventDefault();
  generate(asked());
});
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !byId('editor').open) {
    event.preventDefault();
    byId('form').requestSubmit();
  }
  if (event.key === 'Escape' && !byId('editor').open) running?.abort();
});
byId('stop').addEventListener('click', () => running?.abort());
byId('redraw').addEventListener('click', () => {
  const request = asked();
  go(request, editor.form);
  editor.close();
});

try {
  setUp(await models());
  const linked = restore();
  if (linked) generate(linked);
  document.body.dataset.ready = 'true';
} catch (error) {
  say(error.message, true);
}
