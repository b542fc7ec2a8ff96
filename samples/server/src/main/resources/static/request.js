/** The form as a request, and a request in the form and in links. */

const byId = id => document.getElementById(id);
let models = [];
let chosen = [];

export function setUp(known) {
  models = known;
  byId('model').replaceChildren(...models.map(m => new Option(m.id, m.id)));
  byId('model').addEventListener('change', () => {
    chosen = chosen.filter(label => model().labels.includes(label));
    recommend();
  });
  byId('find').addEventListener('input', showLabels);
  byId('find').addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return byId('form').requestSubmit();
    const first = found()[0];
    if (first) toggle(first);
    byId('find').value = '';
    showLabels();
  });
  byId('dice').addEventListener('click', () => { byId('seed').value = Math.floor(Math.random() * 1e6); });
  for (const range of document.querySelectorAll('input[type=range]')) {
    range.addEventListener('input', () => showValue(range));
    showValue(range);
  }
  recommend();
}

function showValue(range) {
  document.querySelector(`output[for=${range.id}]`).value = range.value;
}

export function model() {
  return models.find(m => m.id === byId('model').value) ?? models[0];
}

/** What the model recommends. */
function recommend() {
  const now = model();
  const own = now.sampler === '' ? [new Option('the model\u2019s own', '')] : [];
  byId('sampler').replaceChildren(...own, ...now.samplers.map(name => new Option(name, name)));
  byId('sampler').value = now.sampler;
  byId('steps').value = now.steps;
  byId('guidance').value = now.guidance;
  showValue(byId('steps'));
  showValue(byId('guidance'));
  byId('labels').hidden = now.labels.length === 0;
  byId('words').hidden = now.labels.length > 0 || !now.conditional;
  showLabels();
}

function found() {
  const wanted = byId('find').value.trim().toLowerCase();
  return model().labels.filter(label => label.toLowerCase().includes(wanted));
}

function toggle(label) {
  chosen = chosen.includes(label) ? chosen.filter(one => one !== label) : [...chosen, label];
  showLabels();
}

function showLabels() {
  byId('chosen').replaceChildren(...chosen.map(label => chip(label, true)));
  byId('chips').replaceChildren(...found().map(label => chip(label, false)));
}

function chip(label, removes) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.label = label;
  button.textContent = removes ? `${label} \u2715` : label;
  if (removes) button.setAttribute('aria-label', `without ${label}`);
  else button.setAttribute('aria-pressed', chosen.includes(label));
  button.addEventListener('click', () => {
    toggle(label);
    if (!removes) document.querySelector(`#chips [data-label="${CSS.escape(label)}"]`)?.focus();
  });
  return button;
}

/** What the form asks for. */
export function asked() {
  const now = model();
  const request = {model: now.id};
  if (now.labels.length > 0) {
    request.labels = chosen;
  } else if (now.conditional) {
    request.prompt = byId('prompt').value;
    if (byId('negative').value) request.negative_prompt = byId('negative').value;
  }
  request.n = Number(byId('count').value);
  request.seed = Number(byId('seed').value);
  request.steps = Number(byId('steps').value);
  if (byId('sampler').value) request.sampler = byId('sampler').value;
  if (now.conditional) request.guidance = Number(byId('guidance').value);
  return request;
}

/** What a request shows, in words. */
export function title(request) {
  const subject = request.prompt ?? (request.labels ?? []).join(', ');
  return subject === '' ? 'nothing in particular' : subject;
}

/** A request in a link to this page, which makes it again. */
export function link(request) {
  const url = new URL(location.pathname, location.origin);
  for (const [name, value] of Object.entries(request)) url.searchParams.set(name, value);
  return url.href;
}

/** Puts the request of a link into the form; says whether there is one. */
export function restore() {
  const given = new URLSearchParams(location.search);
  if (!given.has('model') && !given.has('labels') && !given.has('prompt')) return null;
  if (models.some(m => m.id === given.get('model'))) byId('model').value = given.get('model');
  chosen = (given.get('labels') ?? '').split(',').filter(label => model().labels.includes(label));
  recommend();
  const set = (id, name) => { if (given.has(name)) byId(id).value = given.get(name); };
  set('prompt', 'prompt');
  set('negative', 'negative_prompt');
  set('seed', 'seed');
  set('sampler', 'sampler');
  set('steps', 'steps');
  set('guidance', 'guidance');
  byId('count').value = given.get('n') ?? 1;
  showValue(byId('steps'));
  showValue(byId('guidance'));
  const near = {};
  if (given.has('variation_of')) near.variation_of = Number(given.get('variation_of'));
  if (given.has('variation')) near.variation = Number(given.get('variation'));
  return {...asked(), ...near};
}
