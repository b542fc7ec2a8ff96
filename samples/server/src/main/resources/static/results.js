/** The images, as they come. */
import {link, title} from './request.js';

const SMALL = 128;
const RUNS = 12;
const byId = id => document.getElementById(id);
const copyOf = id => byId(id).content.firstElementChild.cloneNode(true);

/** A run with room for its images. */
export class Run {
  constructor(request, model, deeds) {
    this.request = request;
    this.deeds = deeds;
    this.steps = new Array(request.n).fill(0);
    this.element = copyOf('run');
    const small = document.createElement('small');
    small.textContent = ` ${model.id}`;
    this.element.querySelector('h2').append(title(request), small);
    this.progress = this.element.querySelector('progress');
    this.figures = this.steps.map((_, i) => {
      const figure = copyOf('image');
      figure.classList.add('waiting');
      figure.classList.toggle('small', model.width <= SMALL);
      figure.querySelector('.seed').textContent = `seed ${request.seed + i}`;
      figure.querySelector('img').alt = `${title(request)}, seed ${request.seed + i}`;
      return figure;
    });
    this.element.querySelector('.grid').append(...this.figures);
    byId('empty').hidden = true;
    byId('status').after(this.element);
    const runs = document.querySelectorAll('.run');
    if (runs.length > RUNS) runs[runs.length - 1].remove();
  }

  show(event) {
    if (event.type.endsWith('.progress')) {
      this.steps[event.index] = event.step / event.steps;
      this.progress.value = this.steps.reduce((sum, part) => sum + part, 0) / this.steps.length;
      return;
    }
    const figure = this.figures[event.index];
    figure.querySelector('img').src = `data:image/png;base64,${event.b64_json}`;
    if (event.type.endsWith('.completed')) this.complete(figure, event);
  }

  complete(figure, event) {
    figure.classList.remove('waiting');
    figure.querySelector('pre').textContent = JSON.stringify(event.request, null, 1);
    const save = figure.querySelector('[data-deed=save]');
    save.href = figure.querySelector('img').src;
    save.download = `${title(event.request).replace(/[^\p{L}\p{N}]+/gu, '-')}-${event.seed}.png`;
    const copy = figure.querySelector('[data-deed=link]');
    copy.hidden = !event.link; // an image that was drawn on is in no link
    copy.addEventListener('click', () => this.copied(copy, link(event.request)));
    const vary = figure.querySelector('[data-deed=vary]');
    vary.hidden = !event.link || 'variation_of' in event.request; // it would be near the first
    vary.addEventListener('click', () => this.deeds.vary(event.request));
    figure.querySelector('[data-deed=edit]')
      .addEventListener('click', () => this.deeds.edit(figure.querySelector('img')));
  }

  async copied(button, text) {
    button.dataset.link = text;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch { // without https there is no clipboard
      history.replaceState(null, '', text);
      button.textContent = 'In address';
    }
    setTimeout(() => { button.textContent = 'Link'; }, 1500);
  }

  end() {
    this.progress.hidden = true;
    if (this.figures.every(figure => !figure.querySelector('img').src)) this.element.remove();
  }
}
